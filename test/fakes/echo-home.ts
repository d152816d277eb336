/** A home in which a relay can start the echo agent, and what a test needs to look after it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { emptyHome } from './scripted-agent.ts'

const agentPath = join(import.meta.dirname, 'echo-agent.ts')

export class EchoHome {
  readonly home = emptyHome()
  readonly #started: ChildProcess[] = []

  constructor() {
    writeFileSync(join(this.home, 'state', 'launch'), `${process.execPath}\n${agentPath}\n`, { mode: 0o600 })
  }

  /** Starts an agent as a child; resolves with what it first says. */
  async start(env: Readonly<Record<string, string>> = {}): Promise<{ agent: ChildProcess; said: string }> {
    const agent = spawn(process.execPath, [agentPath], {
      env: { PATH: '/usr/bin:/bin', HOME: this.home, SIGNET_HOME: this.home, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#started.push(agent)
    const said = await new Promise<string>((resolve) => {
      let text = ''
      const take = (chunk: Buffer) => {
        text += chunk.toString()
        if (text.endsWith('\n')) resolve(text)
      }
      agent.stdout?.on('data', take)
      agent.stderr?.on('data', take)
      agent.once('close', () => resolve(text))
    })
    return { agent, said }
  }

  endpoint(): Record<string, string> {
    const text = readFileSync(join(this.home, 'state', 'endpoint'), 'utf8')
    const pairs = text.trimEnd().split('\n')
    return Object.fromEntries(
      pairs.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    )
  }

  /** Ends what was started, by test or by relay, and takes the home away. */
  async remove(): Promise<void> {
    const running = this.#started.filter((agent) => agent.exitCode === null && agent.signalCode === null)
    // Listened for before any is killed: one that ends by itself meanwhile would be waited for in vain.
    const exits = running.map((agent) => once(agent, 'exit'))
    for (const agent of running) agent.kill('SIGKILL')
    await Promise.all(exits)
    try {
      process.kill(Number(this.endpoint().pid), 'SIGKILL')
    } catch {
      // There is none, or it is gone: what was wanted.
    }
    rmSync(this.home, { recursive: true, force: true })
  }
}
