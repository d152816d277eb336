import { describe, expect, it } from 'vitest'
import { ask, brokerScene, minutes, seconds } from '../../../fakes/broker-scene.ts'

describe('createBroker, resting', () => {
  it('shares a failure once with all who wait, then rests and says until when (R29)', async () => {
    const scene = brokerScene()
    scene.signin.fault = 'down'
    const asks = await Promise.allSettled([1, 2, 3].map(() => scene.broker.credentials('dev')))
    const reasons = asks.map((settled) => (settled.status === 'rejected' ? settled.reason : undefined))
    expect(new Set(reasons).size).toBe(1)
    expect(reasons[0]).toMatchObject({
      code: 'network-down',
      remedy: 'retry',
      message: expect.stringMatching(/cannot be reached\. Signet tries again in \d+ seconds?\.$/),
    })
    const again = await Promise.allSettled([scene.broker.credentials('test')])
    expect(again).toMatchObject([{ reason: { code: 'network-down', remedy: 'retry' } }])
    expect(scene.signin.calls).toHaveLength(1)
  })

  it('rests 1 to 60 seconds with full jitter, and stops trying when nobody asks any more (R13)', async () => {
    const scene = brokerScene()
    scene.signin.fault = 'down'
    await ask(scene)
    await scene.clock.advance(14 * minutes)
    const gaps = scene.signin.calls.slice(1).map(({ at }, n) => at - (scene.signin.calls[n]?.at ?? 0))
    expect(Math.max(...gaps)).toBeLessThanOrEqual(60.2 * seconds)
    expect(gaps.length).toBeGreaterThan(14)
    expect(gaps.length).toBeLessThan(60)
    await scene.clock.advance(2 * minutes)
    expect(scene.clock.scheduled).toBe(0)
  })

  it('honours Retry-After, five minutes at most (R17)', async () => {
    const scene = brokerScene()
    scene.signin.fault = 'throttled'
    scene.signin.retryAfterSeconds = 100
    await expect(scene.broker.credentials('dev')).rejects.toMatchObject({
      code: 'throttled',
      retryAfterSeconds: 100,
      message: 'AWS Sign-In is throttling. Signet tries again in 100 seconds.',
    })
    scene.signin.fault = 'none'
    await scene.clock.advance(99 * seconds)
    const [refused] = await Promise.allSettled([scene.broker.credentials('dev')])
    expect(refused).toMatchObject({ reason: { code: 'throttled', retryAfterSeconds: 1 } })
    expect(scene.signin.calls).toHaveLength(1)
    await scene.clock.advance(2 * seconds)
    expect(scene.signin.calls).toHaveLength(2)

    const long = brokerScene()
    long.signin.fault = 'throttled'
    long.signin.retryAfterSeconds = 86_400
    await ask(long)
    long.signin.fault = 'none'
    await long.clock.advance(301 * seconds)
    expect(long.broker.peek('dev')).toBeDefined()
  })

  it('rests a minute or more when a permission is missing, keeps the session, and shows it', async () => {
    const scene = brokerScene()
    scene.signin.fault = 'forbidden'
    expect(await ask(scene)).toBe('insufficient-permissions')
    await scene.clock.advance(59 * seconds)
    expect([await ask(scene), scene.signin.calls.length]).toEqual(['insufficient-permissions', 1])
    expect(scene.broker.sessions()).toMatchObject([
      { state: 'waiting', lastFailure: 'insufficient-permissions' },
    ])
    scene.signin.fault = 'none'
    await scene.clock.advance(3 * minutes)
    expect(scene.broker.peek('dev')).toBeDefined()
    expect(scene.broker.sessions()).toMatchObject([{ state: 'active', lastFailure: undefined }])
    expect([scene.notices, scene.vault.contents().sessions[0]?.ended]).toEqual([[], undefined])
  })

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('tries soon after the network is back, once (seed %i)', async (seed) => {
    const scene = brokerScene({ seed })
    scene.signin.fault = 'down'
    await ask(scene)
    await scene.clock.advance(5 * minutes)
    const before = scene.signin.calls.length
    scene.signin.fault = 'none'
    scene.broker.resume()
    scene.broker.resume()
    await scene.clock.advance(10 * seconds)
    expect([scene.signin.calls.length, scene.broker.peek('dev') !== undefined]).toEqual([before + 1, true])
  })

  it('does not hammer a network that comes and goes', async () => {
    const scene = brokerScene()
    scene.signin.fault = 'down'
    await ask(scene)
    await scene.clock.advance(5 * minutes)
    const before = scene.signin.calls.length
    for (let time = 0; time < 600; time += 1) {
      scene.broker.resume()
      await scene.clock.advance(100)
    }
    expect(scene.signin.calls.length - before).toBeLessThanOrEqual(13)
  })

  it('does not cut short a rest that AWS asked for when the network is back', async () => {
    const scene = brokerScene()
    scene.signin.fault = 'throttled'
    scene.signin.retryAfterSeconds = 200
    await ask(scene)
    scene.broker.resume()
    await scene.clock.advance(100 * seconds)
    expect(scene.signin.calls).toHaveLength(1)
  })
})
