import { describe, expect, it } from 'vitest'
import { type SigninOauth, signinOauth } from '../../../../main/aws/signin-oauth.ts'
import { UnavailableError } from '../../../../main/kernel/errors.ts'
import type { FakeAnswer } from '../../../fakes/fake-http.ts'
import {
  asked,
  by,
  errorOf,
  refused,
  replied,
  repliedNothing,
  replyTime,
  signinServiceRig,
} from '../../../fakes/signin-service-rig.ts'

const rig = (...script: FakeAnswer[]) => signinServiceRig(signinOauth, ...script)

const resource = 'aws-mcp.amazonaws.com'
const issued = { access_token: 'ASOAexample', token_type: 'Bearer', expires_in: 3600 }
const jwt = 'aaaa.bbbb.cccc'

describe('signinOauth, what is sent', () => {
  const iam = 'https://us-east-1.oauth.signin.aws'
  const data = 'https://us-east-1.signin.aws.amazon.com'
  const json = { type: 'application/json', scope: 'us-east-1/signin/aws4_request' }
  it.each<[string, (oauth: SigninOauth) => Promise<unknown>, FakeAnswer, object]>([
    [
      'CreateOAuth2TokenWithIAM',
      (oauth) => oauth.issueToken({ resource }, by),
      replied(issued),
      {
        line: `POST ${iam}/v1/token?x-amz-client-auth-method=iam`,
        body: { grant_type: 'client_credentials', resource },
        ...json,
      },
    ],
    [
      'IntrospectOAuth2TokenWithIAM',
      (oauth) => oauth.introspectToken({ token: 'ASOAexample' }, by),
      replied({ active: false }),
      {
        line: `POST ${iam}/v1/introspect?x-amz-client-auth-method=iam`,
        body: { token: 'ASOAexample' },
        ...json,
      },
    ],
    [
      'IntrospectOAuth2TokenWithIAM, with a hint',
      (oauth) => oauth.introspectToken({ token: 'ASORexample', tokenTypeHint: 'refresh_token' }, by),
      replied({ active: false }),
      {
        line: `POST ${iam}/v1/introspect?x-amz-client-auth-method=iam`,
        body: { token: 'ASORexample', token_type_hint: 'refresh_token' },
        ...json,
      },
    ],
    [
      'RevokeOAuth2TokenWithIAM, which answers with nothing',
      (oauth) => oauth.revokeToken({ token: 'ASORexample' }, by),
      repliedNothing,
      {
        line: `POST ${iam}/v1/revoke?x-amz-client-auth-method=iam`,
        body: { token: 'ASORexample' },
        ...json,
      },
    ],
    [
      'CreateBearerToken',
      (oauth) => oauth.issueBearerToken({ resource: 'ecr.amazonaws.com', durationSeconds: 900 }, by),
      replied(issued),
      {
        line: `POST ${data}/v1/token?x-amz-token-request-type=bearer`,
        body: { grant_type: 'client_credentials', resource: 'ecr.amazonaws.com', duration: 900 },
        ...json,
      },
    ],
    [
      'CreateOAuth2TokenWithTokenExchange',
      (oauth) =>
        oauth.exchangeToken(
          {
            subjectToken: jwt,
            resource,
            policyArns: ['arn:aws:iam::aws:policy/A', 'arn:aws:iam::aws:policy/B'],
          },
          by,
        ),
      replied(issued),
      {
        line: `POST ${data}/v1/token?x-amz-oauth-token-method=token-exchange`,
        body: {
          grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
          subject_token: jwt,
          subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
          resource,
          scope: 'arn:aws:iam::aws:policy/A arn:aws:iam::aws:policy/B',
        },
        ...json,
      },
    ],
  ])('%s', async (_, call, reply, sent) => {
    const { http, client, run } = rig(reply)
    await run(call(client))
    expect(asked(http.requests[0])).toEqual(sent)
  })

  it('the signature of CreateOAuth2TokenWithIAM is botocore’s', async () => {
    const { http, client, run } = rig(replied(issued))
    await run(client.issueToken({ resource }, by))
    expect(http.requests[0]?.headers.authorization).toContain(
      'Signature=d8dfa108db3e2069a7b099053a85e7b6b243e11e7f8352216be2291270f5842d',
    )
  })

  it.each([
    ['eu-central-1', 'eu-central-1.oauth.signin.aws', 'eu-central-1.signin.aws.amazon.com'],
    ['cn-north-1', 'cn-north-1.signin.amazonaws.cn', 'cn-north-1.signin.amazonaws.cn'],
    [
      'us-gov-west-1',
      'us-gov-west-1.signin.amazonaws-us-gov.com',
      'us-gov-west-1.signin.amazonaws-us-gov.com',
    ],
    ['eusc-de-east-1', 'eusc-de-east-1.signin.amazonaws-eusc.eu', 'eusc-de-east-1.signin.amazonaws-eusc.eu'],
  ])('in %s tokens come from %s, and bearer tokens from %s', (region, iamHost, bearerHost) => {
    const { client } = rig()
    expect([client.baseUrl('iam', region).host, client.baseUrl('bearer', region).host]).toEqual([
      iamHost,
      bearerHost,
    ])
  })
})

describe('signinOauth, what comes back', () => {
  it('a token, and when it ends by AWS’s clock', async () => {
    const { client, run } = rig(replied({ ...issued, token_type: 'bearer', scope: 'x' }))
    expect(await run(client.issueToken({ resource }, by))).toEqual({
      accessToken: 'ASOAexample',
      expiration: replyTime + 3_600_000,
    })
  })

  it.each<[string, unknown]>([
    ['no token', { ...issued, access_token: undefined }],
    ['an empty token', { ...issued, access_token: '' }],
    ['a line break in the token', { ...issued, access_token: 'ASOA\nX-Injected: 1' }],
    ['a space in the token', { ...issued, access_token: 'ASOA x' }],
    ['a token that is too long', { ...issued, access_token: 'x'.repeat(4097) }],
    ['a token that is no Bearer', { ...issued, token_type: 'aws_sigv4' }],
    ['no life', { ...issued, expires_in: 0 }],
    ['too long a life', { ...issued, expires_in: 3601 }],
    ['a life in words', { ...issued, expires_in: '3600' }],
    ['no members', {}],
  ])('refuses a reply with %s (R19)', async (_, reply) => {
    const { client, run } = rig(replied(reply))
    const error = await errorOf(run(client.issueToken({ resource }, by)))
    expect([error.code, error.message.includes('ASOA')]).toEqual(['response-malformed', false])
  })

  it('a bearer token may live 12 hours, and no longer', async () => {
    const long = { ...issued, access_token: 'x'.repeat(16_384), expires_in: 43_200 }
    const { client, run } = rig(replied(long), replied({ ...long, expires_in: 43_201 }))
    const bearer = () => run(client.issueBearerToken({ resource }, by))
    expect((await bearer()).expiration).toBe(replyTime + 43_200_000)
    expect((await errorOf(bearer())).code).toBe('response-malformed')
  })

  it('everything that AWS tells of an active token', async () => {
    const { client, run } = rig(
      replied({
        active: true,
        client_id: 'arn:aws:signin:::client-credentials/sigv4',
        user_id: 'AROAEXAMPLE:me',
        token_type: 'access_token',
        exp: 1_760_003_600,
        iat: 1_760_000_000,
        nbf: 1_760_000_000.5,
        sub: 'arn:aws:sts::111122223333:assumed-role/Dev/me',
        aud: resource,
        iss: 'signin.amazonaws.com',
        jti: 'j',
        account_id: '111122223333',
        signin_session: 'arn:aws:signin:us-east-1:111122223333:session/u',
        resource,
        later: 1,
      }),
    )
    expect(await run(client.introspectToken({ token: 'ASOAexample' }, by))).toEqual({
      active: true,
      tokenType: 'access_token',
      clientId: 'arn:aws:signin:::client-credentials/sigv4',
      userId: 'AROAEXAMPLE:me',
      subject: 'arn:aws:sts::111122223333:assumed-role/Dev/me',
      accountId: '111122223333',
      audience: [resource],
      resource,
      issuer: 'signin.amazonaws.com',
      tokenId: 'j',
      signinSession: 'arn:aws:signin:us-east-1:111122223333:session/u',
      issuedAt: 1_760_000_000_000,
      notBefore: 1_760_000_000_500,
      expiresAt: 1_760_003_600_000,
    })
  })

  it('claims may be missing, null, or several audiences', async () => {
    const { client, run } = rig(replied({ active: true, sub: null, aud: ['a', 'b'] }))
    expect(await run(client.introspectToken({ token: 'ASOAexample' }, by))).toMatchObject({
      active: true,
      subject: undefined,
      audience: ['a', 'b'],
      expiresAt: undefined,
    })
  })

  it('nothing else of a token that is not active, whatever came with it', async () => {
    const { client, run } = rig(replied({ active: false, sub: 'arn', exp: 1 }))
    expect(await run(client.introspectToken({ token: 'ASORexample' }, by))).toEqual({ active: false })
  })

  it.each([[{ active: 'true' }], [{}], [{ active: true, exp: 'soon' }], [{ active: true, aud: 1 }]])(
    'refuses to guess from %j (R19)',
    async (reply) => {
      const { client, run } = rig(replied(reply))
      const call = run(client.introspectToken({ token: 'ASOAexample' }, by))
      expect((await errorOf(call)).code).toBe('response-malformed')
    },
  )
})

describe('signinOauth, what is not sent, or not again', () => {
  it.each<[string, (oauth: SigninOauth) => Promise<unknown>]>([
    ['resource-invalid', (oauth) => oauth.issueToken({ resource: '' }, by)],
    ['resource-invalid', (oauth) => oauth.issueBearerToken({ resource: 'a b' }, by)],
    ['request-malformed', (oauth) => oauth.issueBearerToken({ resource, durationSeconds: 60 }, by)],
    ['token-invalid', (oauth) => oauth.introspectToken({ token: 'canary' }, by)],
    ['token-invalid', (oauth) => oauth.revokeToken({ token: 'ASOAcanary' }, by)],
    ['token-invalid', (oauth) => oauth.exchangeToken({ subjectToken: 'abc', resource }, by)],
    ['token-invalid', (oauth) => oauth.exchangeToken({ subjectToken: 'x'.repeat(20_001), resource }, by)],
    ['resource-invalid', (oauth) => oauth.exchangeToken({ subjectToken: jwt, resource: '' }, by)],
    [
      'request-malformed',
      (oauth) => oauth.exchangeToken({ subjectToken: jwt, resource, policyArns: ['a b'] }, by),
    ],
    [
      'request-malformed',
      (oauth) => oauth.exchangeToken({ subjectToken: jwt, resource, policyArns: ['x'.repeat(4097)] }, by),
    ],
  ])('%s before anything leaves', async (code, call) => {
    const { http, client, run } = rig()
    const error = await errorOf(run(call(client)))
    expect([error.code, error.message.includes('canary'), http.requests]).toEqual([code, false, []])
  })

  it('asks again where that is safe, and not for an exchange, whose token may be spent', async () => {
    const broke = new UnavailableError('network-down', 'The connection broke off.')
    const { http, client, run } = rig(broke, replied(issued), broke, repliedNothing, broke)
    await run(client.issueToken({ resource }, by))
    await run(client.revokeToken({ token: 'ASORexample' }, by))
    const exchange = await errorOf(run(client.exchangeToken({ subjectToken: jwt, resource }, by)))
    expect([exchange, http.requests.length, http.left]).toEqual([broke, 5, 0])
  })

  it('tells what a person needs for each refusal, and never AWS’s words: they may quote the token', async () => {
    const calls: Readonly<Record<string, (oauth: SigninOauth) => Promise<unknown>>> = {
      issue: (oauth) => oauth.issueToken({ resource }, by),
      bearer: (oauth) => oauth.issueBearerToken({ resource }, by),
      introspect: (oauth) => oauth.introspectToken({ token: 'ASOAexample' }, by),
      revoke: (oauth) => oauth.revokeToken({ token: 'ASORexample' }, by),
      exchange: (oauth) => oauth.exchangeToken({ subjectToken: jwt, resource }, by),
    }
    const refusals: readonly (readonly [number, string | undefined, string])[] = [
      [403, 'AccessDeniedException', 'INSUFFICIENT_PERMISSIONS'],
      [401, 'AccessDeniedException', 'TOKEN_EXPIRED'],
      [400, 'ValidationException', 'INVALID_REQUEST'],
      [400, undefined, 'invalid_target'],
      [403, 'UnrecognizedClientException', ''],
    ]
    const texts: string[] = []
    for (const [name, call] of Object.entries(calls)) {
      for (const [status, type, error] of refusals) {
        const { client, run } = rig(refused(status, type, error))
        const { code, remedy, message } = await errorOf(run(call(client)))
        texts.push(`${name} ${type ?? ''} ${error} -> ${code}, ${remedy}: ${message}`)
      }
    }
    expect(texts.join('\n')).not.toContain('canary')
    expect(texts).toMatchSnapshot()
  })
})
