/** Exactly one agent, whatever happens to it or around it: real processes, real lock, real socket. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, lstatSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { anotherUser, asRoot, isRoot, whyNotAnotherUser } from '../fakes/another-user.ts'
import { EchoHome } from '../fakes/echo-home.ts'
import { listeningPorts } from './processes.ts'

const whyNotNobody = whyNotAnotherUser()
const asNobody = whyNotNobody && ` (skipped: ${whyNotNobody})`

describe('one agent', () => {
  let echo: EchoHome
  let socketPath: string
  beforeEach(() => {
    echo = new EchoHome()
    socketPath = join(echo.home, 'run', 'agent.sock')
  })
  afterEach(() => echo.remove())

  it('serves, of 20 that start at once on what a killed one left behind, 10 times (R7, R8, M6)', async () => {
    const rounds: unknown[] = []
    for (let round = 0; round < 10; round += 1) {
      const started = await Promise.all(Array.from({ length: 20 }, () => echo.start()))
      const serving = started.filter(({ said }) => said.startsWith('Serving'))
      const others = started.filter(({ said }) => !said.startsWith('Serving'))
      await Promise.all(others.map(({ agent }) => agent.exitCode ?? once(agent, 'exit')))
      rounds.push({
        serving: serving.length,
        others: [...new Set(others.map(({ agent, said }) => `${agent.exitCode} ${said}`))],
        endpointIsItsOwn: echo.endpoint().pid === String(serving[0]?.agent.pid),
      })
      for (const { agent } of serving) {
        agent.kill('SIGKILL')
        await once(agent, 'exit')
      }
      expect(lstatSync(socketPath).isSocket()).toBe(true)
    }
    const asItMustBe = { serving: 1, others: ['0 An agent is running already.\n'], endpointIsItsOwn: true }
    expect(rounds).toEqual(rounds.map(() => asItMustBe))
  })

  it('stands again at once after kill -9, with nothing to clean (R8)', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const { agent, said } = await echo.start()
      expect(said).toBe(`Serving as ${agent.pid}.\n`)
      agent.kill('SIGKILL')
      await once(agent, 'exit')
    }
  })

  it('keeps its lock while it is stopped', async () => {
    const { agent } = await echo.start()
    agent.kill('SIGSTOP')
    expect((await echo.start()).said).toBe('An agent is running already.\n')
    agent.kill('SIGCONT')
  })

  it('leaves no door to a debugger (T19, M5)', async () => {
    const { agent } = await echo.start()
    // Where another process has the inspector's port, Node says here that it could not open it.
    let said = ''
    agent.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    agent.kill('SIGUSR1')
    await sleep(200)
    const ports = listeningPorts(agent.pid ?? 0)
    expect({ isAlive: agent.exitCode === null, ports, said }).toEqual({ isAlive: true, ports: [], said: '' })
  })

  it('does not start with a door to a debugger open (T19, M5)', async () => {
    const said = (text: string) => ({ code: 1, said: expect.stringContaining(text) })
    const inspect = '--inspect=127.0.0.1:0'
    expect(await runEchoAgent(echo, { execArgv: [inspect] })).toEqual(said('does not run under a debugger'))
    expect(await runEchoAgent(echo, { env: { NODE_OPTIONS: inspect } })).toEqual(
      said('does not run with NODE_OPTIONS'),
    )
  })

  it.skipIf(whyNotNobody !== '')(`is out of reach for another user (T4)${asNobody}`, async () => {
    await echo.start()
    const tryIt = () =>
      execFileSync(
        process.execPath,
        [
          '-e',
          `require('net').connect(${JSON.stringify(socketPath)}).on('error', (e) => console.log(e.code))`,
        ],
        { uid: anotherUser, gid: anotherUser, cwd: '/' },
      ).toString()
    expect(tryIt()).toBe('EACCES\n')
    // Even when every folder on the way was opened, the socket itself is closed.
    for (const folder of [echo.home, join(echo.home, 'run')]) chmodSync(folder, 0o755)
    expect(tryIt()).toBe('EACCES\n')
  })

  it('does not start where its folder was opened to others (T4)', async () => {
    mkdirSync(join(echo.home, 'run'), { mode: 0o700 })
    chmodSync(join(echo.home, 'run'), 0o755)
    expect((await echo.start()).said).toBe(
      `"${echo.home}/run" is open to other users. Close it with: chmod 700 "${echo.home}/run".\n`,
    )
  })

  const plants: Record<string, (path: string) => void> = {
    'a folder': (path) => mkdirSync(path, { mode: 0o777 }),
    'a link': (path) => symlinkSync('/etc/passwd', path),
    'a FIFO': (path) => void execFileSync('/usr/bin/mkfifo', [path]),
    'a file': (path) => writeFileSync(path, 'planted'),
  }
  for (const [what, plant] of Object.entries(plants)) {
    for (const place of ['run', 'run/agent.sock', 'state/agent.lock']) {
      it.skipIf(!isRoot)(
        `does not start on ${what} that another user planted as ${place} (T5)${asRoot}`,
        async () => {
          const path = join(echo.home, place)
          if (place.startsWith('run/')) mkdirSync(join(echo.home, 'run'), { mode: 0o700 })
          plant(path)
          execFileSync('/bin/chown', ['-h', `${anotherUser}:${anotherUser}`, path])
          const before = lstatSync(path)
          const { agent, said } = await echo.start()
          await (agent.exitCode ?? once(agent, 'exit'))
          const after = lstatSync(path)
          expect({
            code: agent.exitCode,
            served: said.includes('Serving'),
            same: after.ino === before.ino,
          }).toEqual({
            code: 1,
            served: false,
            same: true,
          })
        },
      )
    }
  }

  it.skipIf(!isRoot)(`does not move into another's home (F.8)${asRoot}`, async () => {
    chownSync(echo.home, anotherUser, anotherUser)
    expect((await echo.start()).said).toContain(`"${echo.home}" belongs to another user`)
  })

  it('runs nothing that a PATH puts in the way (T28)', async () => {
    const folder = join(echo.home, 'evil')
    mkdirSync(folder)
    for (const name of ['flock', 'sh', 'node', 'ss', 'env', 'secret-tool', 'setsid']) {
      writeFileSync(join(folder, name), `#!/bin/sh\n/usr/bin/touch ${folder}/ran-${name}\n`, { mode: 0o755 })
    }
    const { said } = await echo.start({ PATH: folder })
    expect([
      said.startsWith('Serving'),
      readdirSync(folder).filter((name) => name.startsWith('ran-')),
    ]).toEqual([true, []])
  })
})

/** An agent of the same home, run to its end. */
async function runEchoAgent(
  { home }: EchoHome,
  { execArgv = [], env = {} }: { execArgv?: readonly string[]; env?: Readonly<Record<string, string>> },
): Promise<{ code: number | null; said: string }> {
  const agentPath = join(import.meta.dirname, '../fakes/echo-agent.ts')
  const child = spawn(process.execPath, [...execArgv, agentPath], {
    env: { PATH: '/usr/bin', HOME: home, SIGNET_HOME: home, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
    // One that does serve is not waited for.
    timeout: 10_000,
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  await once(child, 'close')
  return { code: child.exitCode, said }
}
