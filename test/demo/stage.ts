/**
 * Where the demo plays: a temporary home, the stand-in, and the environment that a terminal in it has.
 *
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type StandIn, type StandInOptions, startStandIn } from '../aws/stand-in.ts'

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  readonly milliseconds: number
}

export interface Stage {
  readonly folder: string
  readonly standIn: StandIn
  /** What is set beside the person's own environment. */
  readonly env: Readonly<Record<string, string>>
  readonly signet: string
  /** Runs a program to its end. */
  run(program: string, args: readonly string[], onStderr?: (text: string) => void): Promise<Ran>
  /** Starts a program that goes on; `close` ends it. */
  start(program: string, args: readonly string[]): ChildProcess
  /** The running agent's pid, as it wrote it down. */
  agentPid(): number | undefined
  /** Ends everything that was started here and removes the folder. */
  close(): Promise<void>
}

export async function setStage(
  options: { readonly standIn?: StandInOptions; readonly profile?: string | undefined } = { profile: 'demo' },
): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'signet-demo-'))
  const standIn = await startStandIn(options.standIn)
  const signet = resolve('dist/bin/signet')
  const passphrasePath = join(folder, 'passphrase')
  writeFileSync(passphrasePath, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 })
  const env = {
    ...standIn.env,
    SIGNET_HOME: join(folder, 'signet'),
    // The person's own key store is left alone.
    SIGNET_KEY_STORE: 'off',
    SIGNET_PASSPHRASE_FILE: passphrasePath,
    AWS_CONFIG_FILE: join(folder, 'aws', 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'aws', 'credentials'),
    ...(options.profile === undefined ? {} : { AWS_PROFILE: options.profile }),
  }
  const started = new Set<ChildProcess>()
  const whole = { ...withoutAws(process.env), ...env }

  function agentPid(): number | undefined {
    try {
      const pid = /^pid=(\d+)$/m.exec(readFileSync(join(env.SIGNET_HOME, 'state', 'endpoint'), 'utf8'))?.[1]
      return pid === undefined ? undefined : Number(pid)
    } catch {
      return undefined
    }
  }

  return {
    folder,
    standIn,
    env,
    signet,
    agentPid,
    run: (program, args, onStderr) => runToEnd(program, args, whole, onStderr),
    start(program, args) {
      const child = spawn(program, args, { env: whole, stdio: 'ignore' })
      started.add(child)
      return child
    },
    async close() {
      await runToEnd(signet, ['agent', 'stop'], whole).catch(() => undefined)
      for (const child of started) child.kill('SIGKILL')
      await standIn.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function runToEnd(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  onStderr: (text: string) => void = () => undefined,
): Promise<Ran> {
  const begun = performance.now()
  return new Promise((done, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
      onStderr(stderr)
    })
    child.once('error', reject)
    child.once('close', (code) => done({ code, stdout, stderr, milliseconds: performance.now() - begun }))
  })
}

/** The person's own AWS settings have no part in this. */
function withoutAws(env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(AWS_|SIGNET_)/.test(name)))
}
