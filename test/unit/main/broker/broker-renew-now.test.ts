import { describe, expect, it } from 'vitest'
import { ask, brokerScene, minutes, renewed, seconds } from '../../../fakes/broker-scene.ts'
import { centerScene, kept } from '../../../fakes/center-scene.ts'
import { settle } from '../../../fakes/fake-clock.ts'

type Scene = Pick<ReturnType<typeof brokerScene>, 'broker'> & { readonly session: { readonly id: string } }

async function renewNow({ broker, session }: Scene): Promise<string> {
  const asked = broker.renew(session.id).then(
    () => 'renewed',
    (thrown: { code?: string }) => String(thrown.code),
  )
  await settle()
  return asked
}

describe('createBroker, renewing because a person wants it', () => {
  it('renews what has life left, and the next ask gets the new one', async () => {
    const scene = await renewed()
    await scene.clock.advance(2 * minutes)
    expect(await renewNow(scene)).toBe('renewed')
    expect(scene.signin.calls).toHaveLength(2)
    expect(scene.broker.peek('dev')?.credentials.accessKeyId).not.toBe(scene.first)
  })

  it('says so when it was just renewed, and asks AWS nothing', async () => {
    const scene = await renewed()
    await scene.clock.advance(5 * seconds)
    expect(await renewNow(scene)).toBe('throttled')
    expect(scene.signin.calls).toHaveLength(1)
  })

  it('tells why it failed, and what was there still serves', async () => {
    const scene = await renewed()
    await scene.clock.advance(2 * minutes)
    scene.signin.fault = 'server-error'
    expect(await renewNow(scene)).toBe('server-error')
    expect(scene.broker.peek('dev')?.credentials.accessKeyId).toBe(scene.first)
  })

  it('knows a session that is not there', async () => {
    const { broker } = brokerScene()
    await expect(broker.renew('nobody')).rejects.toMatchObject({ code: 'session-expired', remedy: 'sign-in' })
  })

  it.each(['down', 'throttled', 'server-error'] as const)(
    'goes on trying after %s until AWS answers, though nobody uses the session; then rests (R13)',
    async (fault) => {
      const scene = await renewed()
      await scene.clock.advance(40 * minutes)
      expect(scene.clock.scheduled).toBe(0)
      scene.signin.fault = fault
      const before = scene.signin.calls.length
      await renewNow(scene)
      await scene.clock.advance(30 * minutes)
      expect(scene.broker.sessions()).toMatchObject([{ state: 'waiting' }])
      const times = scene.signin.calls.slice(before).map(({ at }) => at)
      const gaps = times.slice(1).map((at, n) => at - (times[n] ?? 0))
      expect(gaps.length).toBeGreaterThan(25)
      expect(Math.max(...gaps)).toBeLessThanOrEqual(80 * seconds)
      scene.signin.fault = 'none'
      await scene.clock.advance(2 * minutes)
      expect(scene.broker.sessions()).toMatchObject([{ state: 'active', lastFailure: undefined }])
      expect(scene.clock.scheduled).toBe(0)
    },
  )

  it('says truly when the next try is', async () => {
    const scene = await renewed()
    await scene.clock.advance(2 * minutes)
    scene.signin.fault = 'down'
    const refused = await scene.broker.renew(scene.session.id).catch((thrown: unknown) => thrown)
    const { retryAfterSeconds = 0 } = refused as { retryAfterSeconds?: number }
    const before = scene.signin.calls.length
    await scene.clock.advance((retryAfterSeconds - 2) * seconds)
    expect(scene.signin.calls).toHaveLength(before)
    await scene.clock.advance(22 * seconds)
    expect(scene.signin.calls).toHaveLength(before + 1)
  })

  it('goes on where a caller’s try rests, when a person asks while it does', async () => {
    const scene = brokerScene()
    scene.signin.fault = 'throttled'
    scene.signin.retryAfterSeconds = 300
    await ask(scene)
    await scene.clock.advance(4 * minutes)
    expect(await renewNow(scene)).toBe('throttled')
    scene.signin.fault = 'none'
    await scene.clock.advance(2 * minutes)
    expect(scene.broker.peek('dev')).toBeDefined()
  })

  it.each(['forbidden', 'malformed'] as const)('stops where AWS has answered: %s', async (fault) => {
    const scene = await renewed()
    await scene.clock.advance(40 * minutes)
    scene.signin.fault = fault
    await renewNow(scene)
    const before = scene.signin.calls.length
    await scene.clock.advance(60 * minutes)
    expect([scene.signin.calls.length, scene.clock.scheduled]).toEqual([before, 0])
  })

  it('stops when the session ends, or leaves', async () => {
    for (const end of ['session-expired', 'signed out'] as const) {
      const scene = await renewed()
      scene.signin.fault = 'down'
      await scene.clock.advance(40 * minutes)
      await renewNow(scene)
      scene.signin.fault = 'none'
      if (end === 'signed out') {
        await scene.vault.update((contents) => ({ ...contents, sessions: [], profiles: {} }))
        scene.broker.forget(scene.session.id)
      } else scene.signin.end(scene.session, end)
      await scene.clock.advance(5 * minutes)
      expect(scene.clock.scheduled).toBe(0)
    }
  })

  it('loses no session when the reply is lost after AWS rotated the token (R21)', async () => {
    const scene = await renewed()
    await scene.clock.advance(2 * minutes)
    const rotations = scene.signin.rotations.length
    scene.signin.fault = 'lost'
    expect(await renewNow(scene)).toBe('network-down')
    expect(scene.signin.rotations).toHaveLength(rotations + 1)
    scene.signin.fault = 'none'
    await scene.clock.advance(2 * minutes)
    const [lost, again] = scene.signin.calls.slice(-2)
    expect([again?.token, scene.signin.rotations.length, scene.notices]).toEqual([
      lost?.token,
      rotations + 1,
      [],
    ])
    expect(scene.broker.sessions()).toMatchObject([{ state: 'active', lastFailure: undefined }])
    const now = scene.broker.peek('dev')?.credentials.accessKeyId ?? ''
    expect([now === scene.first, scene.signin.check(now)?.sessionId]).toEqual([false, scene.session.id])
  })

  it('loses no portal where it takes the token of a lost reply again (R21)', async () => {
    const scene = centerScene()
    await scene.clock.advance(5 * minutes)
    scene.center.fault = 'lost'
    expect(await renewNow(scene)).toBe('network-down')
    scene.center.fault = 'none'
    await scene.clock.advance(2 * minutes)
    expect([scene.center.rotations.length, kept(scene).ended, scene.notices]).toEqual([1, undefined, []])
    expect(scene.broker.sessions()).toMatchObject([{ state: 'active', lastFailure: undefined }])
  })
})

describe('createBroker, a fault that is over', () => {
  /** The portal answers, and the service that renews does not. */
  async function cutOff(fault: 'down' | 'throttled') {
    const scene = centerScene()
    await scene.clock.advance(5 * minutes)
    scene.center.fault = fault
    scene.center.portalFault = 'none'
    scene.center.retryAfterSeconds = 300
    await renewNow(scene)
    expect(scene.broker.sessions()).toMatchObject([{ state: 'waiting' }])
    return scene
  }

  it('is cleared by any later success with the session, and the wanted renewal still comes', async () => {
    const scene = await cutOff('down')
    expect(scene.center.check(await ask(scene, 'role0'))?.roleName).toBe('Role0')
    expect(scene.broker.sessions()).toMatchObject([{ state: 'active', lastFailure: undefined }])
    scene.center.fault = 'none'
    await scene.clock.advance(2 * minutes)
    expect(scene.center.rotations).toHaveLength(1)
  })

  it('is cleared when AWS has answered a listing', async () => {
    const scene = await cutOff('down')
    scene.broker.answered(scene.session.id)
    scene.broker.answered('nobody')
    expect(scene.broker.sessions()).toMatchObject([{ state: 'active', lastFailure: undefined }])
  })

  it('is not cleared where AWS asked for a rest (R17)', async () => {
    const scene = await cutOff('throttled')
    const asked = scene.center.refreshes.length
    await ask(scene, 'role0')
    await scene.clock.advance(4 * minutes)
    expect([scene.broker.sessions()[0]?.state, scene.center.refreshes.length]).toEqual(['waiting', asked])
  })

  it('is no wait for a renewal that nobody tries', async () => {
    const scene = brokerScene()
    scene.signin.fault = 'down'
    await ask(scene)
    expect(scene.broker.sessions()).toMatchObject([{ state: 'waiting', lastFailure: 'network-down' }])
    await scene.clock.advance(20 * minutes)
    expect(scene.broker.sessions()).toMatchObject([{ state: 'active', lastFailure: 'network-down' }])
    expect(scene.clock.scheduled).toBe(0)
  })
})
