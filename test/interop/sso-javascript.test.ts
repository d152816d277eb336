import { GetRoleCredentialsCommand, SSOClient } from '@aws-sdk/nested-clients/sso'
import { CreateTokenCommand, SSOOIDCClient } from '@aws-sdk/nested-clients/sso-oidc'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deviceGrant, ssoSignIn, startDevice } from '../aws/sso-test-client.ts'
import { type StandIn, startStandIn } from '../aws/stand-in.ts'
import { runProgram } from './outside-program.ts'
import { makeSsoHome, type SsoHome } from './sso-home.ts'

const region = 'us-east-1'
const role = { accountId: '444455556666', roleName: 'AdministratorAccess' }

let standIn: StandIn
let home: SsoHome
beforeEach(async () => {
  standIn = await startStandIn()
  home = await makeSsoHome(standIn, role)
})
afterEach(async () => {
  await standIn.close()
  await home.remove()
})

const fromSso = (env = home.env) => runProgram(process.execPath, ['test/interop/clients/js-sso.ts'], env)

describe("the AWS SDK for JavaScript's fromSSO, unmodified", () => {
  it('gets the credentials of a role with a token that lasts, and STS knows them', async () => {
    await home.writeToken(await ssoSignIn(standIn), 3000)
    const { code, stderr, stdout } = await fromSso()
    expect([stderr, code]).toEqual(['', 0])
    const { accessKeyId, arn, expiration } = JSON.parse(stdout)
    expect([accessKeyId, arn]).toEqual([
      expect.stringMatching(/^ASIA/),
      expect.stringMatching(/^arn:aws:sts::444455556666:assumed-role\/AWSReservedSSO_AdministratorAccess_/),
    ])
    expect(Math.round((Date.parse(expiration) - Date.now()) / 3_600_000)).toBe(12)
    expect(standIn.counters.calls('create-token')).toBe(1)
  })

  it('takes a token without a session, as profiles had it before', async () => {
    await home.remove()
    home = await makeSsoHome(standIn, role, true)
    await home.writeToken(await ssoSignIn(standIn), 3000)
    expect((await fromSso()).code).toBe(0)
  })

  it('renews a token of which little is left, twice, and keeps what it got', async () => {
    const session = await ssoSignIn(standIn)
    await home.writeToken(session, 120)
    const first = await fromSso()
    const kept = await home.readToken()
    await home.writeToken({ ...session, ...(kept as { accessToken: string; refreshToken: string }) }, 120)
    const second = await fromSso()
    expect([first.code, second.code, kept.refreshToken === session.refreshToken]).toEqual([0, 0, false])
    const { outcomes } = standIn.counters.snapshot()['create-token'] ?? {}
    expect(outcomes).toEqual({ 'ok:authorization_code': 1, 'ok:refresh_token': 2 })
  })

  it('says that the role is not assigned, and that the session has ended', async () => {
    const session = await ssoSignIn(standIn)
    await home.writeToken(session, 3000)
    standIn.identityCenter.directory.unassign('alice', role.accountId, role.roleName)
    const unassigned = await fromSso()
    standIn.endSsoSessions()
    const ended = await fromSso()
    expect([unassigned.code, unassigned.stderr, ended.code, ended.stderr]).toEqual([
      1,
      expect.stringContaining('No access'),
      1,
      expect.stringContaining('Session token not found or invalid'),
    ])
  })

  it('asks again when the portal says that there were too many calls (R17)', async () => {
    await home.writeToken(await ssoSignIn(standIn), 3000)
    standIn.faults.add({
      operation: 'get-role-credentials',
      fault: { kind: 'throttle', retryAfterInSeconds: 0 },
    })
    expect([(await fromSso()).code, standIn.counters.calls('get-role-credentials')]).toEqual([0, 2])
  })
})

/** The name an SDK gives an error, and its members. */
async function failure(call: Promise<unknown>): Promise<readonly unknown[]> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  const { $metadata, error: code, name } = Object(error)
  return [name, code, $metadata?.httpStatusCode]
}

describe("the AWS SDK for JavaScript's own clients", () => {
  it('read every answer of the device flow', async () => {
    const client = new SSOOIDCClient({
      region,
      endpoint: standIn.env.AWS_ENDPOINT_URL_SSO_OIDC ?? '',
      maxAttempts: 1,
    })
    const device = await startDevice(standIn)
    const { clientId, clientSecret, deviceCode } = device
    const poll = (changed = {}) =>
      client.send(
        new CreateTokenCommand({ clientId, clientSecret, grantType: deviceGrant, deviceCode, ...changed }),
      )
    const seen = [
      await failure(poll()),
      await failure(poll()),
      await failure(poll()),
      await failure(poll({ clientSecret: 'x' })),
      await failure(poll({ grantType: 'x' })),
      await failure(poll({ grantType: 'refresh_token', refreshToken: 'x' })),
    ]
    await standIn.approveDevice(device.userCode)
    const token = await poll()
    expect([seen, token.tokenType, token.expiresIn]).toEqual([
      [
        ['AuthorizationPendingException', 'authorization_pending', 400],
        ['AuthorizationPendingException', 'authorization_pending', 400],
        ['SlowDownException', 'slow_down', 400],
        ['InvalidClientException', 'invalid_client', 401],
        ['UnsupportedGrantTypeException', 'unsupported_grant_type', 400],
        ['InvalidGrantException', 'invalid_grant', 400],
      ],
      'Bearer',
      3600,
    ])
    client.destroy()
  })

  it('read every answer of GetRoleCredentials', async () => {
    const client = new SSOClient({ region, endpoint: standIn.env.AWS_ENDPOINT_URL_SSO ?? '', maxAttempts: 1 })
    const { accessToken } = await ssoSignIn(standIn)
    const ask = (changed = {}) =>
      client.send(new GetRoleCredentialsCommand({ ...role, accessToken, ...changed }))
    const { roleCredentials } = await ask()
    expect(roleCredentials?.accessKeyId).toMatch(/^ASIA/)
    standIn.identityCenter.change({ throttleRate: 1 })
    const tooMany = await failure(ask())
    standIn.identityCenter.change({ throttleRate: 0 })
    expect([
      tooMany,
      await failure(ask({ accessToken: 'x' })),
      await failure(ask({ accountId: '999999999999' })),
      await failure(ask({ accountId: 'x' })),
    ]).toEqual([
      ['TooManyRequestsException', undefined, 429],
      ['UnauthorizedException', undefined, 401],
      ['ResourceNotFoundException', undefined, 404],
      ['InvalidRequestException', undefined, 400],
    ])
    client.destroy()
  })
})
