import { describe, expect, it } from 'vitest'
import { AppError } from '../../../../main/kernel/errors.ts'
import { brokerScene, minutes, renewed } from '../../../fakes/broker-scene.ts'
import { settle } from '../../../fakes/fake-clock.ts'

describe('lengthen', () => {
  it('renews what has less life left than is wanted, once for all who wait', async () => {
    const { broker, clock, signin, first } = await renewed()
    await clock.advance(2 * minutes)
    const calls = signin.calls.length
    await Promise.all(Array.from({ length: 5 }, () => broker.lengthen('dev', 14 * minutes)))
    const { credentials } = await broker.credentials('dev')
    expect([signin.calls.length - calls, credentials.accessKeyId === first]).toEqual([1, false])
    expect(credentials.expiration - clock.now()).toBeGreaterThanOrEqual(14 * minutes)
  })

  it('asks AWS for nothing where enough is left, or where a renewal gives no more', async () => {
    const { broker, clock, signin } = await renewed()
    await clock.advance(2 * minutes)
    const calls = signin.calls.length
    await broker.lengthen('dev', 10 * minutes)
    await broker.lengthen('dev', 30 * minutes)
    expect(signin.calls.length).toBe(calls)
  })

  it('says nothing of a renewal that fails: what lives serves on', async () => {
    const { broker, clock, signin, first } = await renewed()
    await clock.advance(2 * minutes)
    signin.fault = 'down'
    const lengthening = broker.lengthen('dev', 14 * minutes)
    await settle()
    await clock.advance(20_000)
    await lengthening
    expect((await broker.credentials('dev')).credentials.accessKeyId).toBe(first)
  })

  it('knows no profile that is not signed in', async () => {
    const { broker } = brokerScene()
    const failed = await broker.lengthen('nobody', minutes).catch((thrown: unknown) => thrown)
    expect(failed).toBeInstanceOf(AppError)
  })
})
