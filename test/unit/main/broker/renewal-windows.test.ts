import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renewalWindows } from '../../../../main/broker/renewal-windows.ts'

describe('renewalWindows', () => {
  it('renews ahead at 10 minutes, waits at 5 and stops at half a minute for the 15 minutes of Sign-In', () => {
    const expected = {
      aheadInMilliseconds: 600_000,
      waitInMilliseconds: 300_000,
      floorInMilliseconds: 30_000,
    }
    expect([renewalWindows(900_000), renewalWindows(43_200_000)]).toEqual([expected, expected])
  })

  it('keeps an order and leaves a third of any life untouched, so that nothing is due from its first moment (R9)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000, max: 43_200_000 }), (life) => {
        const { aheadInMilliseconds, waitInMilliseconds, floorInMilliseconds } = renewalWindows(life)
        expect(aheadInMilliseconds).toBeLessThanOrEqual((life * 2) / 3)
        expect(waitInMilliseconds).toBeLessThan(aheadInMilliseconds)
        expect(floorInMilliseconds).toBeLessThan(waitInMilliseconds)
        expect(floorInMilliseconds).toBeGreaterThan(0)
      }),
    )
  })
})
