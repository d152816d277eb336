import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ServiceModel } from '../../../aws/model.ts'
import {
  callPortal,
  type PortalReply,
  pkceRegistration,
  pollDevice,
  postOidc,
  register,
  type SsoTestSession,
  ssoAuthorizeUrl,
  ssoSignIn,
  startDevice,
} from '../../../aws/sso-test-client.ts'
import { type StandIn, startStandIn } from '../../../aws/stand-in.ts'
import { newVerifier } from '../../../aws/test-client.ts'
import { whoIs } from '../who-is.ts'

let standIn: StandIn
let alice: SsoTestSession
let bob: SsoTestSession
beforeEach(async () => {
  standIn = await startStandIn({
    regions: ['us-east-1', 'eu-west-1'],
    identityCenter: { emptyPageRate: 0, shortPageRate: 0 },
  })
  alice = await ssoSignIn(standIn)
  bob = await ssoSignIn(standIn, { user: 'bob' })
})
afterEach(() => standIn.close())

const accounts = '/assignment/accounts'
const roles = '/assignment/roles'
const credentials = '/federation/credentials'
const problems = (operation: string, { body }: PortalReply) =>
  ServiceModel.load('sso')?.outputProblems(operation, body) ?? []

describe('the portal', () => {
  it('lists the accounts and roles of who asks, in the form of the model', async () => {
    const all = await callPortal(alice, accounts)
    const some = await callPortal(bob, accounts)
    const mine = await callPortal(alice, roles, { account_id: '111122223333' })
    const his = await callPortal(bob, roles, { account_id: '111122223333' })
    expect([all.body, some.body, mine.body, his.body]).toEqual([
      {
        accountList: [
          { accountId: '111122223333', accountName: 'acme-dev', emailAddress: 'aws+dev@example.com' },
          { accountId: '444455556666', accountName: 'acme-prod', emailAddress: 'aws+prod@example.com' },
          { accountId: '777788889999', accountName: 'acme-sandbox', emailAddress: 'aws+sandbox@example.com' },
        ],
        nextToken: null,
      },
      expect.objectContaining({ accountList: [expect.anything(), expect.anything()] }),
      {
        roleList: ['AdministratorAccess', 'ReadOnlyAccess', 'Developer'].map((roleName) => ({
          roleName,
          accountId: '111122223333',
        })),
        nextToken: null,
      },
      { roleList: [{ roleName: 'AdministratorAccess', accountId: '111122223333' }], nextToken: null },
    ])
    expect([...problems('ListAccounts', all), ...problems('ListAccountRoles', mine)]).toEqual([])
  })

  it('gives credentials that STS knows, for as long as the role has', async () => {
    const before = standIn.clock.now()
    const reply = await callPortal(alice, credentials, {
      account_id: '444455556666',
      role_name: 'AdministratorAccess',
    })
    const { roleCredentials } = reply.body as {
      roleCredentials: {
        accessKeyId: string
        secretAccessKey: string
        sessionToken: string
        expiration: number
      }
    }
    const life = roleCredentials.expiration - before
    expect([
      reply.status,
      problems('GetRoleCredentials', reply),
      life >= 12 * 3_600_000 - 1,
      life < 12 * 3_600_000 + 60_000,
    ]).toEqual([200, [], true, true])
    expect(roleCredentials.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/)
    expect(await whoIs(standIn, roleCredentials)).toEqual([
      expect.stringMatching(
        /^arn:aws:sts::444455556666:assumed-role\/AWSReservedSSO_AdministratorAccess_[0-9a-f]{16}\/alice@example\.com$/,
      ),
      '444455556666',
      expect.stringMatching(/^AROA[0-9A-F]{17}:alice@example\.com$/),
    ])
  })

  it.each<[what: string, call: () => Promise<PortalReply>, status: number, type: string]>([
    ['no token', () => callPortal({ ...alice, accessToken: '' }, accounts), 401, 'UnauthorizedException'],
    [
      'an unknown token',
      () => callPortal({ ...alice, accessToken: 'x' }, accounts),
      401,
      'UnauthorizedException',
    ],
    [
      'a refresh token',
      () => callPortal({ ...alice, accessToken: alice.refreshToken }, accounts),
      401,
      'UnauthorizedException',
    ],
    [
      'a token of another region',
      () => callPortal({ ...alice, portal: standIn.urls.sso['eu-west-1'] ?? '' }, accounts),
      401,
      'UnauthorizedException',
    ],
    ['no account', () => callPortal(alice, roles), 400, 'InvalidRequestException'],
    [
      'an account that is no number',
      () => callPortal(alice, roles, { account_id: 'dev' }),
      400,
      'InvalidRequestException',
    ],
    [
      'an unknown account',
      () => callPortal(alice, roles, { account_id: '999999999999' }),
      404,
      'ResourceNotFoundException',
    ],
    [
      'an account of others',
      () => callPortal(bob, roles, { account_id: '777788889999' }),
      403,
      'ForbiddenException',
    ],
    [
      'no role',
      () => callPortal(alice, credentials, { account_id: '111122223333' }),
      400,
      'InvalidRequestException',
    ],
    [
      'credentials of an unknown account',
      () => callPortal(alice, credentials, { account_id: '999999999999', role_name: 'Developer' }),
      404,
      'ResourceNotFoundException',
    ],
    [
      'an unknown role',
      () => callPortal(alice, credentials, { account_id: '111122223333', role_name: 'Nobody' }),
      404,
      'ResourceNotFoundException',
    ],
    [
      'a role of others',
      () => callPortal(bob, credentials, { account_id: '111122223333', role_name: 'Developer' }),
      403,
      'ForbiddenException',
    ],
    ['max_result 0', () => callPortal(alice, accounts, { max_result: '0' }), 400, 'InvalidRequestException'],
    [
      'max_result 101',
      () => callPortal(alice, accounts, { max_result: '101' }),
      400,
      'InvalidRequestException',
    ],
    [
      'max_result that is no number',
      () => callPortal(alice, accounts, { max_result: 'all' }),
      400,
      'InvalidRequestException',
    ],
    [
      'max_results in the plural',
      () => callPortal(alice, accounts, { max_results: '5' }),
      400,
      'InvalidRequestException',
    ],
    [
      'a page token of nowhere',
      () => callPortal(alice, accounts, { next_token: 'x' }),
      400,
      'InvalidRequestException',
    ],
    ['another method', () => callPortal(alice, accounts, {}, 'POST'), 405, 'MethodNotAllowedException'],
    ['a logout by GET', () => callPortal(alice, '/logout'), 405, 'MethodNotAllowedException'],
    ['an unknown path', () => callPortal(alice, '/assignment'), 404, 'ResourceNotFoundException'],
  ])('refuses %s', async (_what, call, status, type) => {
    const reply = await call()
    expect([reply.status, reply.type, reply.body]).toEqual([
      status,
      type,
      { message: expect.any(String), __type: `com.amazonaws.switchboard.portal#${type}` },
    ])
  })

  it('says what AWS says of a token it does not know', async () => {
    expect((await callPortal({ ...alice, accessToken: 'x' }, accounts)).body.message).toBe(
      'Session token not found or invalid',
    )
  })

  it('refuses the token in two headers, and a body', async () => {
    const { accessToken, portal } = alice
    const headers = new Headers({ 'x-amz-sso_bearer_token': accessToken })
    const post = await fetch(`${portal}/logout`, { method: 'POST', headers, body: '{}' })
    headers.append('x-amz-sso_bearer_token', accessToken)
    expect([(await fetch(`${portal}${accounts}`, { headers })).status, post.status]).toEqual([401, 405])
  })

  it('wants a token that was asked for with access to accounts', async () => {
    const { base } = alice
    const { clientId, clientSecret } = await register(base, pkceRegistration(standIn, { scopes: ['openid'] }))
    const { codeChallenge, codeVerifier } = newVerifier()
    const sentTo = await standIn.approveSso(
      ssoAuthorizeUrl(base, clientId, codeChallenge, { scopes: 'openid' }),
    )
    const { body } = await postOidc(base, '/token', {
      ...{ clientId, clientSecret, codeVerifier, grantType: 'authorization_code' },
      ...{ code: sentTo.searchParams.get('code'), redirectUri: 'http://127.0.0.1:50000/oauth/callback' },
    })
    expect((await callPortal({ ...alice, accessToken: String(body.accessToken) }, accounts)).type).toBe(
      'ForbiddenException',
    )
  })

  it('takes the token of a registration without scopes, as tools had them before', async () => {
    const device = await startDevice(standIn, { scopes: undefined })
    await standIn.approveDevice(device.userCode)
    const { accessToken } = (await pollDevice(device)).body
    expect((await callPortal({ ...alice, accessToken: String(accessToken) }, accounts)).status).toBe(200)
  })

  it('takes a role away in the middle', async () => {
    standIn.identityCenter.directory.unassign('alice', '111122223333', 'Developer')
    standIn.identityCenter.directory.unassign('alice', '777788889999')
    const asked = { account_id: '111122223333', role_name: 'Developer' }
    const { accountList } = (await callPortal(alice, accounts)).body as { accountList: unknown[] }
    expect([accountList.length, (await callPortal(alice, credentials, asked)).type]).toEqual([
      2,
      'ForbiddenException',
    ])
  })

  it('ends the session on logout, and leaves credentials and other sessions alone', async () => {
    const reply = await callPortal(alice, credentials, { account_id: '111122223333', role_name: 'Developer' })
    const { roleCredentials } = reply.body as { roleCredentials: Parameters<typeof whoIs>[1] }
    const out = await callPortal(alice, '/logout', {}, 'POST')
    expect([
      [out.status, out.headers.get('content-type'), out.body],
      (await callPortal(alice, accounts)).type,
      (await callPortal(alice, '/logout', {}, 'POST')).type,
      (await callPortal(bob, accounts)).status,
      (await whoIs(standIn, roleCredentials))[1],
    ]).toEqual([[200, null, {}], 'UnauthorizedException', 'UnauthorizedException', 200, '111122223333'])
  })
})
