/** Agents that are killed and stopped in the middle of things: what tools and people find afterwards. */
import { join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { builtAgent, nodeRelay, root, Scene, until } from '../headless/harness.ts'

const mistakenAgent = join(root, 'test/fakes/mistaken-agent.ts')

let scene: Scene
afterEach(() => scene.close())

const refreshes = () => scene.standIn.counters.calls('token', 'ok:refresh_token')

describe('an agent that was killed with -9', () => {
  beforeEach(async () => {
    scene = await Scene.start()
    await scene.signIn('p')
  })

  it('is started again by the next tool, and the session is there (R1, R8, R31)', async () => {
    const first = scene.agentPid()
    await scene.endAgent('SIGKILL')
    expect((await scene.credentials('p')).AccountId).toBe('111122223333')
    const second = scene.agentPid()
    expect(second).not.toBe(first)
    await scene.endAgent('SIGKILL')
    expect((await scene.credentials('p', { relay: nodeRelay })).AccountId).toBe('111122223333')
    expect(scene.standIn.counters.calls('authorize')).toBe(1)
  })

  it('ten times over while 20 tools ask each time, none of them is left without (R1, R28)', async () => {
    for (let round = 0; round < 10; round += 1) {
      const asked = Array.from({ length: 20 }, () => scene.ask('p'))
      await scene.endAgent('SIGKILL')
      const failed = (await Promise.all(asked)).filter(({ code }) => code !== 0)
      // One that already had its first bytes cannot be sent elsewhere; it says so in one line.
      expect(
        failed.filter(({ stdout, stderr }) => stdout !== '' || !/^signet: [^\n]+\n$/.test(stderr)),
      ).toEqual([])
      expect((await scene.ask('p')).code).toBe(0)
    }
    expect(scene.standIn.counters.calls('authorize')).toBe(1)
  })

  it('between the token that AWS gave and the token that was kept, loses nothing (R20, R21)', async () => {
    await scene.endKeys()
    // AWS has rotated the token; its reply comes a byte at a time.
    scene.standIn.faults.add({ operation: 'token', fault: { kind: 'drip', millisecondsPerByte: 20 } })
    const asking = scene.ask('p')
    await until(() => refreshes() === 1, 'AWS has rotated the token')
    await scene.endAgent('SIGKILL')
    // The relay finds nobody, starts the next agent, and gets what AWS gave for the old token: the same again.
    expect(await asking).toMatchObject({ code: 0, stderr: '' })
    expect(scene.standIn.counters.snapshot().authorize?.calls).toBe(1)
  })

  it('in the middle of a sign-in leaves no port open, and the sign-in says so', async () => {
    const login = scene.spawn(['login', '--no-browser', '--profile', 'q'])
    await login.said(/Waiting until/)
    await scene.endAgent('SIGKILL')
    const { code, stderr } = await login.ended
    expect({ code, last: stderr.trim().split('\n').at(-1) }).toEqual({
      code: 1,
      last: 'signet: The agent ended before its answer was complete. Run the command again.',
    })
    await scene.signIn('q')
    expect((await scene.ask('p')).code).toBe(0)
  })
})

describe('an agent that is told to end', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'by %s answers first what it was asked',
    async (signal) => {
      scene = await Scene.start()
      await scene.signIn('p')
      await scene.endKeys()
      scene.standIn.faults.add({ operation: 'token', delayInMilliseconds: 300 })
      const asking = scene.ask('p')
      await until(() => scene.standIn.counters.calls('token') === 2, 'AWS was asked')
      const ending = scene.endAgent(signal)
      expect(await asking).toMatchObject({ code: 0, stderr: '' })
      await ending
      expect({ processes: scene.processes(), endpoint: scene.stateFile('endpoint') }).toEqual({
        processes: [],
        endpoint: '',
      })
      // What AWS gave is kept: no new token is asked for than the one for a fresh process.
      expect((await scene.ask('p')).code).toBe(0)
    },
  )
})

describe('an agent that was stopped and goes on, as after a sleep (R11)', () => {
  it('lets a tool wait, and gives it a key that lives', async () => {
    scene = await Scene.start({ standIn: { expiresInSeconds: 2 } })
    await scene.signIn('p')
    const before = await scene.credentials('p')
    const pid = scene.agentPid() ?? 0
    process.kill(pid, 'SIGSTOP')
    const asking = scene.ask('p')
    // Told by a clock of whole seconds and by a reply that may have been slow, an end is named that much too early.
    await until(() => Date.now() > Date.parse(before.Expiration) + 3000, 'the key has ended')
    expect(asking).toBeInstanceOf(Promise)
    process.kill(pid, 'SIGCONT')
    const ran = await asking
    expect(ran).toMatchObject({ code: 0, stderr: '' })
    const after = JSON.parse(ran.stdout) as typeof before
    expect({
      isAnother: after.AccessKeyId !== before.AccessKeyId,
      isLater: Date.parse(after.Expiration) > Date.parse(before.Expiration),
      agent: scene.agentPid(),
    }).toEqual({ isAnother: true, isLater: true, agent: pid })
  })

  it('serves every tool that came meanwhile, by one call (R28)', async () => {
    scene = await Scene.start()
    await scene.signIn('p')
    await scene.endKeys()
    const pid = scene.agentPid() ?? 0
    process.kill(pid, 'SIGSTOP')
    const waiting = Array.from({ length: 100 }, () => scene.ask('p'))
    await until(() => scene.processes().length === 101, 'a hundred relays wait')
    process.kill(pid, 'SIGCONT')
    const ran = await Promise.all(waiting)
    expect({ codes: new Set(ran.map(({ code }) => code)), refreshes: refreshes() }).toEqual({
      codes: new Set([0]),
      refreshes: 1,
    })
  })
})

describe('an agent that ends by a mistake of its own (R32)', () => {
  it.each(['throw', 'reject'])('by a %s says only where, and the next tool starts another', async (how) => {
    scene = await Scene.start()
    await scene.signIn('p')
    await scene.endAgent('SIGTERM')
    const mistaken = scene.program(process.execPath, [mistakenAgent, how, process.execPath, builtAgent])
    await until(() => scene.agentPid() === mistaken.child.pid, 'the mistaken agent serves')
    process.kill(mistaken.child.pid ?? 0, 'SIGUSR2')
    const { code, stderr } = await mistaken.ended
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/ended by a mistake of its own, at .*mistaken-agent/),
    })
    expect(stderr + scene.stateFile('agent.log')).not.toContain('CNRY')
    expect(scene.stateFile('agent.log')).toContain('agent.crashed')
    expect((await scene.credentials('p')).AccountId).toBe('111122223333')
    expect(scene.standIn.counters.calls('authorize')).toBe(1)
  })

  it('by running out of memory leaves the vault whole', async () => {
    scene = await Scene.start()
    await scene.signIn('p')
    await scene.endAgent('SIGTERM')
    const starved = scene.program(process.execPath, ['--max-old-space-size=8', builtAgent])
    const { signal, code } = await starved.ended
    expect(signal ?? code).not.toBe(0)
    expect((await scene.credentials('p')).AccountId).toBe('111122223333')
  })
})
