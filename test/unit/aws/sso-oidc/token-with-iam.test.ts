import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultInstance } from '../../../aws/identity-center/organisation.ts'
import { ServiceModel } from '../../../aws/model.ts'
import { callPortal, type OidcReply, postOidc, ssoSignIn } from '../../../aws/sso-test-client.ts'
import { type StandIn, startStandIn } from '../../../aws/stand-in.ts'
import { signIn, type TestSession } from '../../../aws/test-client.ts'

const application = 'arn:aws:sso::111122223333:application/ssoins-1234567890abcdef/apl-1234567890abcdef'
const abroad = 'arn:aws:sso::111122223333:application/ssoins-00000000000000aa/apl-1234567890abcdef'
const tokenType = 'urn:ietf:params:oauth:token-type:'
const grantType = 'urn:ietf:params:oauth:grant-type:'

let standIn: StandIn
let credentials: TestSession['accessToken']
beforeEach(async () => {
  const elsewhere = {
    ...defaultInstance('eu-west-1'),
    startUrl: 'https://d-00000000aa.awsapps.com/start',
    instanceId: 'ssoins-00000000000000aa',
  }
  standIn = await startStandIn({
    regions: ['us-east-1', 'eu-west-1'],
    identityCenter: { instances: [defaultInstance('us-east-1'), elsewhere] },
  })
  credentials = (await signIn(standIn)).accessToken
})
afterEach(() => standIn.close())

/** Posts as AWS's SDKs sign it. */
async function post(
  body: object,
  signing: { readonly service?: string; readonly secretAccessKey?: string; readonly offset?: number } = {},
): Promise<OidcReply> {
  const base = standIn.env.AWS_ENDPOINT_URL_SSO_OIDC ?? ''
  const { host, hostname, port } = new URL(base)
  const signer = new SignatureV4({
    service: signing.service ?? 'sso-oauth',
    region: 'us-east-1',
    credentials: { ...credentials, secretAccessKey: signing.secretAccessKey ?? credentials.secretAccessKey },
    sha256: Sha256,
  })
  const { headers } = await signer.sign(
    {
      method: 'POST',
      protocol: 'http:',
      hostname,
      port: Number(port),
      path: '/token',
      query: { aws_iam: 't' },
      headers: { host, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    },
    { signingDate: new Date(Date.now() + (signing.offset ?? 0)) },
  )
  const { host: _host, 'content-type': type, ...sent } = headers
  return postOidc(base, '/token?aws_iam=t', body, { 'Content-Type': type ?? '', ...sent })
}

function assertion(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'RS256' })}.${part(claims)}.c2ln`
}
const inAnHour = (): number => standIn.clock.seconds() + 3600
const jwtBearer = (claims: object = {}): object => ({
  clientId: application,
  grantType: `${grantType}jwt-bearer`,
  assertion: assertion({ sub: 'bob', aud: 'x', exp: inAnHour(), ...claims }),
})

describe('CreateTokenWithIAM', () => {
  it('takes an assertion, and its refresh token afterwards', async () => {
    const first = await post({ ...jwtBearer(), scope: ['sso:account:access'] })
    const { refreshToken } = first.body
    const second = await post({ clientId: application, grantType: 'refresh_token', refreshToken })
    expect([first.status, first.body, second.status]).toEqual([
      200,
      {
        accessToken: expect.any(String),
        tokenType: 'Bearer',
        expiresIn: 3600,
        refreshToken: expect.any(String),
        issuedTokenType: `${tokenType}refresh_token`,
        scope: ['sso:account:access'],
        awsAdditionalDetails: { identityContext: expect.any(String) },
      },
      200,
    ])
    expect(ServiceModel.load('sso-oidc')?.outputProblems('CreateTokenWithIAM', first.body) ?? []).toEqual([])
  })

  it('exchanges an access token of its own instance', async () => {
    const { accessToken, portal } = await ssoSignIn(standIn, { user: 'bob' })
    const exchange = {
      clientId: application,
      grantType: `${grantType}token-exchange`,
      subjectToken: accessToken,
      subjectTokenType: `${tokenType}access_token`,
      scope: ['sso:account:access'],
    }
    const plain = await post(exchange)
    const refreshable = await post({ ...exchange, requestedTokenType: `${tokenType}refresh_token` })
    const given = String(plain.body.accessToken)
    expect([
      plain.body.issuedTokenType,
      'refreshToken' in plain.body,
      'refreshToken' in refreshable.body,
      (await callPortal({ accessToken: given, portal }, '/assignment/accounts')).status,
    ]).toEqual([`${tokenType}access_token`, false, true, 200])
    const types = [
      (await post({ ...exchange, subjectToken: 'x' })).type,
      (await post({ ...exchange, subjectTokenType: `${tokenType}refresh_token` })).type,
      (await post({ ...exchange, requestedTokenType: `${tokenType}id_token` })).type,
    ]
    expect(types).toEqual(['InvalidGrantException', 'InvalidRequestException', 'InvalidRequestException'])
  })

  it('sends to the region of the application', async () => {
    const reply = await post({ ...jwtBearer(), clientId: abroad })
    expect([reply.status, reply.type, reply.body]).toEqual([
      400,
      'InvalidRequestRegionException',
      {
        error: 'invalid_request',
        error_description: 'The application is in another region.',
        endpoint: standIn.urls.ssoOidc['eu-west-1'],
        region: 'eu-west-1',
      },
    ])
  })

  it.each<[what: string, body: () => object, status: number, type: string]>([
    ['no client', () => ({ ...jwtBearer(), clientId: undefined }), 400, 'InvalidRequestException'],
    ['an unknown application', () => ({ ...jwtBearer(), clientId: 'x' }), 401, 'InvalidClientException'],
    ['no grant type', () => ({ clientId: application }), 400, 'InvalidRequestException'],
    [
      'the device grant',
      () => ({ ...jwtBearer(), grantType: `${grantType}device_code` }),
      400,
      'UnsupportedGrantTypeException',
    ],
    ['no assertion', () => ({ ...jwtBearer(), assertion: undefined }), 400, 'InvalidRequestException'],
    [
      'an assertion that is no JWT',
      () => ({ ...jwtBearer(), assertion: 'a.b' }),
      400,
      'InvalidGrantException',
    ],
    ['an assertion of before', () => jwtBearer({ exp: 1 }), 400, 'InvalidGrantException'],
    ['an assertion without audience', () => jwtBearer({ aud: undefined }), 400, 'InvalidGrantException'],
    ['an assertion about a stranger', () => jwtBearer({ sub: 'mallory' }), 400, 'InvalidGrantException'],
    [
      'an unknown code',
      () => ({
        clientId: application,
        grantType: 'authorization_code',
        code: 'x',
        redirectUri: 'https://app.example',
        codeVerifier: 'x'.repeat(43),
      }),
      400,
      'InvalidGrantException',
    ],
    [
      'an unknown refresh token',
      () => ({ clientId: application, grantType: 'refresh_token', refreshToken: 'x' }),
      400,
      'InvalidGrantException',
    ],
  ])('refuses %s', async (_what, body, status, type) => {
    const reply = await post(body())
    expect([reply.status, reply.type]).toEqual([status, type])
  })

  it('refuses other signatures, and none', async () => {
    const base = standIn.env.AWS_ENDPOINT_URL_SSO_OIDC ?? ''
    const replies = [
      await post(jwtBearer(), { service: 'sso-oidc' }),
      await post(jwtBearer(), { secretAccessKey: 'x' }),
      await post(jwtBearer(), { offset: 600_000 }),
      await postOidc(base, '/token?aws_iam=t', jwtBearer()),
    ]
    standIn.clock.advance(900)
    replies.push(await post(jwtBearer(), { offset: 900_000 }))
    expect(replies.map(({ status, type }) => [status, type])).toEqual([
      [403, 'InvalidSignatureException'],
      [403, 'InvalidSignatureException'],
      [403, 'InvalidSignatureException'],
      [403, 'MissingAuthenticationTokenException'],
      [403, 'ExpiredTokenException'],
    ])
    expect(standIn.counters.calls('create-token-with-iam')).toBe(5)
  })
})
