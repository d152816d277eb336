import { createLocalJWKSet, jwtVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ServiceModel } from '../../../aws/model.ts'
import { type StandIn, startStandIn } from '../../../aws/stand-in.ts'
import {
  authorizedGrant,
  dpopProof,
  newProofKey,
  newVerifier,
  postToken,
  refresh,
  signIn,
  type TokenReply,
} from '../../../aws/test-client.ts'
import { invalid, judged, proofFor } from './token-exchange.ts'

let standIn: StandIn
let base: string
beforeEach(async () => {
  standIn = await startStandIn({ regions: ['us-east-1', 'eu-west-1'] })
  base = standIn.env.AWS_ENDPOINT_URL_SIGNIN ?? ''
})
afterEach(() => standIn.close())

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
    await postToken(base, { ...body, codeVerifier: 'x'.repeat(42) }, proofFor(standIn))
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
    expect(judged(await postToken(base, { ...body, ...wrong }, proofFor(standIn)))).toEqual(invalid)
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
    const first = await postToken(base, body, proofFor(standIn, key))
    const before = await refreshWith(String(first.body.refreshToken), key)
    const second = await postToken(base, body, proofFor(standIn, key))
    const after = await refreshWith(String(before.body.refreshToken), key)
    expect([first, before, second, after].map(judged)).toEqual([[200], [200], invalid, invalid])
  })

  it('uses a code up even when the verifier was wrong', async () => {
    const { body } = await authorizedGrant(standIn)
    await postToken(base, { ...body, codeVerifier: newVerifier().codeVerifier }, proofFor(standIn))
    expect(judged(await postToken(base, body, proofFor(standIn)))).toEqual(invalid)
  })

  it('lets a code expire after 300 s', async () => {
    const [inTime, late] = [await authorizedGrant(standIn), await authorizedGrant(standIn)]
    standIn.clock.advance(299)
    const good = await postToken(base, inTime.body, proofFor(standIn))
    standIn.clock.advance(2)
    const bad = await postToken(base, late.body, proofFor(standIn))
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
  return postToken(base, { clientId, grantType: 'refresh_token', refreshToken }, proofFor(standIn, key))
}
