"""Runs a command at a terminal of its own and plays the person.

Takes JSON on standard input: {"argv": [...], "env": {...}, "steps": [{"expect": "...", "send": "...", "signal": "INT"}]}.
Prints JSON: the transcript, the exit code (negative for a signal), and whether the terminal showed what was typed
at each step and at the end.
"""
import json, os, pty, select, signal, sys, termios, time

play = json.load(sys.stdin)
pid, terminal = pty.fork()
if pid == 0:
    os.execve(play["argv"][0], play["argv"], play["env"])

transcript, echoes = b"", []


def echo():
    return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)


def read():
    """False when the command is gone."""
    global transcript
    if select.select([terminal], [], [], 0.05)[0]:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:
            return False
        transcript += chunk
        return bool(chunk)
    return True


seen, alive, hang_guard = 0, True, time.time() + 60
for step in play["steps"]:
    awaited = step["expect"].encode()
    while alive and awaited not in transcript[seen:] and time.time() < hang_guard:
        alive = read()
    # What came after it in the same chunk is for the next step.
    found = transcript.find(awaited, seen)
    seen = len(transcript) if found < 0 else found + len(awaited)
    echoes.append(echo())
    if "signal" in step:
        os.kill(pid, getattr(signal, "SIG" + step["signal"]))
    else:
        os.write(terminal, step["send"].encode())
ended, status = 0, 0
while ended == 0 and time.time() < hang_guard:
    alive = alive and read()
    ended, status = os.waitpid(pid, os.WNOHANG)
    if not alive:
        time.sleep(0.02)
while alive and select.select([terminal], [], [], 0.05)[0]:
    alive = read()
try:
    echoes.append(echo())
except termios.error:
    echoes.append(True)
if ended == 0:
    os.kill(pid, signal.SIGKILL)
print(json.dumps({
    "transcript": transcript.decode(errors="replace"),
    "code": os.waitstatus_to_exitcode(status),
    "showed": echoes,
}))
