import { describe, expect, it } from 'vitest'
import { serverTime } from '../../../../main/aws/server-time.ts'
import type { SigninGrant, SigninTokens } from '../../../../main/aws/signin.ts'
import { signinProvider } from '../../../../main/broker/signin-provider.ts'
import {
  ProtocolError,
  RefusalError,
  SessionError,
  UnavailableError,
} from '../../../../main/kernel/errors.ts'
import type { SignInSession } from '../../../../main/vault/session-record.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'
import { FakeSigninClient, someTokens } from '../../../fakes/fake-signin-client.ts'
import { FakeSigninServer } from '../../../fakes/fake-signin-server.ts'

const expired = new SessionError('session-expired', 'TOKEN_EXPIRED')
const revoked = new RefusalError('invalid-request', 'INVALID_REQUEST', 'sign-in')

/** A provider whose AWS answers each refresh token as told; any other is refused. */
function provider(answers: Record<string, SigninTokens | Error>, latest?: Partial<SignInSession> | 'gone') {
  const clock = new FakeClock()
  const asked: string[] = []
  const session: SignInSession = {
    ...new FakeSigninServer(clock).signIn('ann'),
    refreshToken: 'current',
    previousRefreshToken: 'previous',
  }
  const signin = new FakeSigninClient(async (grant: SigninGrant) => {
    const token = grant.grantType === 'refresh_token' ? grant.refreshToken : 'none'
    asked.push(token)
    const answer = answers[token] ?? revoked
    if (answer instanceof Error) throw answer
    return answer
  })
  const { renew } = signinProvider({ signin, serverTime: serverTime(clock), clock })
  const context = {
    latest: () => (latest === 'gone' ? undefined : { ...session, ...latest }),
    signal: new AbortController().signal,
  }
  return { asked, session, signin, outcome: renew(session, context).catch((error: unknown) => error) }
}

describe('signinProvider', () => {
  it('redeems the refresh token where it was issued, with the key it is bound to, and keeps it as the previous one', async () => {
    const { outcome, session, signin } = provider({ current: someTokens() })
    const { accessToken, tokenType, expiration } = someTokens()
    const renewal = await outcome
    expect(signin.calls[0]?.[0]).toEqual({
      grantType: 'refresh_token',
      clientId: session.clientId,
      refreshToken: 'current',
    })
    expect(signin.calls[0]?.[1]).toMatchObject({ key: session.dpopKey, region: session.region })
    const now = new FakeClock().now()
    const credentials = {
      ...accessToken,
      expiration: Math.min(expiration, now + 900_000),
      accountId: session.accountId,
    }
    expect(renewal).toEqual({
      session: {
        ...session,
        tokenType,
        refreshToken: 'refresh-1',
        previousRefreshToken: 'current',
        credentials,
        renewedAt: now,
      },
      credentials,
      renewedAt: now,
      lifeInMilliseconds: 900_000,
      since: 0,
    })
  })

  it.each([expired, new SessionError('credentials-changed', 'x'), revoked])(
    'tries the previous token once when the current one is refused, and tells the first refusal (R20, R21)',
    async (refusal) => {
      const saved = provider({ current: refusal, previous: someTokens() })
      expect(await saved.outcome).toMatchObject({
        session: { refreshToken: 'refresh-1', previousRefreshToken: 'previous' },
      })
      const lost = provider({ current: refusal, previous: revoked })
      expect([await lost.outcome, lost.asked]).toEqual([refusal, ['current', 'previous']])
    },
  )

  it('uses the token that the vault has now before the previous one (R20)', async () => {
    const { outcome, asked } = provider({ newer: someTokens() }, { refreshToken: 'newer' })
    expect([await outcome, asked]).toMatchObject([
      { session: { previousRefreshToken: 'newer' } },
      ['current', 'newer'],
    ])
    const all = provider({}, { refreshToken: 'newer' })
    expect([await all.outcome, all.asked]).toEqual([revoked, ['current', 'newer', 'previous']])
  })

  it('tries no token twice', async () => {
    const { outcome, asked } = provider({ current: expired }, { previousRefreshToken: 'current' })
    expect([await outcome, asked]).toEqual([expired, ['current']])
    const alone = provider({ current: expired }, { previousRefreshToken: undefined } as object)
    expect([await alone.outcome, alone.asked]).toEqual([expired, ['current']])
  })

  it('still tries the previous token of a session that is gone from the vault', async () => {
    const { outcome, asked } = provider({ current: expired }, 'gone')
    expect([await outcome, asked]).toEqual([expired, ['current', 'previous']])
  })

  it.each([
    new UnavailableError('throttled', 'x'),
    new UnavailableError('network-down', 'x'),
    new ProtocolError('response-malformed', 'x'),
    new RefusalError('insufficient-permissions', 'x'),
    new RefusalError('access-denied', 'x'),
    new SessionError('sign-in-expired', 'x'),
    new TypeError('x'),
  ])('does not touch another token on $name $code (R17, R18)', async (failure) => {
    const { outcome, asked } = provider({ current: failure })
    expect([await outcome, asked]).toEqual([failure, ['current']])
    const second = provider({ current: expired, previous: failure })
    expect([await second.outcome, second.asked]).toEqual([failure, ['current', 'previous']])
  })

  it('counts the life from the request when the machine slept while the reply was on its way (P5)', async () => {
    const clock = new FakeClock()
    const time = serverTime(clock)
    const signin = new FakeSigninClient(async () => {
      await clock.suspend(800_000)
      time.learn(new Date(clock.now()).toUTCString())
      return { ...someTokens(), expiration: time.now() + 900_000 }
    })
    const session = new FakeSigninServer(clock).signIn('ann')
    const started = clock.now()
    const context = { latest: () => session, signal: new AbortController().signal }
    const renewal = await signinProvider({ signin, serverTime: time, clock }).renew(session, context)
    expect(renewal.credentials.expiration - started).toBeCloseTo(900_000, -4)
    expect([renewal.session.credentials?.expiration, renewal.since]).toEqual([
      renewal.credentials.expiration,
      0,
    ])
  })
})
