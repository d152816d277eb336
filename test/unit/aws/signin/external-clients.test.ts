import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { controlCall, signedPost } from '../../../aws/signin-control-client.ts'
import { type StandIn, startStandIn } from '../../../aws/stand-in.ts'
import { authorizeUrl, newVerifier } from '../../../aws/test-client.ts'

type Members = Readonly<Record<string, unknown>>

let standIn: StandIn
let base: string
beforeEach(async () => {
  standIn = await startStandIn()
  base = standIn.env.AWS_ENDPOINT_URL_SIGNIN ?? ''
})
afterEach(() => standIn.close())

async function register(body: object): Promise<Members & { readonly status: number }> {
  const reply = await fetch(`${base}/v1/register`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { ...((await reply.json()) as Members), status: reply.status }
}
async function exchange(form: Readonly<Record<string, string>>): Promise<Members> {
  const reply = await fetch(`${base}/v1/token`, { method: 'POST', body: new URLSearchParams(form) })
  return { ...((await reply.json()) as Members), status: reply.status }
}

const redirectUri = 'http://127.0.0.1:50000/oauth/callback'
const { codeChallenge, codeVerifier } = newVerifier()

async function granted(
  resource?: string,
): Promise<{ readonly clientId: string; readonly form: Record<string, string> }> {
  const { client_id: clientId } = await register({ redirect_uris: ['http://127.0.0.1/oauth/callback'] })
  const url = authorizeUrl(base, codeChallenge, { client_id: String(clientId), resource })
  const code = (await standIn.approve(url, 'bob')).searchParams.get('code') ?? ''
  const form = {
    grant_type: 'authorization_code',
    client_id: String(clientId),
    redirect_uri: redirectUri,
    code_verifier: codeVerifier,
    code,
  }
  return { clientId: String(clientId), form }
}

describe('CreateOAuth2PublicClient', () => {
  it('registers a client', async () => {
    expect(
      await register({ redirect_uris: ['http://localhost/cb'], grant_types: ['authorization_code'] }),
    ).toEqual({
      status: 201,
      client_id: expect.stringMatching(/^arn:aws:signin:us-east-1::external-client\/dcr\/[0-9a-f-]{36}$/),
      client_id_issued_at: expect.any(Number),
      redirect_uris: ['http://localhost/cb'],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    })
  })

  it.each([
    {},
    { redirect_uris: [] },
    { redirect_uris: ['https://evil.example/cb'] },
    { redirect_uris: Array.from({ length: 11 }, () => 'http://localhost/cb') },
    { redirect_uris: ['http://localhost/cb'], grant_types: ['password'] },
  ])('refuses %j', async (body) => {
    expect(await register(body)).toMatchObject({ status: 400, error: 'INVALID_REQUEST' })
  })
})

describe('CreateOAuth2Token in its form-encoded shape', () => {
  it('gives a bearer token for the resource, and the next for its refresh token, once', async () => {
    const { clientId, form } = await granted('aws-mcp.amazonaws.com')
    const first = await exchange({ ...form, resource: 'aws-mcp.amazonaws.com' })
    const again = {
      grant_type: 'refresh_token',
      client_id: clientId,
      refresh_token: String(first.refresh_token),
    }
    const second = await exchange(again)
    const minted = standIn.mintedSecrets().map(({ value }) => value)
    expect([first, second, (await exchange(again)).error, (await exchange(form)).error]).toEqual([
      ...[first, second].map(() => ({
        status: 200,
        access_token: expect.stringMatching(/^ASOA/),
        token_type: 'Bearer',
        expires_in: 3600,
        refresh_token: expect.stringMatching(/^ASOR/),
      })),
      'TOKEN_EXPIRED',
      'INVALID_REQUEST',
    ])
    expect([first.access_token, second.refresh_token].every((value) => minted.includes(String(value)))).toBe(
      true,
    )
  })

  it('ends with the chain, which its own account may revoke', async () => {
    const { clientId, form } = await granted('aws-mcp.amazonaws.com')
    const { access_token: access, refresh_token: next } = await exchange(form)
    const ask = async (path: string, token: unknown) =>
      (
        await signedPost({
          url: `${base}/v1/${path}?x-amz-client-auth-method=iam`,
          key: standIn.signinControl.accessKey('developer'),
          ...{ region: 'us-east-1', now: standIn.clock.now(), body: { token } },
        })
      ).body
    const told = await ask('introspect', next)
    await ask('revoke', next)
    expect([
      [told.resource, told.client_id, 'aud' in told],
      await ask('introspect', next),
      await ask('introspect', access),
      (await exchange({ grant_type: 'refresh_token', client_id: clientId, refresh_token: String(next) }))
        .error,
    ]).toEqual([
      ['aws-mcp.amazonaws.com', clientId, false],
      { active: false },
      { active: false },
      'TOKEN_EXPIRED',
    ])
  })

  it.each<[what: string, changed: Readonly<Record<string, string>>]>([
    ['another verifier', { code_verifier: newVerifier().codeVerifier }],
    ['another redirect URI', { redirect_uri: 'http://127.0.0.1:50001/oauth/callback' }],
    ['another resource', { resource: 'other' }],
    ['another client', { client_id: 'arn:aws:signin:::devtools/same-device' }],
    ['a grant that is not known', { grant_type: 'password' }],
    ['no code', { code: '' }],
  ])('refuses %s', async (_what, changed) => {
    const { form } = await granted()
    expect(await exchange({ ...form, ...changed })).toMatchObject({ status: 400, error: 'INVALID_REQUEST' })
  })

  it('is kept out by a sign-in policy, and what it was refreshed with stays good', async () => {
    const { clientId, form } = await granted()
    const first = await exchange(form)
    const again = {
      grant_type: 'refresh_token',
      client_id: clientId,
      refresh_token: String(first.refresh_token),
    }
    await controlCall(standIn, 'developer', 'put-resource-permission-statement', {
      sourceIp: '203.0.113.0/24',
    })
    await controlCall(standIn, 'developer', 'put-console-authorization-configuration', {})
    const refused = await exchange(again)
    standIn.network({ sourceIp: '203.0.113.9' })
    expect([refused.error, (await exchange(again)).status]).toEqual(['INSUFFICIENT_PERMISSIONS', 200])
  })
})

describe('the authorize page of a registered client', () => {
  it.each<[what: string, changed: Readonly<Record<string, string>>]>([
    ['a redirect that was not registered', { redirect_uri: 'http://127.0.0.1:50000/elsewhere' }],
    ['a client that is not known', { client_id: 'arn:aws:signin:us-east-1::external-client/dcr/x' }],
    ['a resource for another client', { client_id: 'arn:aws:signin:::devtools/same-device', resource: 'x' }],
  ])('refuses %s', async (_what, changed) => {
    const { client_id: clientId } = await register({ redirect_uris: ['http://127.0.0.1/oauth/callback'] })
    const url = authorizeUrl(base, codeChallenge, { client_id: String(clientId), ...changed })
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(400)
  })

  it('is not there when the registration has ended', async () => {
    const { client_id: clientId } = await register({ redirect_uris: ['http://127.0.0.1/oauth/callback'] })
    standIn.clock.advance(90 * 86_400 + 1)
    const url = authorizeUrl(base, codeChallenge, { client_id: String(clientId) })
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(400)
  })
})
