//! `signet`: a terminal's hand on the agent. Carries a request there and the answer back, and holds no logic of its own.
//!
//! It builds with Rust 1.63, which is what Debian 12 brings.

#![deny(unsafe_op_in_unsafe_fn, clippy::all)]

#[cfg(not(unix))]
compile_error!("The relay speaks over a Unix socket. Use main/relay/relay.mjs elsewhere.");

mod ask;
mod failure;
mod home;
mod launch;
mod sys;
mod wire;

use ask::Answer;
use failure::Failure;
use home::Home;
use launch::Starter;
use std::env;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::mem::ManuallyDrop;
use std::os::raw::c_int;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::io::{AsRawFd, FromRawFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::process::{exit, Command};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

/// How long to wait for an agent to come up, or to have room.
const REACH_WITHIN: Duration = Duration::from_secs(5);
/// Tools give a `credential_process` a minute, or less; they get an error line before that.
const CREDENTIALS_WITHIN_SECONDS: u32 = 25;
/// The agent asks a person, and gives up after 45 s by itself. Go's SDK waits a minute.
const CONSENT_WITHIN_SECONDS: u32 = 55;
/// What a shell reports of a program whose reader went away.
const READER_GONE: i32 = 128 + 13;

fn main() {
    let code = run().unwrap_or_else(|failure| {
        let _ = writeln!(io::stderr(), "signet: {}", failure.message);
        failure.code
    });
    exit(code);
}

fn run() -> Result<i32, Failure> {
    let argv = arguments()?;
    let home = Home::from_environment()?;
    let words: Vec<&str> = argv.iter().map(String::as_str).collect();
    if let ["agent", "run", ..] = words[..] {
        return Err(launch::become_agent(&home, &argv[1..]));
    }
    let call = Call {
        request: wire::encode_request(&argv)?,
        is_for_a_tool: words.first() == Some(&"credential-process"),
    };
    if call.is_for_a_tool {
        // A signal, as it ends any wait: for the agent, for a reader, for a file system.
        sys::on_signal(sys::SIGNAL_ALARM, end_late as *const () as usize);
        sys::alarm_after(CREDENTIALS_WITHIN_SECONDS);
    }
    let absent_code = match words[..] {
        ["agent", "stop", ..] => Some(0),
        ["agent", "status", ..] => Some(3),
        _ => None,
    };
    reach(&home, &call, absent_code)
}

fn arguments() -> Result<Vec<String>, Failure> {
    env::args_os()
        .skip(1)
        .enumerate()
        .map(|(index, argument)| {
            argument
                .into_string()
                .map_err(|_| Failure::with_code(format!("Argument {} is not UTF-8 text.", index + 1), 2))
        })
        .collect()
}

struct Call {
    request: Vec<u8>,
    /// Nobody is there to be asked, or to wait.
    is_for_a_tool: bool,
}

extern "C" fn end_late(_number: c_int) {
    sys::end_with("signet: The agent did not answer within 25 s. Run: signet doctor\n", 1);
}

extern "C" fn end_later(_number: c_int) {
    sys::end_with("signet: The agent did not answer within 55 s. Run: signet doctor\n", 1);
}

/// Finds the agent, or starts one, and carries the call there.
fn reach(home: &Home, call: &Call, absent_code: Option<i32>) -> Result<i32, Failure> {
    let give_up = Instant::now() + REACH_WITHIN;
    let mut starter = Starter::new(home);
    let mut pause_in_milliseconds = 4;
    loop {
        let reason = match connect(home)? {
            Connected::To(stream) => match converse(stream, call)? {
                Outcome::Exit(code) => return Ok(code),
                Outcome::TryAgain => "it is too busy",
            },
            Connected::Busy => "it is too busy",
            Connected::Nobody => {
                if let Some(code) = absent_code {
                    let _ = writeln!(io::stdout(), "The agent is not running.");
                    return Ok(code);
                }
                starter.see_to_it()?;
                "it did not answer within 5 s"
            }
        };
        if Instant::now() > give_up {
            return Err(launch::cannot_start(home, reason));
        }
        sleep(Duration::from_millis(with_jitter(pause_in_milliseconds)));
        pause_in_milliseconds = (pause_in_milliseconds * 3 / 2).min(60);
    }
}

enum Connected {
    To(UnixStream),
    Nobody,
    Busy,
}

fn connect(home: &Home) -> Result<Connected, Failure> {
    let path = match home.socket_path()? {
        Some(path) => path,
        None => return Ok(Connected::Nobody),
    };
    match UnixStream::connect(&path) {
        Ok(stream) => Ok(Connected::To(stream)),
        Err(error) => match error.kind() {
            ErrorKind::NotFound | ErrorKind::ConnectionRefused => Ok(Connected::Nobody),
            ErrorKind::WouldBlock | ErrorKind::Interrupted => Ok(Connected::Busy),
            _ => Err(Failure::new(format!("\"{}\" cannot be reached: {error}.", path.display()))),
        },
    }
}

/// Somewhere in the half to the whole of the given time, so that many relays do not come back as one.
fn with_jitter(milliseconds: u64) -> u64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let noise = (u64::from(now.subsec_nanos()) / 128) ^ u64::from(std::process::id());
    milliseconds / 2 + noise % (milliseconds / 2 + 1) + 1
}

enum Outcome {
    Exit(i32),
    /// The agent had no room, or ended before it said a word.
    TryAgain,
}

fn converse(mut stream: UnixStream, call: &Call) -> Result<Outcome, Failure> {
    let mut bytes = Vec::with_capacity(16 * 1024);
    let mut has_answer = false;
    let mut held = Vec::new();
    // An agent without room may have hung up already; what it said is still to be read.
    let was_sent = stream.write_all(&call.request).is_ok();
    loop {
        let mut used = 0;
        while let Some((frame, length)) = wire::decode_frame(&bytes[used..])? {
            used += length;
            has_answer = true;
            match frame.kind {
                b'O' => show(1, frame.payload),
                b'R' => show(2, frame.payload),
                b'Q' => answer(&mut stream, frame.payload, call)?,
                b'P' => hold(&mut stream, frame.payload, call, &mut held),
                b'X' => return Err(become_program(frame.payload)),
                b'Z' => return exit_code(frame.payload).map(Outcome::Exit),
                b'B' => return Ok(Outcome::TryAgain),
                _ => return Err(wire::not_understood()),
            }
        }
        bytes.drain(..used);
        let end = match read_more(&mut stream, &mut bytes) {
            Ok(true) => continue,
            end => end,
        };
        // A reset says that the request was not read to its end, so it was not begun. Asking for credentials twice does
        // no harm. Any other command may have done its work already.
        let was_reset = matches!(end, Err(error) if error.kind() == ErrorKind::ConnectionReset);
        if !has_answer && (!was_sent || was_reset || call.is_for_a_tool) {
            return Ok(Outcome::TryAgain);
        }
        return Err(Failure::new("The agent ended before its answer was complete. Run the command again."));
    }
}

/// False at the end of what the agent sends.
fn read_more(stream: &mut UnixStream, bytes: &mut Vec<u8>) -> io::Result<bool> {
    let mut chunk = [0; 64 * 1024];
    loop {
        match stream.read(&mut chunk) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            read => {
                let length = read?;
                bytes.extend_from_slice(&chunk[..length]);
                return Ok(length > 0);
            }
        }
    }
}

/// Writes past the standard library's buffers: they would cut binary output at line ends.
fn show(fd: i32, mut bytes: &[u8]) {
    // SAFETY: the standard descriptors are open, and are not closed by what is made here.
    let mut output = ManuallyDrop::new(unsafe { File::from_raw_fd(fd) });
    while !bytes.is_empty() {
        match output.write(bytes) {
            Ok(length) => bytes = &bytes[length..],
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            // Whoever shares the pipe has set it not to wait; so we do.
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                sys::wait_for(&mut [sys::PollFd { fd, events: sys::POLL_OUT, revents: 0 }]);
            }
            Err(_) if fd == 1 => exit(READER_GONE),
            Err(_) => return,
        }
    }
}

fn answer(stream: &mut UnixStream, question: &[u8], call: &Call) -> Result<(), Failure> {
    let (kind, message) = question.split_first().ok_or_else(wire::not_understood)?;
    let message = String::from_utf8_lossy(message);
    let answer =
        if call.is_for_a_tool { Answer::None } else { ask::ask(&message, *kind == b'1', stream.as_raw_fd()) };
    let reply = match &answer {
        Answer::CalledOff => return Ok(()),
        Answer::Line(line) => wire::encode_answer(Some(line)),
        Answer::None => wire::encode_answer(None),
    };
    // An agent that is gone is found out by the read that follows.
    let _ = stream.write_all(&reply);
    Ok(())
}

/// Holds a file open to the end, so that the agent sees in the system's own list which process this is.
fn hold(stream: &mut UnixStream, path: &[u8], call: &Call, held: &mut Vec<File>) {
    let file = File::open(OsStr::from_bytes(path));
    if call.is_for_a_tool {
        sys::on_signal(sys::SIGNAL_ALARM, end_later as *const () as usize);
        sys::alarm_after(CONSENT_WITHIN_SECONDS);
    }
    // An agent that is gone is found out by the read that follows.
    let _ = stream.write_all(&wire::encode_held(file.is_ok()));
    held.extend(file);
}

fn become_program(payload: &[u8]) -> Failure {
    let program = match wire::decode_exec(payload) {
        Some(program) => program,
        None => return wire::not_understood(),
    };
    sys::alarm_after(0);
    let mut command = Command::new(program.argv[0]);
    command.args(&program.argv[1..]);
    for (name, value) in program.env {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let error = command.exec();
    let code = if error.kind() == ErrorKind::NotFound { 127 } else { 126 };
    Failure::with_code(format!("\"{}\" cannot be run: {error}.", program.argv[0]), code)
}

fn exit_code(payload: &[u8]) -> Result<i32, Failure> {
    let text = std::str::from_utf8(payload).unwrap_or_default();
    text.parse::<u8>().map(i32::from).map_err(|_| wire::not_understood())
}
