/**
 * The built product as real processes, on a stand-in for AWS, in a home of its own that is gone afterwards.
 * Linux: what is left running is found in /proc by the home in its environment, and nothing else is ever ended.
 *
 * @module
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { type StandIn, type StandInOptions, startStandIn } from '../aws/stand-in.ts'
import { processesWith } from './processes.ts'
import { type Ran, Running } from './running.ts'
import { type SealedKey, sealedKey } from './sealed-key.ts'

export const root = join(import.meta.dirname, '..', '..')
export const builtAgent = join(root, 'dist', 'headless', 'agent.mjs')

/** The words that run a relay. */
export type Relay = readonly string[]
/** As `npm run build` made it: native where there is a Rust toolchain. */
export const builtRelay: Relay = [join(root, 'dist', 'bin', 'signet')]
export const nodeRelay: Relay = [process.execPath, join(root, 'main', 'relay', 'relay.mjs')]

export interface SceneOptions {
  readonly standIn?: StandInOptions
  /** Beside, or in place of, what {@link Scene.env} has. Undefined takes a name away. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /**
   * `ready`: the vault's key is there already, sealed with a passphrase at a quarter of the product's own work, so that
   * a start takes no second. `none`: nothing is there, and the first sign-in makes it as the product does.
   */
  readonly vaultKey?: 'ready' | 'none'
}

export interface RunOptions {
  readonly relay?: Relay
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly cwd?: string
}

/** What an AWS tool gets from `credential-process`. */
export interface ProcessCredentials {
  readonly Version: number
  readonly AccessKeyId: string
  readonly SecretAccessKey: string
  readonly SessionToken: string
  readonly Expiration: string
  readonly AccountId: string
}

export class Scene {
  readonly folder: string
  readonly standIn: StandIn
  readonly key: SealedKey
  /** The whole environment of what runs here. */
  readonly env: Readonly<Record<string, string>>
  readonly stateDir: string
  readonly configPath: string
  readonly passphrasePath: string
  /** Everything that ran, for whoever looks through what was said. */
  readonly ran: { readonly args: readonly string[]; readonly running: Running }[] = []

  private constructor(folder: string, standIn: StandIn, key: SealedKey, options: SceneOptions) {
    this.folder = folder
    this.standIn = standIn
    this.key = key
    const home = join(folder, 'h')
    this.stateDir = join(home, 'state')
    this.configPath = join(folder, 'aws', 'config')
    this.passphrasePath = join(folder, 'passphrase')
    this.env = defined({
      // The relay in Node finds its node here.
      PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
      HOME: folder,
      ...standIn.env,
      SIGNET_HOME: home,
      // A person's own key store is left alone.
      SIGNET_KEY_STORE: 'off',
      SIGNET_PASSPHRASE_FILE: this.passphrasePath,
      AWS_CONFIG_FILE: this.configPath,
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'aws', 'credentials'),
      ...options.env,
    })
  }

  static async start(options: SceneOptions = {}): Promise<Scene> {
    if (!existsSync(builtAgent)) throw new Error(`${builtAgent} is not there. First: npm run build`)
    // Short, for the socket's path may have 103 bytes; mkdtemp gives it mode 0700.
    const folder = mkdtempSync(join(tmpdir(), 'sg-'))
    const [standIn, key] = await Promise.all([startStandIn(options.standIn), sealedKey])
    const scene = new Scene(folder, standIn, key, options)
    writeFileSync(scene.passphrasePath, `${key.passphrase}\n`, { mode: 0o600 })
    if (options.vaultKey !== 'none') {
      const vaultDir = join(scene.stateDir, 'vault')
      mkdirSync(vaultDir, { recursive: true, mode: 0o700 })
      writeFileSync(join(vaultDir, 'identity.age'), key.sealed, { mode: 0o600 })
    }
    return scene
  }

  /** Starts `signet …`. */
  spawn(args: readonly string[], options: RunOptions = {}): Running {
    const [program = '', ...words] = options.relay ?? builtRelay
    return this.program(program, [...words, ...args], options)
  }

  /** Starts any program in this environment. */
  program(program: string, args: readonly string[], options: RunOptions = {}): Running {
    const running = new Running(program, args, {
      env: defined({ ...this.env, ...options.env }),
      cwd: options.cwd ?? this.folder,
      // In a session of its own: it finds no terminal, and no signal for the tests reaches it.
      detached: true,
    })
    this.ran.push({ args: [program, ...args], running })
    return running
  }

  /** Runs `signet …` to its end. */
  run(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
    return this.spawn(args, options).ended
  }

  /** `signet login`, with a person who allows it. */
  async signIn(
    profile: string,
    options: RunOptions & { readonly principal?: string; readonly args?: readonly string[] } = {},
  ): Promise<Ran> {
    const login = this.spawn(
      ['login', '--no-browser', '--profile', profile, ...(options.args ?? [])],
      options,
    )
    await this.allow(login, options.principal)
    const ran = await login.ended
    if (ran.code !== 0) throw new Error(`signet login ended with ${ran.code}: ${ran.stderr}`)
    return ran
  }

  /** Follows the address that a login shows, as a browser and a person would. */
  async allow(login: Running, principal?: string): Promise<Response> {
    return fetch(await this.standIn.approve(await authorizeUrl(login), principal))
  }

  ask(profile: string, options: RunOptions = {}): Promise<Ran> {
    return this.run(['credential-process', '--profile', profile], options)
  }

  /** @throws Error with what was said instead. */
  async credentials(profile: string, options: RunOptions = {}): Promise<ProcessCredentials> {
    const { code, stdout, stderr } = await this.ask(profile, options)
    if (code !== 0) throw new Error(`credential-process ended with ${code}: ${stderr}`)
    return JSON.parse(stdout) as ProcessCredentials
  }

  /** AWS's clock goes on so far that every key there is has ended, and the agent learns of it. */
  async endKeys(seconds = 1200): Promise<void> {
    this.standIn.clock.advance(seconds)
    await this.run(['doctor'])
  }

  /** The agent that serves, by its own word; undefined when that one is gone. */
  agentPid(): number | undefined {
    const pid = Number(/^pid=(\d+)$/m.exec(this.stateFile('endpoint'))?.[1])
    return this.processes().includes(pid) ? pid : undefined
  }

  /** Ends it with this signal and waits until it is gone. */
  async endAgent(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const pid = this.agentPid()
    if (pid === undefined) return
    process.kill(pid, signal)
    await until(() => !this.processes().includes(pid), `agent ${pid} is gone`)
  }

  /** Every process of this home. */
  processes(): number[] {
    return processesWith('SIGNET_HOME', this.env.SIGNET_HOME ?? '')
  }

  /** A file of the state folder; empty when it is not there. */
  stateFile(name: string): string {
    try {
      return readFileSync(join(this.stateDir, name), 'utf8')
    } catch {
      return ''
    }
  }

  logEvents(): string[] {
    const lines = this.stateFile('agent.log').split('\n').filter(Boolean)
    return lines.map((line) => (JSON.parse(line) as { event: string }).event)
  }

  /** Ends everything that was started here and removes the folder. */
  async close(): Promise<void> {
    for (;;) {
      const left = this.processes()
      if (left.length === 0) break
      for (const pid of left) end(pid)
      await wait(5)
    }
    await this.standIn.close()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** The address that a login shows. */
export async function authorizeUrl(login: Running): Promise<URL> {
  const [, url = ''] = await login.said(/\n\n {2}(http:\S+)\n\nWaiting until/)
  return new URL(url)
}

/** Waits for a condition; a hang ends in an error that names it. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string,
  patienceInSeconds = 60,
): Promise<void> {
  const giveUp = performance.now() + patienceInSeconds * 1000
  while (!(await holds())) {
    if (performance.now() > giveUp) throw new Error(`waited ${patienceInSeconds} s until ${what}`)
    await wait(10)
  }
}

/** Names of open descriptors of a process. */
export function descriptors(pid: number): string[] {
  return readdirSync(`/proc/${pid}/fd`)
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It went by itself.
  }
}

function defined(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
