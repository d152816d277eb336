import { describe, expect, it } from 'vitest'
import { allowedAt } from '../../../../main/broker/renewal-gate.ts'
import { accessTokenPace, signinPace } from '../../../../main/broker/renewal-pace.ts'

const never = Number.NEGATIVE_INFINITY
const fresh = {
  pace: signinPace,
  failure: undefined,
  lastTriedAt: never,
  lastRenewedAt: never,
  lastEarlyAt: never,
}
const failure = { error: new Error(), streak: 1, until: 70_000 }

describe('allowedAt', () => {
  it('is at once for a session that was never tried', () => {
    expect([allowedAt(fresh, true, 0), allowedAt(fresh, false, 0)]).toEqual([never, never])
  })

  it('keeps 30 seconds between tries while something is alive, and only the rest when nothing is', () => {
    const tried = { ...fresh, lastTriedAt: 50_000 }
    expect([allowedAt(tried, true, 51_000), allowedAt(tried, false, 51_000)]).toEqual([80_000, never])
    const failed = { ...tried, failure }
    expect([allowedAt(failed, true, 51_000), allowedAt(failed, false, 51_000)]).toEqual([80_000, 70_000])
  })

  it('keeps a minute between tries of an access token', () => {
    const tried = { ...fresh, pace: accessTokenPace, lastTriedAt: 50_000 }
    expect(allowedAt(tried, true, 51_000)).toBe(110_000)
  })

  it('lets an early end through once in ten minutes, and then spaces it (R9)', () => {
    const renewed = { ...fresh, lastTriedAt: 50_000, lastRenewedAt: 50_000 }
    expect(allowedAt(renewed, false, 51_000)).toBe(never)
    expect(allowedAt({ ...renewed, lastEarlyAt: 40_000 }, false, 51_000)).toBe(80_000)
    const later = { ...renewed, lastTriedAt: 700_000, lastRenewedAt: 700_000 }
    expect(allowedAt({ ...later, lastEarlyAt: 40_000 }, false, 701_000)).toBe(never)
    expect(allowedAt({ ...later, lastEarlyAt: 110_000 }, false, 701_000)).toBe(730_000)
  })
})
