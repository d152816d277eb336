import { afterEach, describe, expect, it } from 'vitest'
import type { IdentityCenterOptions } from '../../../aws/identity-center/identity-center.ts'
import {
  callPortal,
  pkceRegistration,
  register,
  type SsoTestSession,
  ssoRefresh,
  ssoSignIn,
} from '../../../aws/sso-test-client.ts'
import { type StandIn, startStandIn } from '../../../aws/stand-in.ts'

let standIn: StandIn
afterEach(() => standIn.close())

async function signedIn(identityCenter: IdentityCenterOptions = {}): Promise<SsoTestSession> {
  standIn = await startStandIn({ regions: ['us-east-1', 'eu-west-1'], identityCenter, speed: 0 })
  return ssoSignIn(standIn)
}

const accounts = async (session: Pick<SsoTestSession, 'accessToken' | 'portal'>) =>
  (await callPortal(session, '/assignment/accounts')).status

describe('CreateToken with refresh_token', () => {
  it('gives the next of both tokens; the access token before it stays good', async () => {
    const session = await signedIn()
    const { body, status } = await ssoRefresh(session)
    const next = { ...session, ...(body as { accessToken: string; refreshToken: string }) }
    expect([
      status,
      next.accessToken !== session.accessToken,
      next.refreshToken !== session.refreshToken,
    ]).toEqual([200, true, true])
    expect([await accounts(session), await accounts(next), (await ssoRefresh(next)).status]).toEqual([
      200, 200, 200,
    ])
  })

  it('refuses a token that was used before, and the chain goes on', async () => {
    const session = await signedIn()
    const next = await ssoRefresh(session)
    expect([
      (await ssoRefresh(session)).type,
      (await ssoRefresh(session, { refreshToken: next.body.refreshToken })).status,
    ]).toEqual(['InvalidGrantException', 200])
  })

  it('gives the same again for as long as it is told to, until the next is used (R21)', async () => {
    const session = await signedIn({ reuse: { toleratedForSeconds: 60 } })
    const first = await ssoRefresh(session)
    standIn.clock.advance(60)
    const again = await ssoRefresh(session)
    expect(again.body).toEqual({ ...first.body, expiresIn: 3540 })
    standIn.clock.advance(1)
    expect((await ssoRefresh(session)).type).toBe('InvalidGrantException')

    const { refreshToken } = first.body
    await ssoRefresh(session, { refreshToken })
    const { outcomes } = standIn.counters.snapshot()['create-token'] ?? {}
    expect(outcomes).toEqual({
      'ok:authorization_code': 1,
      'ok:refresh_token': 2,
      'ok:refresh_token-repeated': 1,
      InvalidGrantException: 1,
    })
  })

  it('does not repeat once the next token was used', async () => {
    const session = await signedIn({ reuse: { toleratedForSeconds: 60 } })
    const { refreshToken } = (await ssoRefresh(session)).body
    await ssoRefresh(session, { refreshToken })
    expect((await ssoRefresh(session)).type).toBe('InvalidGrantException')
  })

  it('can reply without a refresh token: then the old one is used up', async () => {
    const session = await signedIn({ refreshReply: 'without-token' })
    const { body } = await ssoRefresh(session)
    expect([Object.keys(body), (await ssoRefresh(session)).type]).toEqual([
      ['accessToken', 'tokenType', 'expiresIn'],
      'InvalidGrantException',
    ])
  })

  it('is refused in another region with invalid_request', async () => {
    const session = await signedIn()
    const { body, status, type } = await ssoRefresh(session, {
      base: standIn.urls.ssoOidc['eu-west-1'] ?? '',
    })
    expect([status, type, body.error]).toEqual([400, 'InvalidRequestException', 'invalid_request'])
    expect((await ssoRefresh(session)).status).toBe(200)
  })

  it('is refused for another client, another secret, an unknown token, and a registration that has expired', async () => {
    const session = await signedIn({ sessionSeconds: 90 * 86_400, registrationSeconds: 3600 })
    const { clientId, clientSecret } = await register(session.base, pkceRegistration(standIn))
    const replies = [
      await ssoRefresh(session, { clientId, clientSecret }),
      await ssoRefresh(session, { clientSecret: 'x' }),
      await ssoRefresh(session, { refreshToken: 'x' }),
      await ssoRefresh(session, { refreshToken: undefined }),
    ]
    standIn.clock.advance(3600)
    replies.push(await ssoRefresh(session))
    expect(replies.map(({ status, type }) => [status, type])).toEqual([
      [400, 'InvalidGrantException'],
      [401, 'InvalidClientException'],
      [400, 'InvalidGrantException'],
      [400, 'InvalidRequestException'],
      [401, 'InvalidClientException'],
    ])
  })

  it.each<[how: string, end: (session: SsoTestSession) => unknown]>([
    ['its time is over', () => standIn.clock.advance(8 * 3600)],
    ['it was ended at the server', () => standIn.endSsoSessions('alice')],
    ['it was logged out', (session) => callPortal(session, '/logout', {}, 'POST')],
  ])('is refused with invalid_grant after the session has ended because %s (R20)', async (_how, end) => {
    const session = await signedIn()
    await end(session)
    const { body, status, type } = await ssoRefresh(session)
    expect([status, type, body.error, await accounts(session)]).toEqual([
      400,
      'InvalidGrantException',
      'invalid_grant',
      401,
    ])
  })

  it("ends one user's sessions and no other's, and leaves later ones alone", async () => {
    const session = await signedIn()
    const bob = await ssoSignIn(standIn, { user: 'bob' })
    expect(standIn.endSsoSessions('bob')).toBe(1)
    const later = await ssoSignIn(standIn, { user: 'bob' })
    const statuses = [await ssoRefresh(session), await ssoRefresh(bob), await ssoRefresh(later)]
    expect(statuses.map(({ status }) => status)).toEqual([200, 400, 200])
  })

  it('gives no access beyond the session', async () => {
    const session = await signedIn({ sessionSeconds: 4000 })
    standIn.clock.advance(3000)
    expect((await ssoRefresh(session)).body.expiresIn).toBe(1000)
  })
})

describe('an access token', () => {
  it('is good for its hour, and not a moment longer', async () => {
    const session = await signedIn()
    standIn.clock.advance(3599)
    const inTime = await accounts(session)
    standIn.clock.advance(1)
    expect([inTime, await accounts(session)]).toEqual([200, 401])
  })
})
