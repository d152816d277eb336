import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
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
} from '../../../aws/test-client.ts'
import { invalid, judged, proofFor } from './token-exchange.ts'

let standIn: StandIn
let base: string
beforeEach(async () => {
  standIn = await startStandIn({ regions: ['us-east-1', 'eu-west-1'] })
  base = standIn.env.AWS_ENDPOINT_URL_SIGNIN ?? ''
})
afterEach(() => standIn.close())

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
    expect(judged(await postToken(base, body, proofFor(standIn)))).toEqual(invalid)
  })

  it('refuses another content type, a query, another method, another path and a huge body', async () => {
    const { body } = await authorizedGrant(standIn)
    const send = async (path: string, init: RequestInit = {}) => {
      const headers = { 'Content-Type': 'application/json', DPoP: proofFor(standIn), ...init.headers }
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
    const used = proofFor(standIn)
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
      const headers = { 'Content-Type': 'application/json', DPoP: [proofFor(standIn), proofFor(standIn)] }
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
    const asked = await postToken(base, body, proofFor(standIn))
    const nonce = asked.headers.get('dpop-nonce')
    const answered = await postToken(base, body, proofFor(standIn, newProofKey(), { nonce }))
    expect([asked.status, asked.body.error, judged(answered)]).toEqual([400, 'use_dpop_nonce', [200]])
    expect(answered.headers.get('dpop-nonce')).toBe(nonce)
    standIn.clock.advance(400)
    expect(judged(await postToken(base, body, proofFor(standIn, newProofKey(), { nonce })))[2]).toBe(
      'use_dpop_nonce',
    )
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
