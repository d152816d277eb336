/**
 * A D-Bus session and a GNOME keyring of our own, in a folder of their own: nothing of the machine's is touched, and
 * nothing is started that the test did not ask for.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const keyringDaemon = '/usr/bin/gnome-keyring-daemon'
const busDaemon = '/usr/bin/dbus-daemon'
const busSend = '/usr/bin/dbus-send'

/** Why there can be no keyring here, or undefined. */
export function noKeyring(): string | undefined {
  const missing = [keyringDaemon, busDaemon, busSend].find((path) => !existsSync(path))
  return missing && `there is no ${missing}`
}

export class PrivateSession {
  readonly root: string
  readonly env: Readonly<Record<string, string>>
  readonly #bus: ChildProcess
  readonly #others: ChildProcess[] = []
  keyring: ChildProcess | undefined

  private constructor(root: string, env: Record<string, string>, bus: ChildProcess) {
    this.root = root
    this.env = env
    this.#bus = bus
  }

  static async start(): Promise<PrivateSession> {
    const root = mkdtempSync(join(tmpdir(), 'signet-session-'))
    const runDir = join(root, 'run')
    mkdirSync(runDir, { mode: 0o700 })
    // Without folders of services: the bus starts nothing by itself.
    writeFileSync(
      join(root, 'bus.conf'),
      `<busconfig><type>session</type><listen>unix:path=${runDir}/bus</listen><policy context="default">
       <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
    )
    const bus = spawn(
      busDaemon,
      [`--config-file=${root}/bus.conf`, '--nofork', '--nopidfile', '--print-address=1'],
      {
        env: {},
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    )
    if (bus.stdout) await once(bus.stdout, 'data')
    const env = {
      HOME: root,
      XDG_RUNTIME_DIR: runDir,
      XDG_DATA_HOME: join(root, 'data'),
      XDG_CONFIG_HOME: join(root, 'config'),
      DBUS_SESSION_BUS_ADDRESS: `unix:path=${runDir}/bus`,
    }
    return new PrivateSession(root, env, bus)
  }

  /** Starts the keyring. With a password its login collection is made or unlocked; without, there is none or it is locked. */
  async startKeyring(password?: string): Promise<void> {
    const unlock = password === undefined ? [] : ['--unlock']
    const daemon = spawn(keyringDaemon, ['--foreground', '--components=secrets', ...unlock], {
      env: this.env,
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    this.keyring = daemon
    daemon.stdin?.end(password === undefined ? '' : `${password}\n`)
    for (let turn = 0; turn < 200; turn += 1) {
      if (
        this.#send(
          'org.freedesktop.DBus',
          '/',
          'org.freedesktop.DBus.NameHasOwner',
          'string:org.freedesktop.secrets',
        ).includes('true')
      ) {
        return
      }
      await wait(50)
    }
    throw new Error('the keyring does not come up')
  }

  lock(): void {
    this.#send(
      'org.freedesktop.secrets',
      '/org/freedesktop/secrets',
      'org.freedesktop.Secret.Service.Lock',
      'array:objpath:/org/freedesktop/secrets/collection/login',
    )
  }

  async killKeyring(): Promise<void> {
    const daemon = this.keyring
    if (!daemon || daemon.exitCode !== null || daemon.signalCode !== null) return
    daemon.kill('SIGKILL')
    await once(daemon, 'exit')
  }

  /** Somebody who owns the name of the unlock dialog and never shows one. */
  async startDialogThatHangs(): Promise<void> {
    const program = `
import dbus, sys, time
dbus.SessionBus().request_name('org.gnome.keyring.SystemPrompter')
print('ready', flush=True)
time.sleep(600)`
    const dialog = spawn('/usr/bin/python3', ['-c', program], {
      env: this.env,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    this.#others.push(dialog)
    await once(dialog.stdout, 'data')
  }

  async stop(): Promise<void> {
    this.keyring?.kill('SIGCONT')
    await this.killKeyring()
    for (const other of [...this.#others, this.#bus]) {
      other.kill('SIGKILL')
      if (other.exitCode === null && other.signalCode === null) await once(other, 'exit')
    }
    rmSync(this.root, { recursive: true, force: true })
  }

  #send(destination: string, path: string, method: string, ...args: string[]): string {
    const sent = spawnSync(
      busSend,
      ['--session', '--print-reply', `--dest=${destination}`, path, method, ...args],
      {
        env: this.env,
        encoding: 'utf8',
      },
    )
    return sent.stdout
  }
}
