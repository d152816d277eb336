import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { overridesFrom } from '../../../../main/aws/endpoint-overrides.ts'
import { loadEndpoints } from '../../../../main/aws/endpoints.ts'
import type { RestJsonPorts } from '../../../../main/aws/rest-json.ts'
import { serverTime } from '../../../../main/aws/server-time.ts'
import { type SsoOidcClient, type SsoTokens, ssoOidcClient } from '../../../../main/aws/sso-oidc.ts'
import { ssoOidcAuthorizeUrl } from '../../../../main/aws/sso-oidc-authorize.ts'
import { type SsoPortal, ssoPortal } from '../../../../main/aws/sso-portal.ts'
import { nodeClock } from '../../../../main/hosts/node/clock.ts'
import { type NodeHttp, nodeHttp } from '../../../../main/hosts/node/http.ts'
import { nodeRandom } from '../../../../main/hosts/node/random.ts'
import { createPkce } from '../../../../main/oauth/pkce.ts'
import { organisation } from '../../../aws/identity-center/organisation.ts'
import { type StandIn, startStandIn } from '../../../aws/stand-in.ts'
import { signIn } from '../../../aws/test-client.ts'
import { whoIs } from '../../../unit/aws/who-is.ts'

const region = 'us-east-1'
const startUrl = 'https://d-1234567890.awsapps.com/start'
const scopes = ['sso:account:access']
const random = nodeRandom()

let standIn: StandIn
let http: NodeHttp
let oidc: SsoOidcClient
let portal: SsoPortal

beforeEach(async () => {
  standIn = await startStandIn({ identityCenter: { emptyPageRate: 0.3, shortPageRate: 0.3 } })
  http = nodeHttp({ env: {} })
  const clock = nodeClock()
  const overrides = overridesFrom(standIn.env)
  const portsOf = async (service: 'sso' | 'sso-oidc'): Promise<RestJsonPorts> => ({
    http,
    clock,
    random,
    serverTime: serverTime(clock),
    endpoints: await loadEndpoints(service, overrides),
  })
  oidc = ssoOidcClient(await portsOf('sso-oidc'))
  portal = ssoPortal(await portsOf('sso'))
})
afterEach(async () => {
  await http.close()
  await standIn.close()
})

async function signedIn(user = 'alice') {
  const flow = 'authorization-code'
  const registration = await oidc.registerClient({
    region,
    clientName: 'signet-a',
    scopes,
    flow,
    issuerUrl: startUrl,
  })
  const { codeVerifier, codeChallenge } = await createPkce(random)
  const redirectUri = 'http://127.0.0.1:53682/oauth/callback'
  const { clientId } = registration
  const baseUrl = oidc.baseUrl(region)
  const page = ssoOidcAuthorizeUrl({
    baseUrl,
    clientId,
    redirectUri,
    state: random.uuid(),
    scopes,
    codeChallenge,
  })
  const code = (await standIn.approveSso(page, user)).searchParams.get('code') ?? ''
  const tokens = await oidc.redeemCode({ region, registration, code, redirectUri, codeVerifier })
  return { registration, tokens, access: { region, accessToken: tokens.accessToken } }
}
const codeOf = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'it went through',
    (error: unknown) => Reflect.get(Object(error), 'code') ?? error,
  )
const inAnHour = ({ expiration }: SsoTokens): boolean =>
  Math.abs(expiration - Date.now() - 3_600_000) < 120_000

describe('ssoOidcClient and ssoPortal over real HTTP', () => {
  it('sign in with a browser, list everything, get credentials that AWS knows, refresh, sign out', async () => {
    const { registration, tokens, access } = await signedIn()
    const accounts = await portal.listAccounts(access)
    const roles = await Promise.all(
      accounts.map(({ accountId }) => portal.listAccountRoles({ ...access, accountId })),
    )
    expect([accounts.map(({ accountName }) => accountName), roles.map((each) => each.length)]).toEqual([
      ['acme-dev', 'acme-prod', 'acme-sandbox'],
      [3, 2, 1],
    ])
    const role = { accountId: '111122223333', roleName: 'ReadOnlyAccess' }
    const credentials = await portal.getRoleCredentials({ ...access, ...role })
    const [arn, account] = await whoIs(standIn, credentials)
    expect([arn, account, credentials.accountId, credentials.expiration > Date.now()]).toEqual([
      expect.stringMatching(/ReadOnlyAccess/),
      role.accountId,
      role.accountId,
      true,
    ])
    const refreshToken = tokens.refreshToken ?? ''
    const renewed = await oidc.refresh({ region, registration, refreshToken })
    expect([inAnHour(tokens), inAnHour(renewed), renewed.refreshToken === refreshToken]).toEqual([
      true,
      true,
      false,
    ])
    expect(await codeOf(oidc.refresh({ region, registration, refreshToken }))).toBe('session-expired')
    const after = { region, accessToken: renewed.accessToken }
    await portal.logout(after)
    expect(await codeOf(portal.listAccounts(after))).toBe('session-expired')
    await portal.logout(after)
  })

  it('sign in with a device code, waiting without an error', async () => {
    const registration = await oidc.registerClient({ region, clientName: 'signet-a', scopes, flow: 'device' })
    const device = await oidc.startDeviceAuthorization({ region, registration, startUrl })
    const poll = { region, registration, deviceCode: device.deviceCode }
    const first = await oidc.pollDevice(poll)
    await standIn.approveDevice(device.userCode)
    const second = await oidc.pollDevice(poll)
    expect([first, second.kind, device.expiresInSeconds, device.intervalSeconds]).toEqual([
      { kind: 'pending' },
      'tokens',
      600,
      1,
    ])
    expect(await codeOf(oidc.pollDevice(poll))).toBe('sign-in-expired')
    const denied = await oidc.startDeviceAuthorization({ region, registration, startUrl })
    await standIn.denyDevice(denied.userCode)
    const refused = oidc.pollDevice({ region, registration, deviceCode: denied.deviceCode })
    expect(await codeOf(refused)).toBe('sign-in-denied')
  })

  it('tell refusals apart', async () => {
    const { registration, tokens, access } = await signedIn('bob')
    const role = { ...access, accountId: '111122223333', roleName: 'ReadOnlyAccess' }
    const unregistered = { ...registration, clientSecret: 'wrong' }
    const refreshToken = tokens.refreshToken ?? ''
    const forDevice = { region, clientName: 'signet-a', scopes, flow: 'device' } as const
    const device = { region, registration: await oidc.registerClient(forDevice), startUrl }
    expect([
      await codeOf(portal.getRoleCredentials(role)),
      await codeOf(portal.getRoleCredentials({ ...role, accountId: '000000000000' })),
      await codeOf(portal.listAccounts({ region, accessToken: 'none' })),
      await codeOf(oidc.refresh({ region, registration: unregistered, refreshToken })),
      await codeOf(oidc.startDeviceAuthorization({ ...device, registration: unregistered })),
      await codeOf(oidc.startDeviceAuthorization({ ...device, registration })),
      await codeOf(oidc.startDeviceAuthorization({ ...device, startUrl: 'https://d-0.awsapps.com/start' })),
    ]).toEqual([
      'role-not-assigned',
      'role-not-assigned',
      'session-expired',
      'registration-invalid',
      'registration-invalid',
      'registration-invalid',
      'invalid-request',
    ])
  })

  it('trade an assertion as an IAM principal', async () => {
    const { accessToken: credentials } = await signIn(standIn)
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const claims = { sub: 'bob', aud: 'x', exp: Math.floor(Date.now() / 1000) + 3600 }
    const tokens = await oidc.createTokenWithIam({
      region,
      credentials,
      clientId: 'arn:aws:sso::111122223333:application/ssoins-1234567890abcdef/apl-1234567890abcdef',
      grant: {
        grantType: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: `${part({ alg: 'RS256' })}.${part(claims)}.c2ln`,
      },
      scope: scopes,
    })
    expect([inAnHour(tokens), tokens.scope]).toEqual([true, scopes])
  })
})

describe('ssoPortal on a busy organisation over real HTTP', () => {
  it('lists 40 accounts with hostile names, throttled and failing, five at once (R17, R18, T25)', async () => {
    const accounts = organisation({ accounts: 40, roles: 3 })
    await standIn.close()
    standIn = await startStandIn({
      identityCenter: { accounts, throttleRate: 0.05, errorRate: 0.05, autoApprove: 'alice' },
    })
    const clock = nodeClock()
    const overrides = overridesFrom(standIn.env)
    const ports = { http, clock, random, serverTime: serverTime(clock) }
    oidc = ssoOidcClient({ ...ports, endpoints: await loadEndpoints('sso-oidc', overrides) })
    portal = ssoPortal({ ...ports, endpoints: await loadEndpoints('sso', overrides) })
    const { access } = await signedIn()
    const listed = await portal.listAccounts(access)
    const roles = await Promise.all(
      listed.map(async ({ accountId }) => [
        accountId,
        await portal.listAccountRoles({ ...access, accountId }),
      ]),
    )
    expect(roles).toEqual(
      accounts.map(({ accountId, roles: each }) => [accountId, each.map(({ roleName }) => roleName)]),
    )
    expect(standIn.identityCenter.traffic.figures().maximumInFlight).toBeLessThanOrEqual(5)
  })
})
