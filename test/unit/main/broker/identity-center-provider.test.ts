import { describe, expect, it } from 'vitest'
import type { SsoTokens } from '../../../../main/aws/sso-oidc.ts'
import { identityCenterProvider } from '../../../../main/broker/identity-center-provider.ts'
import {
  ProtocolError,
  RefusalError,
  SessionError,
  UnavailableError,
} from '../../../../main/kernel/errors.ts'
import type { IdentityCenterSession } from '../../../../main/vault/session-record.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'
import { FakeIdentityCenter } from '../../../fakes/fake-identity-center.ts'

const hour = 3_600_000
const started = new FakeClock().now()
const { previousRefreshToken: _, ...signedIn } = new FakeIdentityCenter(new FakeClock()).signIn('corp')
const session: IdentityCenterSession = {
  ...signedIn,
  refreshToken: 'current',
  previousRefreshToken: 'previous',
}
const fresh: SsoTokens = { accessToken: 'fresh', expiration: started + hour, refreshToken: 'next' }
const spent = new SessionError('session-expired', 'InvalidGrant')
const unknownClient = new RefusalError('registration-invalid', 'InvalidClient', 'sign-in')

/** A renewal with what AWS answers to each refresh token. */
function renewing(
  answers: Record<string, SsoTokens | Error>,
  {
    from = session,
    latest = from,
  }: { from?: IdentityCenterSession; latest?: IdentityCenterSession | undefined } = {},
  clock = new FakeClock(),
  sleep = 0,
) {
  const asked: string[] = []
  const requests: unknown[] = []
  const provider = identityCenterProvider({
    clock,
    serverTime: { now: () => clock.now(), offsetInMilliseconds: () => 0, learn: () => undefined },
    ssoOidc: {
      async refresh(request) {
        asked.push(request.refreshToken)
        requests.push(request)
        await clock.suspend(sleep)
        const answer = answers[request.refreshToken] ?? spent
        if (answer instanceof Error) throw answer
        return { ...answer, expiration: answer.expiration + sleep }
      },
    },
  })
  const context = { latest: () => latest, signal: new AbortController().signal }
  return { asked, requests, renewal: provider.renew(from, context) }
}

describe('identityCenterProvider', () => {
  it('redeems the refresh token with the registration of the flow it came from, and keeps it as the previous one', async () => {
    const { renewal, requests } = renewing({ current: fresh })
    expect(await renewal).toEqual({
      session: {
        ...session,
        accessToken: 'fresh',
        accessTokenExpiresAt: started + hour,
        refreshToken: 'next',
        previousRefreshToken: 'current',
        renewedAt: started,
      },
      credentials: { accessToken: 'fresh', expiration: started + hour },
      renewedAt: started,
      lifeInMilliseconds: hour,
      since: 0,
    })
    const registration = session.registrations['authorization-code']
    expect(requests).toEqual([{ region: session.region, registration, refreshToken: 'current' }])
  })

  it('keeps no refresh token when AWS gives none, because the old one is used up', async () => {
    const { renewal } = renewing({ current: { ...fresh, refreshToken: undefined } })
    const kept = (await renewal).session
    expect([kept.accessToken, 'refreshToken' in kept, 'previousRefreshToken' in kept]).toEqual([
      'fresh',
      false,
      false,
    ])
  })

  it('asks nobody without a refresh token', async () => {
    const { refreshToken: _refresh, previousRefreshToken: _previous, ...bare } = session
    const { renewal, asked } = renewing({}, { from: bare })
    await expect(renewal).rejects.toMatchObject({ code: 'session-expired', remedy: 'sign-in' })
    expect(asked).toEqual([])
  })

  it('tries the token that the vault has meanwhile, when the one it knew is spent (R20)', async () => {
    const latest = { ...session, refreshToken: 'newer', previousRefreshToken: 'current' }
    const { renewal, asked } = renewing({ newer: fresh }, { latest })
    expect((await renewal).session).toMatchObject({ refreshToken: 'next', previousRefreshToken: 'newer' })
    expect(asked).toEqual(['current', 'newer'])
  })

  it('tries the previous token once, then says what AWS said of the current one (R21)', async () => {
    const other = new SessionError('session-expired', 'of the previous one')
    const { renewal, asked } = renewing({ previous: other })
    await expect(renewal).rejects.toBe(spent)
    expect(asked).toEqual(['current', 'previous'])
  })

  it('takes a client that AWS does not know as the end of the chain, never registers anew, and says so', async () => {
    const { renewal, asked } = renewing({ current: unknownClient, previous: unknownClient })
    await expect(renewal).rejects.toBe(unknownClient)
    expect(asked).toEqual(['current', 'previous'])
    const bare = renewing({ current: fresh }, { from: { ...session, registrations: {} } })
    await expect(bare.renewal).rejects.toMatchObject({ code: 'registration-invalid', remedy: 'sign-in' })
    expect(bare.asked).toEqual([])
  })

  it('asks with a registration to its very end: the 15 minutes are a matter of new sign-ins', async () => {
    const registration = { clientId: 'c', clientSecret: 's', expiresAt: started + 60_000 }
    const from = { ...session, registrations: { 'authorization-code': registration } }
    const { renewal } = renewing({ current: fresh }, { from })
    expect((await renewal).credentials.accessToken).toBe('fresh')
  })

  it.each([
    new UnavailableError('network-down', ''),
    new UnavailableError('throttled', ''),
    new ProtocolError('response-malformed', ''),
    new RefusalError('access-denied', '', 'sign-in'),
    new RefusalError('invalid-request', ''),
    new TypeError(),
  ])('touches no other token on %o (R17, R18)', async (error) => {
    const { renewal, asked } = renewing({ current: error })
    await expect(renewal).rejects.toBe(error)
    expect(asked).toEqual(['current'])
  })

  it('counts the life from the request when the machine slept while the reply was on its way (P5)', async () => {
    const clock = new FakeClock()
    const { renewal } = renewing({ current: fresh }, {}, clock, 20 * 60_000)
    expect(await renewal).toMatchObject({
      renewedAt: started,
      since: 0,
      lifeInMilliseconds: hour,
      credentials: { expiration: started + hour },
    })
  })
})
