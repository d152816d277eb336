import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  controlCall,
  type SignedCall,
  type SignedReply,
  signedPost,
} from '../../../aws/signin-control-client.ts'
import { type StandIn, startStandIn } from '../../../aws/stand-in.ts'
import { authorizedGrant, refresh, signIn } from '../../../aws/test-client.ts'

const iam = 'x-amz-client-auth-method=iam'

let standIn: StandIn
let base: string
beforeEach(async () => {
  standIn = await startStandIn({ refreshTokenPrefix: 'ASOR' })
  base = standIn.env.AWS_ENDPOINT_URL_SIGNIN ?? ''
})
afterEach(() => standIn.close())

function call(
  who: string,
  path: string,
  body: unknown,
  more: Partial<SignedCall> = {},
): Promise<SignedReply> {
  const key = standIn.signinControl.accessKey(who)
  const common = { url: `${base}/v1/${path}`, region: 'us-east-1', now: standIn.clock.now() }
  return signedPost({ ...common, key, body, ...more })
}
async function token(
  who: string,
  more: Partial<SignedCall> = {},
): Promise<Readonly<Record<string, unknown>>> {
  const body = { grant_type: 'client_credentials', resource: 'aws-mcp.amazonaws.com' }
  return (await call(who, `token?${iam}`, body, more)).body
}
const introspected = async (who: string, value: unknown) =>
  (await call(who, `introspect?${iam}`, { token: value })).body
const invalid = [400, 'ValidationException', 'INVALID_REQUEST']
const judged = ({ body, status, type }: SignedReply) => (status === 200 ? [200] : [status, type, body.error])

describe('CreateOAuth2TokenWithIAM', () => {
  it("gives a bearer token for an hour, or for what is left of the caller's credentials", async () => {
    const short = standIn.signinControl.accessKey('developer', { seconds: 600 })
    const long = standIn.signinControl.accessKey('emergency', { longTerm: true })
    const lives = [
      (await token('developer')).expires_in,
      (await token('developer', { key: short })).expires_in,
      (await token('emergency', { key: long })).expires_in,
    ]
    const { access_token: value, ...rest } = await token('developer', { key: long })
    expect([value, rest]).toEqual([
      expect.stringMatching(/^ASOA[A-Za-z0-9_-]+$/),
      { token_type: 'Bearer', expires_in: 3600 },
    ])
    expect(lives.map((life) => Math.round(Number(life) / 10))).toEqual([360, 60, 360])
    expect(
      standIn
        .mintedSecrets()
        .filter((each) => each.kind === 'bearer-token')
        .map((each) => each.value),
    ).toContain(value)
  })

  it.each<[what: string, body: unknown, refusal: readonly unknown[]]>([
    ['another grant', { grant_type: 'password', resource: 'x' }, invalid],
    ['no resource', { grant_type: 'client_credentials' }, invalid],
    ['camel case', { grantType: 'client_credentials', resource: 'x' }, invalid],
    ['no body', undefined, invalid],
  ])('refuses %s', async (_what, body, refusal) => {
    expect(judged(await call('developer', `token?${iam}`, body))).toEqual(refusal)
  })

  it('is refused to whom it is denied, and to a stranger', async () => {
    standIn.principals.deny(['signin:CreateOAuth2Token'], 'bob')
    const body = { grant_type: 'client_credentials', resource: 'x' }
    const denied = await call('bob', `token?${iam}`, body)
    const unsigned = await fetch(`${base}/v1/token?${iam}`, { method: 'POST', body: JSON.stringify(body) })
    expect([judged(denied), unsigned.status, unsigned.headers.get('x-amzn-errortype')]).toEqual([
      [403, 'AccessDeniedException', 'INSUFFICIENT_PERMISSIONS'],
      403,
      'MissingAuthenticationTokenException',
    ])
  })

  it('is never kept out by a sign-in policy', async () => {
    await controlCall(standIn, 'developer', 'put-resource-permission-statement', {
      sourceIp: '203.0.113.0/24',
    })
    await controlCall(standIn, 'developer', 'put-console-authorization-configuration', {})
    expect((await token('developer')).token_type).toBe('Bearer')
  })
})

describe('IntrospectOAuth2TokenWithIAM', () => {
  it('says all of a token to its own account, and one thing to everybody else', async () => {
    const { access_token: value } = await token('developer')
    const now = standIn.clock.seconds()
    const own = await introspected('bob', value)
    const iat = Number(own.iat)
    expect([own, Math.abs(now - iat) <= 2]).toEqual([
      {
        active: true,
        client_id: 'arn:aws:signin:::client-credentials/sigv4',
        user_id: 'AROAEXAMPLEDEVELOPER0:alice',
        token_type: 'access_token',
        exp: expect.closeTo(iat + 3600, -1),
        iat,
        nbf: iat,
        sub: 'arn:aws:sts::111122223333:assumed-role/Developer/alice',
        aud: 'aws-mcp.amazonaws.com',
        iss: 'signin.amazonaws.com',
        jti: expect.any(String),
        account_id: '111122223333',
        signin_session: expect.stringMatching(
          /^arn:aws:signin:us-east-1:111122223333:session\/[0-9a-f-]{36}$/,
        ),
      },
      true,
    ])
    const foreign = await introspected('administrator', value)
    standIn.clock.advance(3601)
    expect([
      foreign,
      await introspected('developer', 'ASOAunknown'),
      await introspected('developer', value),
    ]).toEqual([{ active: false }, { active: false }, { active: false }])
  })

  it('knows the refresh token of a sign-in, until it is exchanged', async () => {
    const session = await signIn(standIn, { principal: 'developer' })
    const first = await introspected('developer', session.refreshToken)
    const { body } = await refresh(standIn, session)
    expect([
      session.refreshToken.slice(0, 8),
      first,
      await introspected('developer', session.refreshToken),
    ]).toEqual([
      'ASORCNRY',
      expect.objectContaining({
        ...{ active: true, token_type: 'refresh_token', account_id: '111122223333' },
        client_id: 'arn:aws:signin:::devtools/same-device',
      }),
      { active: false },
    ])
    expect('aud' in first).toBe(false)
    expect((await introspected('developer', body.refreshToken)).active).toBe(true)
  })

  it.each([{ token: 'CNRYother' }, { token: 'ASOA x' }, {}, { token: 'ASOAx', token_type_hint: 'id_token' }])(
    'refuses %j',
    async (body) => {
      expect(judged(await call('developer', `introspect?${iam}`, body))).toEqual(invalid)
    },
  )
})

describe('RevokeOAuth2TokenWithIAM', () => {
  it('ends the chain of a sign-in by any of its refresh tokens, and says nothing', async () => {
    const session = await signIn(standIn, { principal: 'developer' })
    const { body } = await refresh(standIn, session)
    const revoke = (who: string) => call(who, `revoke?${iam}`, { token: session.refreshToken })
    const foreign = await revoke('administrator')
    const alive = (await introspected('developer', body.refreshToken)).active
    const replies = [await revoke('bob'), await revoke('bob')]
    const next = await refresh(standIn, session, { refreshToken: String(body.refreshToken) })
    expect([foreign, ...replies].map(({ status, text }) => [status, text])).toEqual([
      [200, ''],
      [200, ''],
      [200, ''],
    ])
    expect([alive, next.status, next.body.error, await introspected('developer', body.refreshToken)]).toEqual(
      [...[true, 400, 'INVALID_REQUEST'], { active: false }],
    )
    expect(standIn.counters.snapshot()['revoke-token']).toEqual({
      calls: 3,
      outcomes: { ok: 2, 'ok:nothing': 1 },
    })
  })

  it('takes an unknown refresh token for ended, and no access token', async () => {
    const { access_token: value } = await token('developer')
    expect([
      judged(await call('developer', `revoke?${iam}`, { token: 'ASORunknown' })),
      judged(await call('developer', `revoke?${iam}`, { token: value })),
    ]).toEqual([[200], invalid])
  })

  it.each(['introspect', 'revoke'])('%s is refused to whom it is denied', async (path) => {
    standIn.principals.deny(['signin:IntrospectOAuth2Token', 'signin:RevokeOAuth2Token'], 'bob')
    expect(judged(await call('bob', `${path}?${iam}`, { token: 'ASORunknown' }))).toEqual([
      ...[403, 'AccessDeniedException', 'INSUFFICIENT_PERMISSIONS'],
    ])
  })

  it('is not at the path without its query', async () => {
    expect(judged(await call('developer', 'revoke', { token: 'ASORunknown' }))).toEqual([
      ...[404, 'ResourceNotFoundException', 'RESOURCE_NOT_FOUND'],
    ])
  })
})

describe('CreateOAuth2Token, signed', () => {
  it('needs no proof, and binds the refresh tokens to who signed', async () => {
    const { body } = await authorizedGrant(standIn, { principal: 'developer' })
    const first = await call('bob', 'token', body)
    const next = {
      clientId: body.clientId,
      grantType: 'refresh_token',
      refreshToken: first.body.refreshToken,
    }
    expect([
      first.status,
      judged(await call('developer', 'token', next)),
      judged(await call('bob', 'token', next)),
    ]).toEqual([200, invalid, [200]])
  })

  it('needs signin:ExchangeToken', async () => {
    standIn.principals.deny(['signin:ExchangeToken'], 'bob')
    const { body } = await authorizedGrant(standIn)
    expect(judged(await call('bob', 'token', body))).toEqual([
      ...[403, 'AccessDeniedException', 'INSUFFICIENT_PERMISSIONS'],
    ])
  })
})

describe('what is known from documentation alone', () => {
  it('gives a bearer token for twelve hours or for as long as is asked', async () => {
    const path = 'token?x-amz-token-request-type=bearer'
    const body = { grant_type: 'client_credentials', resource: 'ecr.amazonaws.com' }
    const replies = [
      await call('developer', path, body),
      await call('developer', path, { ...body, duration: 300 }),
    ]
    expect(replies.map((reply) => [reply.status, reply.body.expires_in, reply.body.token_type])).toEqual([
      [200, 43_200, 'Bearer'],
      [200, 300, 'Bearer'],
    ])
    expect((await introspected('developer', replies[0]?.body.access_token)).aud).toBe('ecr.amazonaws.com')
    expect(judged(await call('developer', path, { ...body, duration: 299 }))).toEqual(invalid)
  })

  it('exchanges a JWT of somebody who is known here', async () => {
    const jwt = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`
    const exp = standIn.clock.seconds() + 600
    const body = {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: jwt({ sub: 'bob', exp }),
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      resource: 'aws-mcp.amazonaws.com',
      scope: 'arn:aws:iam::aws:policy/ReadOnlyAccess arn:aws:iam::111122223333:policy/team/Own',
    }
    const path = 'token?x-amz-oauth-token-method=token-exchange'
    const send = async (changed: object = {}) =>
      (
        await fetch(`${base}/v1/${path}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ ...body, ...changed }),
        })
      ).json() as Promise<Readonly<Record<string, unknown>>>
    const unsigned = await send()
    const signed = await call('developer', path, {
      ...body,
      subject_token: jwt({ sub: 'x', exp: exp + 9000 }),
    })
    expect([
      (await introspected('developer', unsigned.access_token)).sub,
      Number(unsigned.expires_in) <= 600,
      (await introspected('developer', signed.body.access_token)).sub,
      signed.body.expires_in,
      (await send({ subject_token: jwt({ sub: 'nobody', exp }) })).error,
      (await send({ subject_token: jwt({ sub: 'bob', exp: exp - 600 }) })).error,
      (await send({ scope: 'everything' })).error,
    ]).toEqual([
      'arn:aws:iam::111122223333:user/bob',
      true,
      'arn:aws:sts::111122223333:assumed-role/Developer/alice',
      3600,
      ...['INVALID_REQUEST', 'INVALID_REQUEST', 'INVALID_REQUEST'],
    ])
  })
})
