/** How a relay finds an agent, or starts one: with the real lock, socket and server. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EchoHome } from '../fakes/echo-home.ts'
import { installed, relayEnvironment, relays, runRelay } from '../fakes/relays.ts'

for (const relay of relays()) {
  const isAbsent = relay.command.length === 0
  const why = isAbsent ? ` (skipped: ${relay.whyNot})` : ''

  describe.skipIf(isAbsent)(`how the ${relay.name} relay finds an agent${why}`, () => {
    let echo: EchoHome
    let stateDir: string
    beforeEach(() => {
      echo = new EchoHome()
      stateDir = join(echo.home, 'state')
    })
    afterEach(() => echo.remove())
    const run = (...args: string[]) => runRelay(relay, args, { home: echo.home })
    const launchIs = (script: string) => {
      const path = join(echo.home, 'agent')
      writeFileSync(path, `#!/bin/sh\n${script}\n`)
      chmodSync(path, 0o700)
      writeFileSync(join(stateDir, 'launch'), `${path}\n`, { mode: 0o600 })
    }

    it('starts one, of a session of its own, that outlives it (R31)', async () => {
      const first = await run('pid')
      const second = await run('pid')
      const pid = Number(first.out.toString())
      const status = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')
      expect({
        codes: [first.code, second.code],
        same: first.out.equals(second.out),
        err: first.err,
      }).toEqual({
        codes: [0, 0],
        same: true,
        err: '',
      })
      expect({ session: Number(status?.[3]), cwd: statSync(`/proc/${pid}/cwd`).ino }).toEqual({
        session: pid,
        cwd: statSync('/').ino,
      })
      expect(statSync(join(stateDir, 'agent.err')).mode & 0o777).toBe(0o600)
    })

    it('starts one from a shell that sets NODE_OPTIONS, and without it (T19)', async () => {
      const { out, code, err } = await runRelay(relay, ['pid'], {
        home: echo.home,
        env: { NODE_OPTIONS: '--no-warnings' },
      })
      expect({ code, err }).toEqual({ code: 0, err: '' })
      const environment = readFileSync(`/proc/${Number(out.toString())}/environ`, 'utf8')
      expect(environment).not.toContain('NODE_OPTIONS')
    })

    it('starts the agent that came with it in a home that was never used', async () => {
      rmSync(stateDir, { recursive: true })
      const packaged = join(echo.home, 'package')
      const there = installed(relay, join(packaged, 'dist', 'bin'))
      mkdirSync(join(packaged, 'dist', 'headless'))
      const agentPath = join(packaged, 'dist', 'headless', 'agent.mjs')
      writeFileSync(agentPath, "console.error('as packaged', process.execPath)\nprocess.exit(1)\n")
      const machine = join(packaged, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin')
      mkdirSync(machine, { recursive: true })
      symlinkSync(process.execPath, join(machine, 'node'))
      const { code } = await runRelay(there, ['list'], { home: echo.home, env: { PATH: '/nonexistent' } })
      expect({ code, mode: statSync(stateDir).mode & 0o777 }).toEqual({ code: 1, mode: 0o700 })
      expect(readFileSync(join(stateDir, 'agent.err'), 'utf8')).toMatch(/^as packaged .*\/bin\/node\n$/)
    })

    it('says so when there is no agent to start', async () => {
      rmSync(join(stateDir, 'launch'))
      const there = installed(relay, join(echo.home, 'alone'))
      const { code, err } = await runRelay(there, ['list'], { home: echo.home })
      expect({ code, err }).toEqual({
        code: 1,
        err: `signet: The agent could not be started: it is not where this program was installed. Look at "${stateDir}/agent.err", or run: signet agent run\n`,
      })
    })

    it('starts the one that came with it when the last one has moved away', async () => {
      writeFileSync(join(stateDir, 'launch'), '/nonexistent/node\n/nonexistent/agent.mjs\n', { mode: 0o600 })
      const there = installed(relay, join(echo.home, 'dist', 'bin'))
      mkdirSync(join(echo.home, 'dist', 'headless'))
      writeFileSync(
        join(echo.home, 'dist', 'headless', 'agent.mjs'),
        "console.error('came along')\nprocess.exit(1)\n",
      )
      await runRelay(there, ['list'], { home: echo.home })
      expect(readFileSync(join(stateDir, 'agent.err'), 'utf8')).toBe('came along\n')
    })

    it('lends its agent no descriptor of its own', async () => {
      const [program = '', ...words] = relay.command
      const child = spawn(program, [...words, 'pid'], {
        env: relayEnvironment({ home: echo.home }),
        stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
      })
      const ends = [1, 2, 3, 4].map(async (fd) => {
        child.stdio[fd]?.on('data', () => undefined)
        await once(child.stdio[fd] ?? child, 'end')
      })
      // Each of these ends only when the agent, which lives on, holds none of them.
      await Promise.all(ends)
      expect(await run('pid')).toMatchObject({ code: 0 })
    })

    it('finds a place again after kill -9, with nothing to clean (R8)', async () => {
      const before = Number((await run('pid')).out.toString())
      process.kill(before, 'SIGKILL')
      const after = await run('pid')
      expect({ code: after.code, isAnother: Number(after.out.toString()) !== before }).toEqual({
        code: 0,
        isAnother: true,
      })
    })

    it('waits out an agent that is just ending', async () => {
      await run('pid')
      const stopped = await run('agent', 'stop')
      const next = await run('pid')
      expect([stopped.out.toString(), stopped.code, next.code]).toEqual(['Stopped.\n', 0, 0])
    })

    it('starts none to look at one, or to end one', async () => {
      const stop = await run('agent', 'stop')
      const status = await run('agent', 'status')
      expect([stop, status].map(({ code, out, err }) => ({ code, out: out.toString(), err }))).toEqual([
        { code: 0, out: 'The agent is not running.\n', err: '' },
        { code: 3, out: 'The agent is not running.\n', err: '' },
      ])
      expect(readdirSync(stateDir)).toEqual(['launch'])
    })

    it('says at once where to look when the agent cannot start (R31)', async () => {
      launchIs('echo "no key store" >&2; exit 1')
      const { code, out, err } = await run('credential-process')
      expect({ code, out: out.toString(), err }).toEqual({
        code: 1,
        out: '',
        err: `signet: The agent could not be started: it ended. Look at "${stateDir}/agent.err", or run: signet agent run\n`,
      })
      expect(readFileSync(join(stateDir, 'agent.err'), 'utf8')).toBe('no key store\n')
    })

    it('adds to the record of what agents said', async () => {
      appendFileSync(join(stateDir, 'agent.err'), 'before\n', { mode: 0o600 })
      launchIs('echo after >&2; exit 1')
      await run('list')
      expect(readFileSync(join(stateDir, 'agent.err'), 'utf8')).toBe('before\nafter\n')
    })

    it('gives an agent 5 s to come up, not more', async () => {
      launchIs('exec sleep 20')
      const { code, err } = await run('list')
      expect({ code, err }).toEqual({
        code: 1,
        err: expect.stringMatching(
          /^signet: The agent could not be started: it did not answer within 5 s\. Look at ".*agent\.err", or run: signet agent run\n$/,
        ),
      })
    })

    it('finds the agent by its endpoint only, whatever else the session knows', async () => {
      const { pid } = await echo.start().then(({ agent }) => agent)
      const elsewhere = await runRelay(relay, ['pid'], {
        home: echo.home,
        env: { XDG_RUNTIME_DIR: '/nonexistent' },
      })
      expect(elsewhere.out.toString()).toBe(`${pid}\n`)
    })

    it('starts one where the endpoint is stale or empty', async () => {
      const endpoint = join(stateDir, 'endpoint')
      const seen: (number | null)[] = []
      for (const text of [
        '',
        'protocol=1\n',
        `socket=${echo.home}/run/none.sock\n`,
        'socket=\n',
        'socket=relative\n',
      ]) {
        writeFileSync(endpoint, text, { mode: 0o600 })
        seen.push((await run('pid')).code)
        await run('agent', 'stop')
        await until(() => !readdirSync(stateDir).includes('endpoint'))
      }
      expect(seen).toEqual([0, 0, 0, 0, 0])
    })

    it('sends a hundred at once to the one agent they start (R7, R28)', async () => {
      const count = relay.name === 'Rust' ? 100 : 25
      const runs = await Promise.all(Array.from({ length: count }, () => run('pid')))
      const answers = new Set(runs.map(({ code, out, err }) => JSON.stringify([code, out.toString(), err])))
      expect([...answers]).toEqual([JSON.stringify([0, `${echo.endpoint().pid}\n`, ''])])
      // Those that were not needed would have said so there.
      expect(readFileSync(join(stateDir, 'agent.err'), 'utf8')).toBe('')
    })
  })
}

describe('an agent that hangs', () => {
  it('is given up after 25 s, with one line that names the next step (R24)', async () => {
    const echo = new EchoHome()
    try {
      const { agent } = await echo.start()
      agent.kill('SIGSTOP')
      // Both at once, for the wait is real.
      const present = relays().filter((relay) => relay.command.length > 0)
      const runs = present.map((relay) => runRelay(relay, ['credential-process', 'dev'], { home: echo.home }))
      const seen = (await Promise.all(runs)).map(({ code, out, err }) => ({ code, out: out.toString(), err }))
      expect(seen).toEqual(
        present.map(() => ({
          code: 1,
          out: '',
          err: 'signet: The agent did not answer within 25 s. Run: signet doctor\n',
        })),
      )
    } finally {
      await echo.remove()
    }
  })
})

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10))
}
