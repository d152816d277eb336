import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultInstance } from '../../../aws/identity-center/organisation.ts'
import { ServiceModel } from '../../../aws/model.ts'
import {
  callback,
  deviceRegistration,
  pkceRegistration,
  postOidc,
  type Registration,
  register,
  ssoAuthorizeUrl,
  ssoGrant,
  ssoSignIn,
  startUrlOf,
} from '../../../aws/sso-test-client.ts'
import { type StandIn, startStandIn } from '../../../aws/stand-in.ts'
import { newVerifier } from '../../../aws/test-client.ts'

const { codeChallenge } = newVerifier()
const state = '0d3f6e1a-9a55-4e0b-8f1d-7c2f51b3a9d4'

const abroad = {
  ...defaultInstance('eu-west-1'),
  startUrl: 'https://d-00000000aa.awsapps.com/start',
  instanceId: 'ssoins-00000000000000aa',
}

let standIn: StandIn
let base: string
let client: Registration
beforeEach(async () => {
  standIn = await startStandIn({
    regions: ['us-east-1', 'eu-west-1'],
    identityCenter: { instances: [defaultInstance('us-east-1'), abroad] },
  })
  base = standIn.env.AWS_ENDPOINT_URL_SSO_OIDC ?? ''
  client = await register(base, pkceRegistration(standIn))
})
afterEach(() => standIn.close())

const url = (wrong: Readonly<Record<string, string | undefined>> = {}): URL =>
  ssoAuthorizeUrl(base, client.clientId, codeChallenge, { state, ...wrong })
const visit = (to: URL | string) => fetch(to, { redirect: 'manual' })

describe('GET /authorize', () => {
  it('asks a person, then leads back with code and state, in this order', async () => {
    const page = await visit(url())
    expect([page.status, page.headers.get('content-security-policy')]).toEqual([
      200,
      expect.stringContaining("form-action 'self' http://127.0.0.1:50000;"),
    ])
    const sentTo = await standIn.approveSso(url(), 'bob')
    expect([`${sentTo.origin}${sentTo.pathname}`, [...sentTo.searchParams.keys()]]).toEqual([
      callback,
      ['code', 'state'],
    ])
    expect(sentTo.searchParams.get('state')).toBe(state)
  })

  it.each([
    'http://127.0.0.1:1/oauth/callback',
    'http://127.0.0.1:65535/oauth/callback',
    'http://127.0.0.1/oauth/callback',
  ])(
    'takes any port of a loopback redirect URI that was registered without one: %s (T10)',
    async (redirect_uri) => {
      expect((await visit(url({ redirect_uri }))).status).toBe(200)
    },
  )

  it.each<[what: string, wrong: Readonly<Record<string, string | undefined>>]>([
    ['no client', { client_id: undefined }],
    ['an unknown client', { client_id: 'nobody' }],
    ['no redirect URI', { redirect_uri: undefined }],
    ...[
      'http://127.0.0.1:50000/oauth/callback/',
      'http://127.0.0.1:50000/',
      'http://127.0.0.1:50000/oauth/callback?x=1',
      'http://127.0.0.1:0/oauth/callback',
      'http://127.0.0.1:65536/oauth/callback',
      'http://localhost:50000/oauth/callback',
      'https://127.0.0.1:50000/oauth/callback',
      'http://127.0.0.1.evil.example:50000/oauth/callback',
      'http://127.0.0.1:50000@evil.example/oauth/callback',
    ].map((uri): [string, Record<string, string>] => [`the redirect URI ${uri}`, { redirect_uri: uri }]),
  ])('tells the person, and nobody else, of %s (T10)', async (_what, wrong) => {
    const page = await visit(url(wrong))
    expect([page.status, page.headers.get('location')]).toEqual([400, null])
  })

  it.each<[what: string, wrong: Readonly<Record<string, string | undefined>>, error: string]>([
    ['another response type', { response_type: 'token' }, 'invalid_request'],
    ['no state', { state: undefined }, 'invalid_request'],
    ['a short state', { state: 'short' }, 'invalid_request'],
    ["Sign-In's name for the method", { code_challenge_method: 'SHA-256' }, 'invalid_request'],
    ['the plain method', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['no challenge', { code_challenge: undefined }, 'invalid_request'],
    ['a short challenge', { code_challenge: 'abc' }, 'invalid_request'],
    ['scope in the singular', { scopes: undefined, scope: 'sso:account:access' }, 'invalid_request'],
    ['no scopes', { scopes: undefined }, 'invalid_request'],
    ['scopes that were not registered', { scopes: 'sso:account:access openid' }, 'invalid_scope'],
    ['a parameter it does not know', { prompt: 'none' }, 'invalid_request'],
  ])('sends the client back with an error for %s', async (_what, wrong, error) => {
    const reply = await visit(url(wrong))
    const sentTo = new URL(reply.headers.get('location') ?? 'x:')
    expect([reply.status, `${sentTo.origin}${sentTo.pathname}`, sentTo.searchParams.get('error')]).toEqual([
      302,
      callback,
      error,
    ])
    expect([sentTo.searchParams.get('code'), sentTo.searchParams.get('state')]).toEqual([
      null,
      'state' in wrong ? (wrong.state ?? '') : state,
    ])
  })

  it('refuses a parameter that is there twice', async () => {
    const twice = url()
    twice.searchParams.append('scopes', 'sso:account:access')
    const sentTo = new URL((await visit(twice)).headers.get('location') ?? '')
    expect(sentTo.searchParams.get('error')).toBe('invalid_request')
  })

  it.each<[what: string, asker: () => Promise<URL>]>([
    [
      'a client of the device flow',
      async () => {
        const redirectUris = ['http://127.0.0.1/oauth/callback']
        const registration = deviceRegistration({ redirectUris, issuerUrl: startUrlOf(standIn) })
        return url({ client_id: (await register(base, registration)).clientId })
      },
    ],
    [
      'a client of another region',
      async () => ssoAuthorizeUrl(standIn.urls.ssoOidc['eu-west-1'] ?? '', client.clientId, codeChallenge),
    ],
    ...['https://d-0000000000.awsapps.com/start', abroad.startUrl].map(
      (issuerUrl): [string, () => Promise<URL>] => [
        `the start URL ${issuerUrl}, which is not in this region`,
        async () =>
          url({ client_id: (await register(base, pkceRegistration(standIn, { issuerUrl }))).clientId }),
      ],
    ),
    [
      'a registration that has expired',
      async () => {
        standIn.clock.advance(90 * 86_400)
        return url()
      },
    ],
  ])('tells the person of %s', async (_what, asker) => {
    const page = await visit(await asker())
    expect([page.status, page.headers.get('location')]).toEqual([400, null])
  })

  it('answers by itself when told to, and its form only once', async () => {
    standIn.autoApproveSso('deny')
    const no = new URL((await visit(url())).headers.get('location') ?? '')
    standIn.autoApproveSso('bob')
    const yes = new URL((await visit(url())).headers.get('location') ?? '')
    standIn.autoApproveSso(undefined)
    const html = await (await visit(url())).text()
    const ticket = /name="ticket" value="([^"]+)"/.exec(html)?.[1] ?? ''
    const send = (form: Readonly<Record<string, string>>) =>
      fetch(`${base}/authorize/decision`, {
        method: 'POST',
        body: new URLSearchParams(form),
        redirect: 'manual',
      })
    const statuses = [
      (await send({ ticket, decision: 'allow', user: 'alice' })).status,
      (await send({ ticket, decision: 'allow', user: 'alice' })).status,
      (await send({ ticket: 'x', decision: 'deny' })).status,
    ]
    expect([no.search, yes.searchParams.has('code'), statuses]).toEqual([
      `?error=access_denied&state=${state}`,
      true,
      [302, 400, 400],
    ])
    expect(() => standIn.autoApproveSso('mallory')).toThrow(TypeError)
    expect((await standIn.denySso(url())).searchParams.get('error')).toBe('access_denied')
  })
})

describe('CreateToken with authorization_code', () => {
  it('gives an hour of access and a refresh token, in the form of the model', async () => {
    const { base: at, body } = await ssoGrant(standIn)
    const reply = await postOidc(at, '/token', { ...body, scope: ['sso:account:access'] })
    expect([reply.status, reply.body]).toEqual([
      200,
      {
        accessToken: expect.stringMatching(/^CNRY/),
        tokenType: 'Bearer',
        expiresIn: 3600,
        refreshToken: expect.stringMatching(/^CNRY/),
      },
    ])
    expect(ServiceModel.load('sso-oidc')?.outputProblems('CreateToken', reply.body) ?? []).toEqual([])
  })

  it.each<
    [what: string, wrong: (right: Readonly<Record<string, string>>) => object, type: string, status?: number]
  >([
    ['no code', () => ({ code: undefined }), 'InvalidRequestException'],
    ['an unknown code', () => ({ code: 'CNRYunknown' }), 'InvalidGrantException'],
    ['no verifier', () => ({ codeVerifier: undefined }), 'InvalidRequestException'],
    ['a verifier that is too short', () => ({ codeVerifier: 'x'.repeat(42) }), 'InvalidRequestException'],
    ['another verifier', () => ({ codeVerifier: 'x'.repeat(43) }), 'InvalidGrantException'],
    ['no redirect URI', () => ({ redirectUri: undefined }), 'InvalidRequestException'],
    ['another port', () => ({ redirectUri: callback.replace('50000', '50001') }), 'InvalidGrantException'],
    ['no secret', () => ({ clientSecret: undefined }), 'InvalidRequestException'],
    ['another secret', () => ({ clientSecret: 'x' }), 'InvalidClientException', 401],
    ['an unknown client', () => ({ clientId: 'x' }), 'InvalidClientException', 401],
    ['no grant type', () => ({ grantType: undefined }), 'InvalidRequestException'],
    ['an unknown grant type', () => ({ grantType: 'password' }), 'UnsupportedGrantTypeException'],
    [
      'the device grant',
      () => ({ grantType: 'urn:ietf:params:oauth:grant-type:device_code', deviceCode: 'x' }),
      'UnauthorizedClientException',
    ],
    ['a scope that is no list', () => ({ scope: 'sso:account:access' }), 'InvalidRequestException'],
  ])('refuses %s', async (_what, wrong, type, status = 400) => {
    const { base: at, body } = await ssoGrant(standIn)
    const reply = await postOidc(at, '/token', { ...body, ...wrong(body) })
    expect([reply.status, reply.type]).toEqual([status, type])
  })

  it('refuses a code of another client, a late one, and a query', async () => {
    const { base: at, body } = await ssoGrant(standIn)
    const other = await register(base, pkceRegistration(standIn))
    const { clientId, clientSecret } = other
    const types = [
      (await postOidc(at, '/token', { ...body, clientId, clientSecret })).type,
      (await postOidc(at, '/token?aws_iam=f', body)).type,
    ]
    standIn.clock.advance(301)
    types.push((await postOidc(at, '/token', body)).type)
    expect(types).toEqual(['InvalidGrantException', 'InvalidRequestException', 'InvalidGrantException'])
  })

  it('takes a code once; a second time it also ends the session the first gave (T10)', async () => {
    const { base: at, body } = await ssoGrant(standIn)
    const first = await postOidc(at, '/token', body)
    const second = await postOidc(at, '/token', body)
    const { clientId, clientSecret } = body
    const grant = {
      clientId,
      clientSecret,
      grantType: 'refresh_token',
      refreshToken: first.body.refreshToken,
    }
    expect([first.status, second.type, (await postOidc(at, '/token', grant)).type]).toEqual([
      200,
      'InvalidGrantException',
      'InvalidGrantException',
    ])
  })

  it('uses a code up with a wrong verifier', async () => {
    const { base: at, body } = await ssoGrant(standIn)
    await postOidc(at, '/token', { ...body, codeVerifier: 'x'.repeat(43) })
    expect((await postOidc(at, '/token', body)).type).toBe('InvalidGrantException')
  })

  it('remembers every secret it gives, each with the canary', async () => {
    const session = await ssoSignIn(standIn)
    const minted = standIn.mintedSecrets().map(({ kind, value }) => [kind, value.startsWith('CNRY')])
    expect(minted).toEqual(
      ['client-secret', 'client-secret', 'authorization-code', 'access-token', 'refresh-token'].map(
        (kind) => [kind, true],
      ),
    )
    expect(standIn.mintedSecrets().map(({ value }) => value)).toContain(session.accessToken)
  })
})
