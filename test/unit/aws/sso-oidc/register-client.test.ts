import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deviceRegistration, pkceRegistration, postOidc } from '../../../aws/sso-test-client.ts'
import { type StandIn, startStandIn } from '../../../aws/stand-in.ts'

describe.each([true, false])("RegisterClient, judged with AWS's model: %s", (useModel) => {
  let standIn: StandIn
  let base: string
  beforeAll(async () => {
    standIn = await startStandIn({ useModel })
    base = standIn.env.AWS_ENDPOINT_URL_SSO_OIDC ?? ''
  })
  afterAll(() => standIn.close())

  it('registers for 90 days, in epoch seconds', async () => {
    const { body, status } = await postOidc(base, '/client/register', deviceRegistration())
    const { clientId, clientSecret, clientIdIssuedAt, clientSecretExpiresAt } = body
    expect([
      status,
      Object.keys(body).sort(),
      Number(clientSecretExpiresAt) - Number(clientIdIssuedAt),
    ]).toEqual([200, ['clientId', 'clientIdIssuedAt', 'clientSecret', 'clientSecretExpiresAt'], 90 * 86_400])
    expect([typeof clientId, String(clientSecret).slice(0, 4)]).toEqual(['string', 'CNRY'])
    expect(Math.abs(Number(clientIdIssuedAt) - Date.now() / 1000)).toBeLessThan(60)
  })

  const device = deviceRegistration()
  it.each<[what: string, body: (standIn: StandIn) => unknown, type: string, error: string]>([
    ['no JSON', () => '{', 'InvalidRequestException', 'invalid_request'],
    ['a list', () => [], 'InvalidRequestException', 'invalid_request'],
    ['no name', () => ({ ...device, clientName: undefined }), 'InvalidRequestException', 'invalid_request'],
    [
      'a name that is no text',
      () => ({ ...device, clientName: 7 }),
      'InvalidRequestException',
      'invalid_request',
    ],
    ['no type', () => ({ ...device, clientType: undefined }), 'InvalidRequestException', 'invalid_request'],
    [
      'a confidential client',
      () => ({ ...device, clientType: 'confidential' }),
      'InvalidClientMetadataException',
      'invalid_client_metadata',
    ],
    [
      'an unknown scope',
      () => ({ ...device, scopes: ['sso:everything'] }),
      'InvalidScopeException',
      'invalid_scope',
    ],
    [
      'scopes in one text',
      () => ({ ...device, scopes: 'sso:account:access' }),
      'InvalidRequestException',
      'invalid_request',
    ],
    [
      'an unknown grant type',
      () => ({ ...device, grantTypes: ['implicit'] }),
      'UnsupportedGrantTypeException',
      'unsupported_grant_type',
    ],
    [
      'the code flow without a redirect URI',
      (standIn) => pkceRegistration(standIn, { redirectUris: undefined }),
      'InvalidRedirectUriException',
      'invalid_redirect_uri',
    ],
    ...[
      'http://localhost/cb',
      'http://0.0.0.0/cb',
      'ftp://127.0.0.1/cb',
      '/cb',
      'http://127.0.0.1/cb#x',
      'http://a@127.0.0.1/cb',
    ].map((uri): [string, (standIn: StandIn) => unknown, string, string] => [
      `the redirect URI ${uri}`,
      (standIn) => pkceRegistration(standIn, { redirectUris: [uri] }),
      'InvalidRedirectUriException',
      'invalid_redirect_uri',
    ]),
    [
      'the code flow without a start URL',
      (standIn) => pkceRegistration(standIn, { issuerUrl: undefined }),
      'InvalidRequestException',
      'invalid_request',
    ],
    [
      'a start URL that is not https',
      (standIn) => pkceRegistration(standIn, { issuerUrl: 'http://d-1234567890.awsapps.com/start' }),
      'InvalidRequestException',
      'invalid_request',
    ],
  ])('refuses %s', async (_what, body, type, error) => {
    const reply = await postOidc(base, '/client/register', body(standIn))
    expect([reply.status, reply.type, reply.body]).toEqual([
      400,
      type,
      { error, error_description: expect.any(String) },
    ])
  })

  it('refuses another content type, method and path', async () => {
    const body = JSON.stringify(device)
    const headers = { 'Content-Type': 'text/plain' }
    const replies = [
      await fetch(`${base}/client/register`, { method: 'POST', headers, body }),
      await fetch(`${base}/client/register`),
      await fetch(`${base}/client`, { method: 'POST', body }),
    ]
    const types = replies.map((reply) => reply.headers.get('x-amzn-errortype'))
    const suffix = ':http://internal.amazon.com/coral/com.amazonaws.sso.oidc/'
    expect([replies.map(({ status }) => status), types]).toEqual([
      [400, 405, 404],
      Array(3).fill(`InvalidRequestException${suffix}`),
    ])
  })
})
