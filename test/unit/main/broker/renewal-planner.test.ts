import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { delayUntil, isInUse, nextLook, type RenewalFacts } from '../../../../main/broker/renewal-planner.ts'

const used: RenewalFacts = { lastAskedAt: 0, dueAt: 300_000, allowedAt: 0, renewing: false }

describe('nextLook', () => {
  it('is never while nothing is in use and nothing waits to be saved', () => {
    expect([nextLook(0, [], undefined), nextLook(900_001, [used], undefined)]).toEqual([undefined, undefined])
    expect(nextLook(900_001, [used], 950_000)).toBe(950_000)
  })

  it('is within 30 seconds while something is in use, whatever is due (R11)', () => {
    for (const dueAt of [300_000, Number.POSITIVE_INFINITY]) {
      const next = nextLook(1_000, [{ ...used, dueAt }], undefined) ?? Number.POSITIVE_INFINITY
      expect(next - 1_000).toBeLessThanOrEqual(30_000)
    }
  })

  it('is when the first session is both due and allowed', () => {
    const facts = [
      used,
      { ...used, dueAt: 295_000, allowedAt: 298_000 },
      { ...used, dueAt: 291_000, renewing: true },
    ]
    expect(nextLook(290_000, facts, undefined)).toBe(298_000)
    expect(nextLook(290_000, facts, 297_000)).toBe(297_000)
  })
})

describe('isInUse', () => {
  it('ends 15 minutes after the last ask', () => {
    expect([isInUse(900_000, 0), isInUse(900_001, 0), isInUse(0, Number.NEGATIVE_INFINITY)]).toEqual([
      true,
      false,
      false,
    ])
  })
})

describe('delayUntil', () => {
  it('is never negative, never a busy loop and never over 6 hours (R9, R12)', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (next, now) => {
          const delay = delayUntil(next, now)
          expect(delay >= 100 && delay <= 21_600_000).toBe(true)
        },
      ),
    )
    expect(delayUntil(10_000, 4_000)).toBe(6_000)
  })
})
