import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoffInMilliseconds, refusedBackoffInMilliseconds } from '../../../../main/broker/backoff.ts'
import { SeededRandom } from '../../../fakes/seeded-random.ts'

const always = (unit: number) => Object.assign(new SeededRandom(), { unit: () => unit })

describe('backoffInMilliseconds', () => {
  it('doubles its ceiling from 1 to 60 seconds, with full jitter (R13)', () => {
    const ceilings = [1, 2, 3, 4, 5, 6, 7, 8, 1_000].map((streak) => backoffInMilliseconds(streak, always(1)))
    expect(ceilings).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1000))
    expect([backoffInMilliseconds(5, always(0)), backoffInMilliseconds(5, always(0.5))]).toEqual([0, 8_000])
  })

  it('is never under Retry-After, and never over 5 minutes (R17)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), fc.nat(), fc.nat({ max: 100_000 }), (streak, seed, asked) => {
        const rest = backoffInMilliseconds(streak, new SeededRandom(seed), asked)
        expect(rest).toBeGreaterThanOrEqual(Math.min(asked, 300) * 1000)
        expect(rest).toBeLessThanOrEqual(300_000)
      }),
    )
  })
})

describe('refusedBackoffInMilliseconds', () => {
  it('is a minute at least, and ten at most', () => {
    const rests = [1, 2, 3, 4, 5, 100].map(
      (streak) => refusedBackoffInMilliseconds(streak, always(1)) / 60_000,
    )
    expect(rests).toEqual([2, 3, 5, 9, 10, 10])
    expect(refusedBackoffInMilliseconds(9, always(0))).toBe(60_000)
  })
})
