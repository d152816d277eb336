import { describe, expect, it } from 'vitest'
import {
  ask,
  brokerScene,
  minutes,
  outcome,
  renewed,
  seconds,
  startBroker,
} from '../../../fakes/broker-scene.ts'
import { settle } from '../../../fakes/fake-clock.ts'

describe('createBroker, clocks', () => {
  it('does not believe a wall clock that was set back (R9, P5)', async () => {
    const scene = await renewed()
    scene.signin.fault = 'down'
    scene.clock.setWall(scene.clock.now() - 3_600_000)
    await scene.clock.advance(14 * minutes + 25 * seconds)
    expect(await ask(scene)).toBe(scene.first)
    await scene.clock.advance(10 * seconds)
    expect(await ask(scene)).toBe('network-down')
  })

  it('renews when the wall clock was set ahead, once, and does not storm when it goes on jumping (R9)', async () => {
    const scene = await renewed()
    for (let jump = 0; jump < 60; jump += 1) {
      scene.clock.setWall(scene.clock.now() + 86_400_000)
      await ask(scene)
      await scene.clock.advance(1 * seconds)
    }
    expect(scene.signin.calls.length).toBeLessThanOrEqual(4)
    await scene.clock.advance(1 * minutes)
    expect(scene.signin.check(await ask(scene))?.lifeInMilliseconds).toBeGreaterThan(0)
  })

  it('counts suspend: credentials that ended in sleep are not served on waking (R11)', async () => {
    const scene = await renewed()
    scene.signin.fault = 'down'
    await scene.clock.suspend(8 * 60 * minutes)
    expect(await ask(scene)).toBe('network-down')
  })

  it('renews what was in use once within 30 seconds of waking, spread out (R11)', async () => {
    const scene = brokerScene()
    const others = ['bob', 'cid', 'dan', 'eve'].map((name) => scene.signin.signIn(name))
    await scene.vault.update((contents) => ({
      ...contents,
      sessions: [...contents.sessions, ...others],
      profiles: Object.assign(
        { ...contents.profiles },
        ...others.map(({ id }) => ({ [id]: { session: id } })),
      ),
    }))
    await Promise.all(['dev', ...others.map(({ id }) => id)].map((profile) => ask(scene, profile)))
    await scene.clock.advance(10 * seconds)
    for (const sleep of [1, 2]) {
      const before = scene.signin.calls.length
      await scene.clock.suspend(sleep * 60 * minutes)
      const woken = scene.clock.elapsed()
      await scene.clock.advance(30 * seconds)
      const renewals = scene.signin.calls.slice(before)
      expect(renewals.map(({ sessionId }) => sessionId).toSorted()).toEqual(
        [scene.session.id, ...others.map(({ id }) => id)].toSorted(),
      )
      expect(new Set(renewals.map(({ at }) => at)).size).toBe(5)
      expect(Math.max(...renewals.map(({ at }) => at - woken))).toBeLessThanOrEqual(10 * seconds)
    }
  })

  it('leaves alone, while other keys are in use, the one that is not', async () => {
    const scene = await renewed()
    const bob = scene.signin.signIn('bob')
    await scene.vault.update((contents) => ({
      ...contents,
      sessions: [...contents.sessions, bob],
      profiles: { ...contents.profiles, ops: { session: bob.id } },
    }))
    for (let quarter = 0; quarter < 8; quarter += 1) {
      await ask(scene, 'ops')
      await scene.clock.advance(10 * minutes)
    }
    const calls = scene.signin.calls.filter(({ sessionId }) => sessionId === scene.session.id)
    expect(calls.length).toBeLessThanOrEqual(4)
  })

  it('lets a second caller join a renewal that came early (R9, R28)', async () => {
    const scene = await renewed()
    scene.clock.setWall(scene.clock.now() + 86_400_000)
    scene.signin.latencyInMilliseconds = 1 * seconds
    const asks = ['dev', 'test'].map((profile) => outcome(scene.broker.credentials(profile)))
    await settle()
    asks.push(outcome(scene.broker.credentials('dev')))
    await scene.clock.advance(3 * seconds)
    expect([new Set(await Promise.all(asks)).size, scene.signin.calls.length]).toEqual([1, 2])
    expect(scene.signin.check(String(await asks[0]))?.sessionId).toBe(scene.session.id)
  })

  it('notices within 30 seconds of waking that time has passed, though its timer slept on (R11)', async () => {
    const scene = await renewed()
    scene.clock.setWall(scene.clock.now() + 8 * 60 * minutes)
    await scene.clock.advance(30 * seconds)
    expect(scene.signin.calls).toHaveLength(2)
  })

  it('does not trust stored credentials before AWS has told its time (P5)', async () => {
    const scene = await renewed()
    const { disk } = scene.vault
    await scene.clock.advance(20 * minutes)
    await scene.broker.close()
    scene.clock.setWall(scene.clock.now() - 60 * minutes)
    scene.signin.fault = 'down'
    const restarted = startBroker({ ...scene, disk })
    expect(await ask(restarted)).toBe('network-down')
  })

  it('falls back on stored credentials after a restart once a throttle has told AWS the time', async () => {
    const scene = await renewed()
    const { signin, clock } = scene
    await clock.advance(2 * minutes)
    await scene.broker.close()
    signin.fault = 'throttled'
    const restarted = startBroker({ clock, signin, disk: scene.vault.disk })
    expect(await ask(restarted)).toBe(scene.first)
    await clock.advance(12 * minutes + 25 * seconds)
    expect(await ask(restarted)).toBe(scene.first)
    await clock.advance(10 * seconds)
    expect(await ask(restarted)).toBe('throttled')
  })
})
