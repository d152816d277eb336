import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createInterface } from 'node:readline'

/** What botocore makes of one config file. */
export interface BotocoreReading {
  /** The exception's name, where it refuses the file. */
  readonly refused?: string
  /** By profile name. Nested blocks are objects. */
  readonly profiles: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly ssoSessions: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** By what stands between the brackets. */
  readonly sections: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

const script = `
import base64, json, os, shlex, sys, tempfile
from botocore import configloader
from botocore.exceptions import ConfigParseError
folder = tempfile.mkdtemp(prefix='signet-botocore-')
path = os.path.join(folder, 'config')
def read(content):
    with open(path, 'wb') as file:
        file.write(content)
    try:
        sections = configloader.raw_config_parse(path)
    except ConfigParseError as error:
        return {'refused': type(error).__name__, 'profiles': {}, 'ssoSessions': {}, 'sections': {}}
    known = configloader.build_profile_map(sections)
    return {'profiles': known['profiles'], 'ssoSessions': known['sso_sessions'], 'sections': sections}
def split(line):
    try:
        return shlex.split(line)
    except ValueError:
        return None
try:
    for request in sys.stdin:
        request = json.loads(request)
        if 'read' in request:
            reply = read(base64.b64decode(request['read']))
        else:
            reply = split(request['split'])
        sys.stdout.write(json.dumps(reply) + '\\n')
        sys.stdout.flush()
finally:
    if os.path.exists(path):
        os.remove(path)
    os.rmdir(folder)
`

/** Why the real botocore cannot be asked here; undefined when it can. */
export function botocoreAbsence(): string | undefined {
  const { status } = spawnSync('/usr/bin/python3', ['-c', 'import botocore'], { stdio: 'ignore' })
  return status === 0 ? undefined : 'this machine has no /usr/bin/python3 with botocore'
}

/** One Python process with the real botocore, asked over its stdin. */
export class Botocore {
  readonly #child: ChildProcess
  readonly #waiting: ((reply: string) => void)[] = []

  constructor() {
    this.#child = spawn('/usr/bin/python3', ['-c', script], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { LANG: 'C.UTF-8', PYTHONUTF8: '1' },
    })
    const { stdout } = this.#child
    if (stdout) createInterface({ input: stdout }).on('line', (line) => this.#waiting.shift()?.(line))
  }

  async read(bytes: Uint8Array): Promise<BotocoreReading> {
    return JSON.parse(await this.#ask({ read: Buffer.from(bytes).toString('base64') }))
  }

  /** Python's shlex.split; null where it raises. */
  async split(line: string): Promise<string[] | null> {
    return JSON.parse(await this.#ask({ split: line }))
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve))
    this.#child.stdin?.end()
    await ended
  }

  #ask(request: object): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#child.once('error', reject)
      this.#waiting.push((line) => {
        this.#child.off('error', reject)
        resolve(line)
      })
      this.#child.stdin?.write(`${JSON.stringify(request)}\n`)
    })
  }
}
