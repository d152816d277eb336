/** A person at a terminal, by Python's `pty` module. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Relay, type RunOptions, relayEnvironment } from './relays.ts'

const python = '/usr/bin/python3'

export const hasTerminal = existsSync(python)

export interface TerminalStep {
  readonly expect: string
  readonly send?: string
  readonly signal?: string
}

export interface TerminalRun {
  readonly transcript: string
  /** Negative for a signal. */
  readonly code: number
  /** Whether typing was shown, at each step and at the end. */
  readonly showed: readonly boolean[]
}

export async function atTerminal(
  relay: Relay,
  args: readonly string[],
  steps: readonly TerminalStep[],
  options: RunOptions,
): Promise<TerminalRun> {
  const child = spawn(python, [join(import.meta.dirname, 'terminal.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(
    JSON.stringify({ argv: [...relay.command, ...args], env: relayEnvironment(options), steps }),
  )
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  await once(child, 'close')
  return JSON.parse(text) as TerminalRun
}
