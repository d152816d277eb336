import { describe, expect, it } from 'vitest'
import type { PortalAccess } from '../../../../main/aws/sso-portal.ts'
import { roleProvider } from '../../../../main/broker/role-provider.ts'
import { roleEntry, sessionEntry } from '../../../../main/broker/session-entry.ts'
import { RefusalError, SessionError } from '../../../../main/kernel/errors.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'
import { FakeIdentityCenter } from '../../../fakes/fake-identity-center.ts'

const minutes = 60_000
const region = 'eu-central-1'
const refused = new SessionError('session-expired', 'Unauthorized')

/** What comes of a role when the portal takes only the token `good`, and the tokens are these. */
async function asking({
  first = 'good',
  inPlace,
  newer,
  sleep = 0,
  refusal = refused,
}: {
  first?: string
  inPlace?: string
  newer?: string
  sleep?: number
  refusal?: Error
}) {
  const clock = new FakeClock()
  const shown: string[] = []
  const access = (accessToken: string | undefined): PortalAccess | undefined =>
    accessToken === undefined ? undefined : { region, accessToken }
  const provider = roleProvider({
    clock,
    serverTime: { now: () => clock.now(), offsetInMilliseconds: () => 0, learn: () => undefined },
    portal: {
      async getRoleCredentials({ accessToken, accountId }) {
        shown.push(accessToken)
        const expiration = clock.now() + 60 * minutes
        await clock.suspend(sleep)
        if (accessToken !== 'good') throw refusal
        return { accessKeyId: 'k', secretAccessKey: 's', sessionToken: 't', expiration, accountId }
      },
    },
    accessTokens: {
      of: async () => ({ region, accessToken: first }),
      inPlaceOf: async () => access(inPlace),
      newerThan: () => access(newer),
    },
  })
  const session = sessionEntry(new FakeIdentityCenter(clock).signIn('corp'), true)
  if (session.kind !== 'identity-center') throw new Error('another kind')
  const role = roleEntry(session, '111122223333', 'Read')
  const [given] = await Promise.allSettled([provider.take(role, { signal: new AbortController().signal })])
  return { shown, given, began: clock.now() - sleep * shown.length }
}

describe('roleProvider', () => {
  it('counts the life from the request when the machine slept while the reply was on its way (P5)', async () => {
    const { given, began } = await asking({ sleep: 20 * minutes })
    expect(given).toMatchObject({
      value: { renewedAt: began, since: 0, lifeInMilliseconds: 60 * minutes },
    })
  })

  it('shows a refused token no more, but the one in its place', async () => {
    const { shown, given } = await asking({ first: 'old', inPlace: 'good' })
    expect([shown, given.status]).toEqual([['old', 'good'], 'fulfilled'])
  })

  it('shows one more that came meanwhile, and then believes the portal', async () => {
    expect((await asking({ first: 'old', inPlace: 'older', newer: 'good' })).shown).toEqual([
      'old',
      'older',
      'good',
    ])
    const { shown, given } = await asking({ first: 'a', inPlace: 'b', newer: 'c' })
    expect([shown, given]).toEqual([['a', 'b', 'c'], { status: 'rejected', reason: refused }])
  })

  it('says that the session has ended when no other token can be had', async () => {
    for (const inPlace of [undefined, 'b']) {
      const { given } = await asking({ first: 'a', ...(inPlace ? { inPlace } : {}) })
      expect(given).toEqual({ status: 'rejected', reason: refused })
    }
  })

  it('takes a refusal of the role for no word about the token', async () => {
    const refusal = new RefusalError('role-not-assigned', 'Forbidden')
    const { shown, given } = await asking({ first: 'old', inPlace: 'good', refusal })
    expect([shown, given]).toEqual([['old'], { status: 'rejected', reason: refusal }])
  })
})
