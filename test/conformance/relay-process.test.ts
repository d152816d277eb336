/** Which process a relay is, and what it becomes: one table for the Rust relay and the Node relay. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encodeExec } from '../../main/serve/relay/wire-reply.ts'
import { relayEnvironment, relays, runRelay } from '../fakes/relays.ts'
import { type Call, ScriptedAgent } from '../fakes/scripted-agent.ts'

const isLinux = process.platform === 'linux'

/** Whether a process has this file open. */
function holds(pid: number, path: string): boolean {
  const { dev, ino } = statSync(path)
  return readdirSync(`/proc/${pid}/fd`).some((fd) => {
    try {
      const found = statSync(`/proc/${pid}/fd/${fd}`)
      return found.dev === dev && found.ino === ino
    } catch {
      return false
    }
  })
}

for (const relay of relays()) {
  const isAbsent = relay.command.length === 0
  const why = isAbsent ? ` (skipped: ${relay.whyNot})` : ''
  const notLinux = isLinux ? '' : ' (skipped: this is not Linux)'

  describe.skipIf(isAbsent)(`the ${relay.name} relay’s process${why}`, () => {
    let agent: ScriptedAgent
    beforeEach(async () => {
      agent = await ScriptedAgent.start()
    })
    afterEach(() => agent.stop())
    const run = (args: string[], env: Record<string, string> = {}) =>
      runRelay(relay, args, { home: agent.home, env })

    it('sends its pid and its parent’s', async () => {
      const [program = '', ...words] = relay.command
      const child = spawn(program, [...words, 'x'], {
        env: relayEnvironment({ home: agent.home }),
        stdio: 'ignore',
      })
      await once(child, 'close')
      expect(agent.calls[0]?.request.process).toEqual({ pid: child.pid, parentPid: process.pid })
    })

    it.skipIf(!isLinux)(
      `holds the file open that it is asked to, to its end (T26, M11)${notLinux}`,
      async () => {
        const path = join(agent.home, 'run', 'held')
        writeFileSync(path, '', { mode: 0o600 })
        const seen: unknown[] = []
        agent.does(async (call) => {
          const pid = call.request.process?.pid ?? 0
          seen.push(holds(pid, path))
          call.send('P', path)
          seen.push(await answer(call), holds(pid, path))
          call.send('P', join(agent.home, 'run', 'none'))
          seen.push(await answer(call), holds(pid, path))
          call.send('O', 'done')
          call.send('Z', '0')
        })
        const { out } = await run(['credential-process'])
        expect([...seen, out.toString()]).toEqual([false, 'P1', true, 'P0', true, 'done'])
      },
    )

    it('waits longer for a person than for the agent, and answers a question after it holds a file', async () => {
      agent.does(async (call) => {
        call.send('P', join(agent.home, 'state'))
        await call.next()
        call.send('Q', '0Code: ')
        call.send('O', await answer(call))
        call.send('Z', '0')
      })
      expect((await run(['credential-process'])).out.toString()).toBe('I0')
    })

    it('sets, keeps and takes away variables of the program that it becomes', async () => {
      agent.does((call) => {
        call.socket.end(
          encodeExec(['/usr/bin/env'], { SET: 'new=1', EMPTY: '', GONE: undefined, NEVER: undefined }),
        )
      })
      const { code, out } = await run(['exec'], { SET: 'old', EMPTY: 'old', GONE: 'old', KEPT: 'old' })
      const lines = out.toString().split('\n')
      const names = ['SET', 'EMPTY', 'GONE', 'NEVER', 'KEPT']
      expect([
        code,
        lines.filter((line) => names.some((name) => line.startsWith(`${name}=`))).sort(),
      ]).toEqual([0, ['EMPTY=', 'KEPT=old', 'SET=new=1']])
    })
  })
}

async function answer(call: Call): Promise<string> {
  const { type, payload } = await call.next()
  return `${type}${Buffer.from(payload)}`
}
