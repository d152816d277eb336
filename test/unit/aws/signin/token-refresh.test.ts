import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type StandIn, startStandIn } from '../../../aws/stand-in.ts'
import { newProofKey, refresh, signIn } from '../../../aws/test-client.ts'
import { invalid, judged } from './token-exchange.ts'

let standIn: StandIn
beforeEach(async () => {
  standIn = await startStandIn({ regions: ['us-east-1', 'eu-west-1'] })
})
afterEach(() => standIn.close())

describe('POST /v1/token, refresh token', () => {
  it('rotates, without an ID token, and keeps the session through many rounds', async () => {
    let session = await signIn(standIn)
    const seen = new Set([session.refreshToken])
    for (let round = 0; round < 5; round += 1) {
      const { body } = await refresh(standIn, session)
      expect(Object.keys(body)).toEqual(['accessToken', 'tokenType', 'expiresIn', 'refreshToken'])
      session = { ...session, ...body }
      seen.add(session.refreshToken)
    }
    expect(seen.size).toBe(6)
  })

  it('answers the same to the same token until the new one is used (R21)', async () => {
    const session = await signIn(standIn)
    const first = await refresh(standIn, session)
    standIn.clock.advance(100)
    const repeat = await refresh(standIn, session)
    const { expiresIn: _first, ...same } = first.body
    expect([repeat.body, repeat.status]).toEqual([
      { ...same, expiresIn: expect.toSatisfy((left: number) => left <= 800 && left > 790) },
      200,
    ])
    const next = await refresh(standIn, session, { refreshToken: String(first.body.refreshToken) })
    const late = await refresh(standIn, session)
    expect([next, late].map(judged)).toEqual([[200], invalid])
    const again = await refresh(standIn, session, { refreshToken: String(next.body.refreshToken) })
    expect(judged(again)).toEqual([200])
  })

  it('no longer repeats itself when what it gave has ended', async () => {
    const session = await signIn(standIn)
    await refresh(standIn, session)
    standIn.clock.advance(901)
    expect(judged(await refresh(standIn, session))).toEqual(invalid)
  })

  it('refuses another key, another client, another region and a made-up token (T13)', async () => {
    const session = await signIn(standIn)
    const wrong = [
      { key: newProofKey() },
      { clientId: 'arn:aws:signin:::devtools/cross-device' },
      { base: standIn.urls.signin['eu-west-1'] ?? '' },
      { refreshToken: 'CNRY' },
    ]
    const replies = await Promise.all(wrong.map((changed) => refresh(standIn, session, changed)))
    expect([...replies, await refresh(standIn, session)].map(judged)).toEqual([
      invalid,
      invalid,
      invalid,
      invalid,
      [200],
    ])
  })

  it('ends with the session, and gives no credentials that outlive it', async () => {
    const session = await signIn(standIn)
    standIn.clock.advance(12 * 3600 - 100)
    const last = await refresh(standIn, session)
    standIn.clock.advance(101)
    const over = await refresh(standIn, session, { refreshToken: String(last.body.refreshToken) })
    expect([Number(last.body.expiresIn) <= 100, judged(over)]).toEqual([
      true,
      [401, 'AccessDeniedException', 'TOKEN_EXPIRED'],
    ])
  })

  it.each([
    ['ended', [401, 'AccessDeniedException', 'TOKEN_EXPIRED']],
    ['revoked', invalid],
    ['credentials-changed', [403, 'AccessDeniedException', 'USER_CREDENTIALS_CHANGED']],
  ] as const)('says so when sessions are %s, of one principal only (R20)', async (how, expected) => {
    const [mine, other] = [await signIn(standIn), await signIn(standIn, { principal: 'root' })]
    expect(standIn.endSessions(how, 'developer')).toBe(1)
    expect([await refresh(standIn, mine), await refresh(standIn, other)].map(judged)).toEqual([
      expected,
      [200],
    ])
    const anew = await signIn(standIn)
    expect(judged(await refresh(standIn, anew))).toEqual([200])
  })

  it('refuses a principal that may not do signin:CreateOAuth2Token, and takes it back when it may', async () => {
    const session = await signIn(standIn)
    standIn.principals.deny(['signin:CreateOAuth2Token'], 'developer')
    const denied = await refresh(standIn, session)
    standIn.principals.deny([], 'developer')
    expect([denied, await refresh(standIn, session)].map(judged)).toEqual([
      [403, 'AccessDeniedException', 'INSUFFICIENT_PERMISSIONS'],
      [200],
    ])
  })

  it('serves shorter credentials and sessions when told to', async () => {
    const short = await startStandIn({ expiresInSeconds: 60, sessionSeconds: 30 })
    const session = await signIn(short)
    await short.close()
    expect(session.expiresIn).toBe(30)
  })
})

describe('secrets', () => {
  it('lists every secret it gave out', async () => {
    const session = await signIn(standIn)
    await refresh(standIn, session)
    const minted = standIn.mintedSecrets()
    const given = [...Object.values(session.accessToken).slice(1), session.refreshToken, session.idToken]
    expect(given.filter((value) => !minted.some((secret) => secret.value === value))).toEqual([])
    const counts = Object.groupBy(minted, ({ kind }) => kind)
    expect(Object.fromEntries(Object.entries(counts).map(([kind, list]) => [kind, list?.length]))).toEqual({
      'authorization-code': 1,
      'secret-access-key': 2,
      'session-token': 2,
      'refresh-token': 2,
      'id-token': 1,
    })
  })
})
