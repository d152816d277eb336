/** The AWS SDK's two clients of IAM Identity Center, as they come, told only the endpoint. */
import {
  GetRoleCredentialsCommand,
  ListAccountRolesCommand,
  LogoutCommand,
  paginateListAccounts,
  SSOClient,
} from '@aws-sdk/client-sso'
import {
  AuthorizationPendingException,
  CreateTokenCommand,
  InvalidClientException,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deviceGrant, startUrlOf } from '../aws/sso-test-client.ts'
import { type StandIn, startStandIn } from '../aws/stand-in.ts'

const region = 'us-east-1'

let standIn: StandIn
let oidc: SSOOIDCClient
let portal: SSOClient
beforeEach(async () => {
  standIn = await startStandIn()
  oidc = new SSOOIDCClient({ region, endpoint: standIn.urls.ssoOidc[region] ?? '' })
  portal = new SSOClient({ region, endpoint: standIn.urls.sso[region] ?? '' })
})
afterEach(async () => {
  oidc.destroy()
  portal.destroy()
  await standIn.close()
})

const register = () =>
  oidc.send(
    new RegisterClientCommand({ clientName: 'sdk', clientType: 'public', scopes: ['sso:account:access'] }),
  )

describe('@aws-sdk/client-sso-oidc and client-sso, unmodified', () => {
  it('walk the device flow, list, fetch credentials and sign out', async () => {
    const { clientId, clientSecret } = await register()
    const start = await oidc.send(
      new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl: startUrlOf(standIn) }),
    )
    const poll = () =>
      oidc.send(
        new CreateTokenCommand({
          clientId,
          clientSecret,
          grantType: deviceGrant,
          deviceCode: start.deviceCode,
        }),
      )
    await expect(poll()).rejects.toBeInstanceOf(AuthorizationPendingException)
    await standIn.approveDevice(start.userCode ?? '')
    const { accessToken, refreshToken } = await poll()
    expect([typeof accessToken, typeof refreshToken]).toEqual(['string', 'string'])

    const accounts = []
    for await (const page of paginateListAccounts({ client: portal }, { accessToken })) {
      accounts.push(...(page.accountList ?? []))
    }
    const accountId = accounts[0]?.accountId
    const { roleList } = await portal.send(new ListAccountRolesCommand({ accessToken, accountId }))
    expect([accounts.length, (roleList ?? []).length]).toEqual([3, expect.any(Number)])

    const roles = await portal.send(new ListAccountRolesCommand({ accessToken, accountId, maxResults: 100 }))
    const roleName = roles.roleList?.[0]?.roleName ?? 'AdministratorAccess'
    const { roleCredentials } = await portal.send(
      new GetRoleCredentialsCommand({ accessToken, accountId, roleName }),
    )
    expect(roleCredentials?.accessKeyId).toMatch(/^ASIA/)

    await portal.send(new LogoutCommand({ accessToken }))
    await expect(
      portal.send(new GetRoleCredentialsCommand({ accessToken, accountId, roleName })),
    ).rejects.toMatchObject({ name: 'UnauthorizedException' })
  })

  it('renew by refresh token, and know a client that is none', async () => {
    const { clientId, clientSecret } = await register()
    const start = await oidc.send(
      new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl: startUrlOf(standIn) }),
    )
    await standIn.approveDevice(start.userCode ?? '')
    const first = await oidc.send(
      new CreateTokenCommand({
        clientId,
        clientSecret,
        grantType: deviceGrant,
        deviceCode: start.deviceCode,
      }),
    )
    const second = await oidc.send(
      new CreateTokenCommand({
        clientId,
        clientSecret,
        grantType: 'refresh_token',
        refreshToken: first.refreshToken,
      }),
    )
    expect(second.accessToken).not.toBe(first.accessToken)
    await expect(
      oidc.send(
        new StartDeviceAuthorizationCommand({
          clientId,
          clientSecret: 'wrong',
          startUrl: startUrlOf(standIn),
        }),
      ),
    ).rejects.toBeInstanceOf(InvalidClientException)
  })
})
