/** The two relays, as commands, and a way to run them as another program would. */
import { type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'

const root = join(import.meta.dirname, '..', '..')
const crate = join(root, 'main', 'relay')

export interface Relay {
  readonly name: string
  /** The words that run it; none when it cannot be had here. */
  readonly command: readonly string[]
  readonly whyNot: string
}

export interface NativeBuild {
  readonly hasCargo: boolean
  /** Errors and warnings of the toolchain; empty when there were none. */
  readonly complaints: string
  readonly isBuilt: boolean
}

/** Builds the Rust one where tests and the product's build look for it, whatever this machine's cargo is set to. */
export function buildNative(): NativeBuild {
  const args = ['build', '--release', '--quiet', '--offline', '--target-dir', 'target']
  const { error, status, stderr } = spawnSync('cargo', args, { cwd: crate, encoding: 'utf8' })
  if (error) {
    const hasCargo = !('code' in error && error.code === 'ENOENT')
    return { hasCargo, complaints: hasCargo ? error.message : '', isBuilt: false }
  }
  const isBuilt = status === 0
  const complaints =
    !isBuilt || /^(warning|error)/m.test(stderr) ? stderr || `cargo ended with ${status}` : ''
  return { hasCargo: true, complaints, isBuilt }
}

/** Builds the Rust one first. That a toolchain cannot build it is the finding of one test, `relay-build.test.ts`. */
export function relays(): Relay[] {
  const { hasCargo, isBuilt } = buildNative()
  return [
    {
      name: 'Rust',
      command: isBuilt ? [join(crate, 'target', 'release', 'signet')] : [],
      whyNot: hasCargo ? 'cargo could not build it' : 'there is no cargo',
    },
    { name: 'Node', command: [process.execPath, join(crate, 'relay.mjs')], whyNot: '' },
  ]
}

/** The same relay in another folder, as a package would put it there. */
export function installed(relay: Relay, folder: string): Relay {
  mkdirSync(folder, { recursive: true })
  if (relay.name === 'Rust') {
    copyFileSync(relay.command[0] ?? '', join(folder, 'signet'))
    return { ...relay, command: [join(folder, 'signet')] }
  }
  for (const name of readdirSync(crate).filter((name) => name.endsWith('.mjs'))) {
    copyFileSync(join(crate, name), join(folder, name))
  }
  return { ...relay, command: [process.execPath, join(folder, 'relay.mjs')] }
}

export interface RelayRun {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: Buffer
  readonly err: string
}

export interface RunOptions {
  readonly home: string
  readonly env?: Readonly<Record<string, string>>
  readonly spawn?: SpawnOptions
}

/** Runs a relay away from any terminal, to its end. */
export function runRelay(relay: Relay, args: readonly string[], options: RunOptions): Promise<RelayRun> {
  const [program = '', ...words] = relay.command
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...words, ...args], {
      env: relayEnvironment(options),
      // In a session of its own, so that it finds no terminal when the tests have one.
      detached: true,
      ...options.spawn,
      stdio: options.spawn?.stdio ?? ['ignore', 'pipe', 'pipe'],
    })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout?.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr?.on('data', (chunk: Buffer) => err.push(chunk))
    child.once('error', reject)
    child.once('close', (code, signal) =>
      resolve({ code, signal, out: Buffer.concat(out), err: Buffer.concat(err).toString() }),
    )
  })
}

export function relayEnvironment(options: RunOptions): Record<string, string> {
  const path = `${dirname(process.execPath)}:/usr/bin:/bin`
  return { PATH: path, HOME: options.home, SIGNET_HOME: options.home, ...options.env }
}
