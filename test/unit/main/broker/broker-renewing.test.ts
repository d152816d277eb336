import { describe, expect, it } from 'vitest'
import { adopted, ask, brokerScene, minutes, outcome, renewed, seconds } from '../../../fakes/broker-scene.ts'
import { settle } from '../../../fakes/fake-clock.ts'

describe('createBroker, renewing ahead', () => {
  it('renews a key in use when 10 minutes are left, so that nobody waits', async () => {
    const scene = await renewed()
    await scene.clock.advance(4 * minutes + 59 * seconds)
    expect(scene.signin.calls).toHaveLength(1)
    await scene.clock.advance(2 * seconds)
    expect(scene.signin.calls).toHaveLength(2)
    expect(scene.broker.peek('dev')?.credentials.accessKeyId).not.toBe(scene.first)
  })

  it('leaves a key alone that nobody asked for in 15 minutes, keeps no timer, and renews it on the next ask', async () => {
    const scene = await renewed()
    await scene.clock.advance(16 * minutes)
    const { length } = scene.signin.calls
    expect(scene.clock.scheduled).toBe(0)
    await scene.clock.advance(10 * 60 * minutes)
    expect([scene.signin.calls.length, scene.clock.scheduled]).toEqual([length, 0])
    const next = await ask(scene)
    expect([scene.signin.calls.length, scene.signin.check(next)?.lifeInMilliseconds]).toEqual([
      length + 1,
      900_000,
    ])
  })

  it('serves at once with 6 minutes left, and starts the renewal behind it', async () => {
    const scene = await adopted(9)
    expect(scene.broker.peek('dev')?.credentials.accessKeyId).toBe(scene.first)
    await settle()
    expect(scene.signin.calls).toHaveLength(1)
    expect(scene.broker.peek('dev')?.credentials.accessKeyId).not.toBe(scene.first)
  })

  it('keeps 30 seconds between tries while something valid is there', async () => {
    const scene = await renewed()
    scene.signin.fault = 'server-error'
    await scene.clock.advance(5 * minutes)
    for (let second = 0; second < 120; second += 1) {
      await ask(scene)
      await scene.clock.advance(1 * seconds)
    }
    const gaps = scene.signin.calls.slice(1).map(({ at }, n, all) => at - (all[n - 1]?.at ?? -Infinity))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(30 * seconds)
    expect(gaps.length).toBeGreaterThanOrEqual(3)
  })

  it.each([1, 10, 29, 60, 300])('makes no storm of credentials that live %i seconds (R9)', async (life) => {
    const scene = brokerScene()
    scene.signin.expiresInSeconds = life
    for (let second = 0; second < 600; second += 1) {
      const answer = await ask(scene)
      const given = scene.signin.check(answer)
      if (given) expect(given.lifeInMilliseconds).toBeGreaterThan(0)
      await scene.clock.advance(1 * seconds)
    }
    // One for each 30 seconds, and one more.
    expect(scene.signin.calls.length).toBeLessThanOrEqual(22)
    expect(scene.signin.calls.length).toBeGreaterThanOrEqual(4)
  })
})

describe('createBroker, waiting', () => {
  it('waits for the renewal with 5 minutes or less left', async () => {
    const scene = await adopted(10)
    scene.signin.latencyInMilliseconds = 2 * seconds
    expect(scene.broker.peek('dev')).toBeUndefined()
    const answer = await ask(scene, 'dev', 10 * seconds)
    expect(scene.signin.check(answer)?.lifeInMilliseconds).toBeGreaterThan(890 * seconds)
  })

  it.each(['down', 'throttled', 'server-error', 'malformed', 'forbidden'] as const)(
    'falls back on the old ones when the renewal fails (%s), until 30 seconds are left (R13, R17, R18)',
    async (fault) => {
      const scene = await renewed()
      scene.signin.fault = fault
      const seen: (string | undefined)[] = []
      for (let left = 900; left > 0; left -= 5) {
        seen.push((await ask(scene)) === scene.first ? scene.first : 'refused')
        await scene.clock.advance(5 * seconds)
      }
      expect([seen.lastIndexOf(scene.first), seen.indexOf('refused')]).toEqual([173, 174])
      expect(scene.notices).toEqual([])
    },
  )

  it('falls back on the old ones after 15 seconds, and lets later callers not wait behind the same renewal', async () => {
    const scene = await adopted(10)
    scene.signin.latencyInMilliseconds = 8 * seconds
    const asked = outcome(scene.broker.credentials('dev'))
    await scene.clock.advance(14 * seconds)
    expect(await Promise.race([asked, settle().then(() => 'waits')])).toBe('waits')
    await scene.clock.advance(1500)
    expect(await asked).toBe(scene.first)
    expect(await ask(scene)).toBe(scene.first)
    await scene.clock.advance(1 * seconds)
    expect([(await ask(scene)) === scene.first, scene.signin.calls.length]).toEqual([false, 1])
  })

  it('says it was late after 15 seconds when there is nothing else, and keeps what comes later', async () => {
    const scene = brokerScene()
    scene.signin.latencyInMilliseconds = 10 * seconds
    expect(await ask(scene, 'dev', 16 * seconds)).toBe('timed-out')
    await scene.clock.advance(10 * seconds)
    expect(scene.broker.peek('dev')).toBeDefined()
    expect(scene.signin.calls).toHaveLength(1)
  })

  it('frees the key after 30 seconds from a client that never answers (R29)', async () => {
    const scene = brokerScene()
    scene.signin.fault = 'deaf'
    expect(await ask(scene, 'dev', 29 * seconds)).toBe('timed-out')
    scene.signin.fault = 'none'
    await scene.clock.advance(10 * seconds)
    expect(scene.broker.peek('dev')).toBeDefined()
  })

  it('detaches a caller that aborts, and goes on with the renewal', async () => {
    const scene = brokerScene()
    scene.signin.latencyInMilliseconds = 1 * seconds
    const caller = new AbortController()
    const gone = scene.broker.credentials('dev', { signal: caller.signal })
    const stays = outcome(scene.broker.credentials('dev'))
    await scene.clock.advance(500)
    caller.abort(new Error('left'))
    await expect(gone).rejects.toThrow('left')
    await scene.clock.advance(5 * seconds)
    expect([scene.signin.calls.length, scene.signin.check(await stays)?.sessionId]).toEqual([
      1,
      scene.session.id,
    ])
    await expect(scene.broker.credentials('dev', { signal: caller.signal })).rejects.toThrow('left')

    const old = await adopted(10)
    old.signin.latencyInMilliseconds = 1 * seconds
    const other = new AbortController()
    const asked = old.broker.credentials('dev', { signal: other.signal })
    other.abort(new Error('left too'))
    await expect(asked).rejects.toThrow('left too')
  })
})
