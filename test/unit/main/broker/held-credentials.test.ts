import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holdCredentials, remainingLife } from '../../../../main/broker/held-credentials.ts'

const issued = (expiration: number) => ({
  credentials: { accessKeyId: 'a', secretAccessKey: 's', sessionToken: 't', accountId: '1', expiration },
  sessionId: 'x',
  renewedAt: 0,
})

describe('remainingLife', () => {
  it('is the smaller of what both clocks say, whatever either does (R9, P5)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900_000 }), fc.nat(), fc.integer(), (life, elapsed, awsNow) => {
        const left = remainingLife(holdCredentials(issued(life), life, 0), elapsed, awsNow)
        expect(left).toBe(Math.min(life - elapsed, life - awsNow))
      }),
    )
  })
})
