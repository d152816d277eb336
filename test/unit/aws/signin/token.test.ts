import { request } from 'node:http'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ServiceModel } from '../../../aws/model.ts'
import { type StandIn, startStandIn } from '../../../aws/stand-in.ts'
import {
  authorizedGrant,
  authorizeUrl,
  dpopProof,
  newProofKey,
  newVerifier,
  postToken,
  refresh,
  signIn,
  type TokenReply,
} from '../../../aws/test-client.ts'

let standIn: StandIn
let base: string
beforeEach(async () => {
  standIn = await startStandIn({ regions: ['us-east-1', 'eu-west-1'] })
  base = standIn.env.AWS_ENDPOINT_URL_SIGNIN ?? ''
})
afterEach(() => standIn.close())

/** A reply as a client judges it. */
function judged({ status, type, body }: TokenReply): readonly unknown[] {
  return status === 200 ? [200] : [status, type, body.error]
}
const invalid = [400, 'ValidationException', 'INVALID_REQUEST']

function proof(key = newProofKey(), claims: object = {}): string {
  return dpopProof(key, `${base}/v1/token`, standIn.clock.now(), { claims })
}

describe('POST /v1/token, authorization code', () => {
  it.each(['developer', 'bob', 'root'])(
    'gives %s credentials, both tokens and an ID token',
    async (principal) => {
      const session = await signIn(standIn, { principal })
      const { arn } = standIn.principals.named(principal)
      expect(session).toMatchObject({
        accessToken: {
          accessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
          secretAccessKey: expect.stringMatching(/^CNRY.{36}$/),
          sessionToken: expect.stringMatching(/^CNRY/),
        },
        refreshToken: expect.stringMatching(/^CNRY/),
        expiresIn: 900,
        tokenType: 'urn:aws:params:oauth:token-type:access_token_sigv4',
      })
      const keys = createLocalJWKSet({ keys: [{ ...standIn.idTokens.publicJwk, kty: 'EC' }] })
      const { payload, protectedHeader } = await jwtVerify(session.idToken, keys)
      expect([payload, protectedHeader.alg]).toEqual([
        {
          sub: arn,
          session_arn: arn,
          iss: 'https://signin.aws.amazon.com/signin',
          aud: 'arn:aws:signin:::cli/same-device',
          iat: expect.any(Number),
          exp: (payload.iat ?? 0) + 900,
        },
        'ES384',
      ])
    },
  )

  it('serves the cross-device client', async () => {
    const session = await signIn(standIn, { remote: true })
    expect(judged(await refresh(standIn, session))).toEqual([200])
  })

  const model = ServiceModel.load('signin')
  it.skipIf(!model)("answers in the shape of AWS's model (skipped: the model is not at hand)", async () => {
    const { base: _base, key: _key, clientId: _clientId, ...reply } = await signIn(standIn)
    // Real replies have another token type than the model's pattern.
    expect(model?.outputProblems('CreateOAuth2Token', reply)).toEqual([
      'body.tokenType does not match its pattern',
    ])
  })

  it.skipIf(!model)("names what AWS's model refuses (skipped: the model is not at hand)", async () => {
    const { body } = await authorizedGrant(standIn)
    await postToken(base, { ...body, codeVerifier: 'x'.repeat(42) }, proof())
    expect([standIn.bodyChecks, standIn.counters.refusals()[0]?.reason]).toEqual([
      'model',
      'The body is not valid: body.codeVerifier is under 43.',
    ])
  })

  it.each<[what: string, wrong: Readonly<Record<string, unknown>>]>([
    ['no client', { clientId: undefined }],
    ['an unknown client', { clientId: 'arn:aws:signin:::devtools/other' }],
    ['a client with something behind it', { clientId: 'arn:aws:signin:::devtools/same-device2' }],
    ['another client', { clientId: 'arn:aws:signin:::devtools/cross-device' }],
    ['no grant type', { grantType: undefined }],
    ['an unknown grant type', { grantType: 'password' }],
    ['no code', { code: undefined }],
    ['an empty code', { code: '' }],
    ['a made-up code', { code: 'x' }],
    ['a code of 513 letters', { code: 'x'.repeat(513) }],
    ['no verifier', { codeVerifier: undefined }],
    ['another verifier', { codeVerifier: newVerifier().codeVerifier }],
    ['a verifier of 42 letters', { codeVerifier: 'x'.repeat(42) }],
    ['a verifier with another letter', { codeVerifier: `${'x'.repeat(43)}+` }],
    ['no redirect URI', { redirectUri: undefined }],
    ['a redirect URI with another port', { redirectUri: 'http://127.0.0.1:50001/oauth/callback' }],
    ['a redirect URI with another host', { redirectUri: 'http://localhost:50000/oauth/callback' }],
    ['a number for a text', { code: 7 }],
  ])('refuses %s', async (_what, wrong) => {
    const { body } = await authorizedGrant(standIn)
    expect(judged(await postToken(base, { ...body, ...wrong }, proof()))).toEqual(invalid)
  })

  it('judges the same without the model', async () => {
    const other = await startStandIn({ useModel: false })
    const otherBase = other.env.AWS_ENDPOINT_URL_SIGNIN ?? ''
    const { body } = await authorizedGrant(other)
    const key = newProofKey()
    const post = (wrong: object) =>
      postToken(otherBase, { ...body, ...wrong }, dpopProof(key, `${otherBase}/v1/token`, other.clock.now()))
    const replies = [
      await post({ codeVerifier: 'x'.repeat(42) }),
      await post({ clientId: 'x' }),
      await post({}),
    ]
    await other.close()
    expect([other.bodyChecks, ...replies.map(judged)]).toEqual(['own', invalid, invalid, [200]])
  })

  it('takes a code once, and ends the session of a code that comes twice', async () => {
    const { body } = await authorizedGrant(standIn)
    const key = newProofKey()
    const first = await postToken(base, body, proof(key))
    const before = await refreshWith(String(first.body.refreshToken), key)
    const second = await postToken(base, body, proof(key))
    const after = await refreshWith(String(before.body.refreshToken), key)
    expect([first, before, second, after].map(judged)).toEqual([[200], [200], invalid, invalid])
  })

  it('uses a code up even when the verifier was wrong', async () => {
    const { body } = await authorizedGrant(standIn)
    await postToken(base, { ...body, codeVerifier: newVerifier().codeVerifier }, proof())
    expect(judged(await postToken(base, body, proof()))).toEqual(invalid)
  })

  it('lets a code expire after 300 s', async () => {
    const [inTime, late] = [await authorizedGrant(standIn), await authorizedGrant(standIn)]
    standIn.clock.advance(299)
    const good = await postToken(base, inTime.body, proof())
    standIn.clock.advance(2)
    const bad = await postToken(base, late.body, proof())
    expect([good, bad].map(judged)).toEqual([[200], [401, 'AccessDeniedException', 'AUTHCODE_EXPIRED']])
  })

  it('takes a code only in its region', async () => {
    const { body } = await authorizedGrant(standIn)
    const elsewhere = standIn.urls.signin['eu-west-1'] ?? ''
    const there = dpopProof(newProofKey(), `${elsewhere}/v1/token`, standIn.clock.now())
    expect(judged(await postToken(elsewhere, body, there))).toEqual(invalid)
  })
})

function refreshWith(refreshToken: string, key = newProofKey()): Promise<TokenReply> {
  const clientId = 'arn:aws:signin:::devtools/same-device'
  return postToken(base, { clientId, grantType: 'refresh_token', refreshToken }, proof(key))
}

describe('POST /v1/token, the request itself', () => {
  it.each<[what: string, body: unknown]>([
    ['no JSON', 'grantType=refresh_token'],
    ['half a JSON', '{"grantType":'],
    ['a byte order mark', '\ufeff{}'],
    ['a list', []],
    ['null', null],
    ['an empty object', {}],
    ['the wrapper of the model', { tokenInput: { grantType: 'refresh_token' } }],
    ['names in snake case', { client_id: 'x', grant_type: 'refresh_token', refresh_token: 'x' }],
  ])('refuses a body that is %s (R19)', async (_what, body) => {
    expect(judged(await postToken(base, body, proof()))).toEqual(invalid)
  })

  it('refuses another content type, a query, another method, another path and a huge body', async () => {
    const { body } = await authorizedGrant(standIn)
    const send = async (path: string, init: RequestInit = {}) => {
      const headers = { 'Content-Type': 'application/json', DPoP: proof(), ...init.headers }
      const reply = await fetch(`${base}${path}`, { method: 'POST', ...init, headers })
      return [reply.status, reply.headers.get('x-amzn-errortype')]
    }
    const good = JSON.stringify(body)
    expect([
      await send('/v1/token', { body: good, headers: { 'Content-Type': 'text/plain' } }),
      await send('/v1/token?a=b', { body: good }),
      await send('/v1/token', { method: 'GET' }),
      await send('/v1/tokens', { body: good }),
      await send('/v1/token', { body: good + ' '.repeat(70_000) }),
      await send('/v1/token', { body: good }),
    ]).toEqual([
      [400, 'ValidationException'],
      [400, 'ValidationException'],
      [405, 'ValidationException'],
      [404, 'ResourceNotFoundException'],
      [413, 'ValidationException'],
      [200, null],
    ])
  })

  it('refuses no proof, a proof for elsewhere and a proof that was used (T13)', async () => {
    const { body } = await authorizedGrant(standIn)
    const used = proof()
    const replies = [
      await postToken(base, body, undefined),
      await postToken(
        base,
        body,
        dpopProof(newProofKey(), 'http://127.0.0.1:1/v1/token', standIn.clock.now()),
      ),
      await postToken(base, body, used),
      await postToken(base, { ...body, grantType: 'refresh_token', refreshToken: 'x' }, used),
    ]
    expect(replies.map(judged)).toEqual([invalid, invalid, [200], invalid])
    expect(standIn.counters.refusals().map(({ reason }) => reason)).toEqual([
      'There must be one DPoP header.',
      'The DPoP proof is for another URL.',
      'This DPoP proof was used before.',
    ])
  })

  it('refuses two proofs at once', async () => {
    const { body } = await authorizedGrant(standIn)
    const status = await new Promise((resolve, reject) => {
      const headers = { 'Content-Type': 'application/json', DPoP: [proof(), proof()] }
      request(`${base}/v1/token`, { method: 'POST', headers }, (reply) => resolve(reply.resume().statusCode))
        .on('error', reject)
        .end(JSON.stringify(body))
    })
    expect([status, standIn.counters.refusals()[0]?.reason]).toEqual([400, 'There must be one DPoP header.'])
  })

  it("tells a client with a wrong clock by Sign-In's own error, and by the Date header (R10)", async () => {
    const session = await signIn(standIn)
    const local = standIn.clock.now()
    standIn.clock.advance(3600)
    const body = {
      clientId: session.clientId,
      grantType: 'refresh_token',
      refreshToken: session.refreshToken,
    }
    const reply = await postToken(base, body, dpopProof(session.key, `${base}/v1/token`, local))
    const corrected = Date.parse(reply.headers.get('date') ?? '')
    const again = await postToken(base, body, dpopProof(session.key, `${base}/v1/token`, corrected))
    expect([judged(reply), judged(again)]).toEqual([[401, 'AccessDeniedException', 'TOKEN_EXPIRED'], [200]])
    expect(Math.round((corrected - local) / 60_000)).toBe(60)
  })

  it('asks for a nonce when told to, and takes the proof that carries it', async () => {
    standIn.nonces.required = true
    const { body } = await authorizedGrant(standIn)
    const asked = await postToken(base, body, proof())
    const nonce = asked.headers.get('dpop-nonce')
    const answered = await postToken(base, body, proof(newProofKey(), { nonce }))
    expect([asked.status, asked.body.error, judged(answered)]).toEqual([400, 'use_dpop_nonce', [200]])
    expect(answered.headers.get('dpop-nonce')).toBe(nonce)
    standIn.clock.advance(400)
    expect(judged(await postToken(base, body, proof(newProofKey(), { nonce })))[2]).toBe('use_dpop_nonce')
  })

  it('keeps the path of an override in the proof', async () => {
    const prefixed = await startStandIn({ signinPathPrefix: '/x' })
    const session = await signIn(prefixed)
    const url = prefixed.env.AWS_ENDPOINT_URL_SIGNIN ?? ''
    const reply = await refresh(prefixed, session)
    const remote = await prefixed.approve(
      authorizeUrl(url, newVerifier().codeChallenge, {
        client_id: 'arn:aws:signin:::devtools/cross-device',
        redirect_uri: `${url}/v1/sessions/confirmation`,
      }),
    )
    const shown = await fetch(remote)
    await prefixed.close()
    expect([url.endsWith('/x'), judged(reply), shown.status]).toEqual([true, [200], 200])
  })
})

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
