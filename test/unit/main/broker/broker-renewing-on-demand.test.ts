import { describe, expect, it } from 'vitest'
import { renewalChoice } from '../../../../main/compose/renewal-choice.ts'
import { ask, minutes, renewed, seconds } from '../../../fakes/broker-scene.ts'
import { memoryPreferences } from '../../../fakes/memory-preferences.ts'

describe('createBroker, not renewing ahead', () => {
  it('asks AWS only when somebody asks; nobody is served what has ended', async () => {
    const scene = await renewed({ renewsAhead: () => false })
    await scene.clock.advance(14 * minutes)
    expect([scene.signin.calls.length, scene.broker.sessions()[0]?.nextRenewalAt]).toEqual([1, undefined])
    await scene.clock.advance(2 * minutes)
    expect(scene.broker.peek('dev')).toBeUndefined()
    const next = await ask(scene)
    expect(scene.signin.check(next)?.lifeInMilliseconds).toBe(900_000)
    expect(scene.signin.calls).toHaveLength(2)
  })

  it('is on again at once, and off again, as the person sets it', async () => {
    const preferences = memoryPreferences()
    const scene = await renewed({ renewsAhead: renewalChoice(preferences) })
    await preferences.update((contents) => ({ ...contents, settings: { renewsAhead: false } }))
    await scene.clock.advance(6 * minutes)
    expect(scene.signin.calls).toHaveLength(1)
    await preferences.update((contents) => ({ ...contents, settings: { renewsAhead: true } }))
    await scene.clock.advance(30 * seconds)
    expect(scene.signin.calls).toHaveLength(2)
  })
})

describe('renewalChoice', () => {
  it('knows from the start what was chosen before', async () => {
    const preferences = memoryPreferences()
    await preferences.update((contents) => ({ ...contents, settings: { renewsAhead: false } }))
    const isAhead = renewalChoice(preferences)
    await new Promise((resolve) => setImmediate(resolve))
    expect(isAhead()).toBe(false)
  })
})
