import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holdCredentials, remainingLife } from '../../../../main/broker/held-credentials.ts'
import { signinPace } from '../../../../main/broker/renewal-pace.ts'

const given = (expiration: number, lifeInMilliseconds: number) => ({
  credentials: { expiration },
  renewedAt: 0,
  lifeInMilliseconds,
  since: 0,
})

describe('remainingLife', () => {
  it('is the smaller of what both clocks say, whatever either does (R9, P5)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900_000 }), fc.nat(), fc.integer(), (life, elapsed, awsNow) => {
        const left = remainingLife(holdCredentials('x', given(life, life), signinPace), elapsed, awsNow)
        expect(left).toBe(Math.min(life - elapsed, life - awsNow))
      }),
    )
  })
})
