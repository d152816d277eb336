/**
 * Runs `save-script.ts` in a process of its own, under strace or not, and judges what it left behind.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { createFiles, sweepTemporary } from '../../main/hosts/node/files.ts'
import { createVault } from '../../main/vault/create-vault.ts'
import { newKey } from '../../main/vault/sealing.ts'
import type { Vault } from '../../main/vault/vault.ts'
import { FakeClock } from '../fakes/fake-clock.ts'
import { MemoryKeyStore } from '../fakes/memory-key-store.ts'

const script = new URL('./save-script.ts', import.meta.url).pathname
const attachScript = new URL('./attach.sh', import.meta.url).pathname
const temporary = /^\.signet-[0-9a-f]{32}\.tmp$/

/** One call of the system as a trace shows it: its name, and the how-manieth of that name in its thread. */
export interface Call {
  readonly name: string
  readonly occurrence: number
  readonly line: string
}

export interface Outcome {
  /** What the script printed. */
  readonly lines: readonly string[]
  readonly trace: string
}

/** Why strace cannot be used here, or undefined. */
export function noStrace(): string | undefined {
  const found = spawnSync('strace', ['-qq', '-o', '/dev/null', '-e', 'trace=none', 'true'], {
    encoding: 'utf8',
  })
  if (found.error) return 'there is no strace'
  return found.status === 0 ? undefined : `strace may not trace here: ${found.stderr.trim()}`
}

/** A folder for one case, with the key of its vault. */
export class SavingVault {
  readonly root: string
  readonly folder: string
  readonly #identity: string

  private constructor(root: string, identity: string) {
    this.root = root
    this.folder = join(root, 'vault')
    this.#identity = identity
  }

  /** A vault with so many generations saved. */
  static async withGenerations(count: 0 | 1 | 2): Promise<SavingVault> {
    const key = await newKey()
    const made = new SavingVault(mkdtempSync(join(tmpdir(), 'signet-faults-')), key.identity.reveal())
    execFileSync('tee', [join(made.root, 'identity')], {
      input: made.#identity,
      stdio: ['pipe', 'ignore', 'inherit'],
    })
    if (count > 0) {
      const vault = await made.open()
      if (count > 1) await nextGeneration(vault)
    }
    return made
  }

  copy(): SavingVault {
    const root = mkdtempSync(join(tmpdir(), 'signet-faults-'))
    cpSync(this.root, root, { recursive: true })
    return new SavingVault(root, this.#identity)
  }

  discard(): void {
    rmSync(this.root, { recursive: true, force: true })
  }

  /** As the next start would: other process, same files, same key. */
  async open(): Promise<Vault> {
    const vault = await createVault({
      files: createFiles(),
      keyStore: new MemoryKeyStore(this.#identity),
      clock: new FakeClock(),
      log: { note: () => {} },
      folder: this.folder,
    })
    await vault.open({})
    return vault
  }

  temporaries(): string[] {
    return existsSync(this.folder) ? readdirSync(this.folder).filter((name) => temporary.test(name)) : []
  }

  /** Starts the script, without a tracer, to its `ready`. */
  async start(mode: 'once' | 'loop'): Promise<ChildProcess> {
    const child = spawn(process.execPath, this.#argv(mode), {
      env: scriptEnv(),
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    if (child.stdout) await once(child.stdout, 'data')
    return child
  }

  lines(): string[] {
    const path = join(this.root, 'lines')
    return existsSync(path)
      ? readFileSync(path, 'utf8')
          .split('\n')
          .filter((line) => line !== '')
      : []
  }

  /** Waits until the script has confirmed a save after its first `before` lines, or has ended. */
  async nextConfirmed(before: number, script: ChildProcess): Promise<void> {
    while (
      script.exitCode === null &&
      !this.lines()
        .slice(before)
        .some((line) => line.startsWith('durable'))
    ) {
      await wait(2)
    }
  }

  /** Runs the script once under strace, which comes in when everything is loaded. */
  async trace(options: readonly string[]): Promise<Outcome> {
    const tracePath = join(this.root, 'trace')
    const program = [process.execPath, ...this.#argv('once')]
    const argv = [attachScript, tracePath, String(program.length), ...program, ...options]
    const bash = spawn('/bin/bash', argv, {
      env: { ...scriptEnv(), PATH: '/usr/bin:/bin' },
      stdio: ['pipe', 'ignore', 'pipe'],
    })
    let told = ''
    bash.stderr.on('data', (chunk: Uint8Array) => {
      const before = told
      told += new TextDecoder().decode(chunk)
      if (told.includes('attached') && !before.includes('attached')) bash.stdin.end('\n')
    })
    bash.stdin.on('error', () => undefined)
    await once(bash, 'close')
    if (!existsSync(tracePath)) throw new Error(`no trace: ${told}`)
    return { lines: this.lines(), trace: readFileSync(tracePath, 'utf8') }
  }

  #argv(mode: 'once' | 'loop'): [string, string, string, string, string] {
    return [script, mode, this.folder, join(this.root, 'identity'), join(this.root, 'lines')]
  }

  /** Everything that is wrong with what a fault left behind; empty when nothing is. */
  async judge(lines: readonly string[], mayLeaveTemporaries: boolean): Promise<string[]> {
    const wrong: string[] = []
    const left = this.temporaries()
    if (!mayLeaveTemporaries && left.length > 0) wrong.push(`${left.length} temporary files are left`)
    for (const name of left) utimesSync(join(this.folder, name), 1, 1)
    await sweepTemporary(this.folder)
    if (this.temporaries().length > 0) wrong.push('the sweep left something')
    const confirmed = Math.max(0, ...lines.map((line) => Number(/^durable (\d+)$/.exec(line)?.[1] ?? 0)))
    try {
      const vault = await this.open()
      const { generation, profiles } = vault.contents()
      const told = vault.status().notices
      if (told.length > 0) wrong.push(`it says: ${told.join(' ')}`)
      if (generation < confirmed) wrong.push(`generation ${confirmed} was confirmed, ${generation} is there`)
      const expected = Array.from({ length: generation - 1 }, (_, index) => `p${index + 2}`)
      if (Object.keys(profiles).join() !== expected.join()) wrong.push(`not generation ${generation} whole`)
      await nextGeneration(vault)
      const again = await this.open()
      if (again.contents().generation !== generation + 1) wrong.push('the next save was lost')
    } catch (thrown) {
      wrong.push(`the next start fails: ${String(thrown)}`)
    }
    return wrong
  }
}

/** Adds the profile that its generation is known by. */
export async function nextGeneration(vault: Vault): Promise<void> {
  await vault.update((contents) => ({
    ...contents,
    profiles: { ...contents.profiles, [`p${contents.generation + 1}`]: { session: 'x' } },
  }))
}

/** The calls of the one thread that works on files, in order. */
export function fileCalls(trace: string, folder: string): Call[] {
  const lines = trace.split('\n')
  const thread = lines.find((line) => line.includes(folder))?.split(' ')[0]
  if (thread === undefined) throw new Error('the trace shows no work on files')
  const counts = new Map<string, number>()
  return lines.flatMap((line) => {
    const name = new RegExp(`^${thread} +([a-z0-9_]+)\\(`).exec(line)?.[1]
    if (name === undefined) return []
    const occurrence = (counts.get(name) ?? 0) + 1
    counts.set(name, occurrence)
    return [{ name, occurrence, line }]
  })
}

function scriptEnv(): Record<string, string> {
  // One thread for files, so that "the third fsync" means the same call in every run.
  return { UV_THREADPOOL_SIZE: '1' }
}
