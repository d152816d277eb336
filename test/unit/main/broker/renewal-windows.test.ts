import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  accessTokenPace,
  type RenewalPace,
  rolePace,
  signinPace,
} from '../../../../main/broker/renewal-pace.ts'
import { renewalWindows } from '../../../../main/broker/renewal-windows.ts'

const minutes = 60_000
const hours = 60 * minutes

/** Minutes left at which keys with this life are renewed ahead, waited for, and no longer handed out. */
function windows(life: number, pace: RenewalPace) {
  const { aheadInMilliseconds, waitInMilliseconds, floorInMilliseconds } = renewalWindows(life, pace)
  return [aheadInMilliseconds, waitInMilliseconds, floorInMilliseconds].map((each) => each / minutes)
}

describe('renewalWindows', () => {
  it('renews ahead at 10 minutes, waits at 5 and stops at half a minute for the 15 minutes of Sign-In', () => {
    expect([windows(15 * minutes, signinPace), windows(12 * hours, signinPace)]).toEqual([
      [10, 5, 0.5],
      [10, 5, 0.5],
    ])
  })

  it('renews an access token of an hour when 15 minutes are left', () => {
    expect(windows(1 * hours, accessTokenPace)).toEqual([15, 5, 0.5])
  })

  it('leaves credentials of a role more than the 15 minutes at which tools ask again, in proportion to their life', () => {
    expect([windows(1 * hours, rolePace), windows(12 * hours, rolePace)]).toEqual([
      [20, 7.5, 0.5],
      [60, 10, 0.5],
    ])
  })

  it.each([
    ['Sign-In', signinPace],
    ['an access token', accessTokenPace],
    ['a role', rolePace],
  ])('keeps an order and leaves a third of any life untouched, for %s (R9)', (_, pace) => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000, max: 12 * hours }), (life) => {
        const { aheadInMilliseconds, waitInMilliseconds, floorInMilliseconds } = renewalWindows(life, pace)
        expect(aheadInMilliseconds).toBeLessThanOrEqual((life * 2) / 3)
        expect(waitInMilliseconds).toBeLessThan(aheadInMilliseconds)
        expect(floorInMilliseconds).toBeLessThan(waitInMilliseconds)
        expect(floorInMilliseconds).toBeGreaterThan(0)
      }),
    )
  })
})
