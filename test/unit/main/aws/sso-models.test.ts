import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { SsoOidcClient } from '../../../../main/aws/sso-oidc.ts'
import { ssoOidcRefusals } from '../../../../main/aws/sso-oidc-refusals.ts'
import type { SsoPortal } from '../../../../main/aws/sso-portal.ts'
import { ssoPortalRefusals } from '../../../../main/aws/sso-portal-refusals.ts'
import type { HttpRequest } from '../../../../main/kernel/ports/http.ts'
import { ssoRig } from '../../../fakes/sso-rig.ts'

const models = new URL('../../../../../shared/models/', import.meta.url)
const absent = !existsSync(models)

interface Member {
  readonly shape: string
  readonly location?: 'querystring' | 'header'
  readonly locationName?: string
}
interface Shape {
  readonly type: string
  readonly required?: readonly string[]
  readonly members?: Readonly<Record<string, Member>>
  readonly max?: number
}
interface Model {
  readonly metadata: { readonly signingName: string }
  readonly operations: Readonly<
    Record<
      string,
      {
        readonly http: { readonly method: string; readonly requestUri: string }
        readonly input: { readonly shape: string }
        readonly authtype?: string
      }
    >
  >
  readonly shapes: Readonly<Record<string, Shape>>
}
const read = (name: string): Model => JSON.parse(readFileSync(new URL(name, models), 'utf8')) as Model

const region = 'eu-central-1'
const access = { region, accessToken: 'aoa-1' }
const registered = { region, registration: { clientId: 'c', clientSecret: 's', expiresAt: 0 } }
const code = { code: 'c', redirectUri: 'http://127.0.0.1:1/oauth/callback', codeVerifier: 'v' }
const grantType = 'urn:ietf:params:oauth:grant-type:'
const iam = {
  region,
  clientId: 'arn',
  scope: ['a'],
  credentials: { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'k', sessionToken: 't' },
}
const tokenExchange = {
  grantType: `${grantType}token-exchange`,
  subjectToken: 't',
  subjectTokenType: 'u',
  requestedTokenType: 'u',
} as const

const oidcCalls: readonly (readonly [string, (oidc: SsoOidcClient) => Promise<unknown>])[] = [
  ...(['authorization-code', 'device'] as const).map(
    (flow) =>
      [
        'RegisterClient',
        (oidc: SsoOidcClient) =>
          oidc.registerClient({ region, clientName: 'a', scopes: ['s'], flow, issuerUrl: 'https://a' }),
      ] as const,
  ),
  [
    'StartDeviceAuthorization',
    (oidc) => oidc.startDeviceAuthorization({ ...registered, startUrl: 'https://a' }),
  ],
  ['CreateToken', (oidc) => oidc.redeemCode({ ...registered, ...code })],
  ['CreateToken', (oidc) => oidc.pollDevice({ ...registered, deviceCode: 'd' })],
  ['CreateToken', (oidc) => oidc.refresh({ ...registered, refreshToken: 'r' })],
  ...[
    { grantType: 'authorization_code', ...code } as const,
    { grantType: 'refresh_token', refreshToken: 'r' } as const,
    { grantType: `${grantType}jwt-bearer`, assertion: 'a.b.c' } as const,
    tokenExchange,
  ].map(
    (grant) =>
      ['CreateTokenWithIAM', (oidc: SsoOidcClient) => oidc.createTokenWithIam({ ...iam, grant })] as const,
  ),
]
const portalCalls: readonly (readonly [string, (portal: SsoPortal) => Promise<unknown>])[] = [
  ['ListAccounts', (portal) => portal.listAccounts(access)],
  ['ListAccountRoles', (portal) => portal.listAccountRoles({ ...access, accountId: '1' })],
  ['GetRoleCredentials', (portal) => portal.getRoleCredentials({ ...access, accountId: '1', roleName: 'r' })],
  ['Logout', (portal) => portal.logout(access)],
]

/** What a call sends first. */
async function sent(call: (rig: ReturnType<typeof ssoRig>) => Promise<unknown>): Promise<HttpRequest> {
  const requests: HttpRequest[] = []
  const rig = ssoRig({
    send: async (request) => {
      requests.push(request)
      throw new TypeError('far enough')
    },
  })
  await rig.run(call(rig)).catch(() => undefined)
  const [request] = requests
  if (!request) throw new TypeError('nothing was sent')
  return request
}

/** Everything about a request that the model says something about, and what it says. */
function compared(model: Model, name: string, request: HttpRequest) {
  const operation = model.operations[name]
  const shape = model.shapes[operation?.input.shape ?? '']
  const [path = '', constant = ''] = (operation?.http.requestUri ?? '').split('?')
  const members = Object.entries(shape?.members ?? {}).map(([member, { location, locationName }]) => ({
    place: location ?? 'body',
    name: locationName ?? member,
    required: shape?.required?.includes(member) === true,
  }))
  const body: unknown = request.body && JSON.parse(new TextDecoder().decode(request.body))
  const places: Readonly<Record<string, readonly string[]>> = {
    querystring: [...request.url.searchParams.keys()],
    header: Object.keys(request.headers).filter((each) => each.startsWith('x-amz-sso')),
    body: Object.keys(Object(body)),
  }
  const fixed = [...new URLSearchParams(constant).keys()]
  return {
    is: {
      route: `${request.method} ${request.url.pathname}`,
      constant: fixed.map((each) => `${each}=${request.url.searchParams.get(each)}`).join('&'),
      missing: members.filter((each) => each.required && !places[each.place]?.includes(each.name)),
      unknown: Object.entries(places).flatMap(([place, names]) =>
        names.filter(
          (sentName) =>
            !(place === 'querystring' && fixed.includes(sentName)) &&
            !members.some((each) => each.place === place && each.name === sentName),
        ),
      ),
      hasBody: request.body !== undefined,
      signed: /\/([^/]+)\/aws4_request/.exec(request.headers.authorization ?? '')?.[1],
    },
    must: {
      route: `${operation?.http.method} ${path}`,
      constant,
      missing: [],
      unknown: [],
      hasBody: members.some((each) => each.place === 'body'),
      signed: operation?.authtype === 'none' ? undefined : model.metadata.signingName,
    },
  }
}

describe.skipIf(absent)('the rows and AWS’s service models (skipped: the models are not there)', () => {
  it.each(oidcCalls)('SSO OIDC, %s', async (name, call) => {
    const { is, must } = compared(read('sso-oidc.service-2.json'), name, await sent(({ oidc }) => call(oidc)))
    expect(is).toEqual(must)
  })

  it.each(portalCalls)('the portal, %s', async (name, call) => {
    const { is, must } = compared(read('sso.service-2.json'), name, await sent(({ portal }) => call(portal)))
    expect(is).toEqual(must)
  })

  it('there is no operation that no call covers, and no exception that no table knows', () => {
    const oidc = read('sso-oidc.service-2.json')
    const portal = read('sso.service-2.json')
    const covered = (calls: readonly (readonly [string, unknown])[]) =>
      [...new Set(calls.map(([name]) => name))].sort()
    expect([covered(oidcCalls), covered(portalCalls)]).toEqual([
      Object.keys(oidc.operations).sort(),
      Object.keys(portal.operations).sort(),
    ])
    const enums = (model: Model, name: string): readonly string[] =>
      (Reflect.get(model.shapes[name] ?? {}, 'enum') as string[] | undefined) ?? []
    const reasons = [
      ...enums(oidc, 'AccessDeniedExceptionReason'),
      ...enums(oidc, 'InvalidRequestExceptionReason'),
    ].map((reason) => `reason ${reason}`)
    const exceptions = (model: Model) =>
      Object.entries(model.shapes).flatMap(([name, shape]) => (Reflect.has(shape, 'exception') ? [name] : []))
    const general = ['InternalServerException', 'TooManyRequestsException']
    const unknown = [
      ...[...reasons, ...exceptions(oidc)].filter((name) => !(name in ssoOidcRefusals)),
      ...exceptions(portal).filter((name) => !(name in ssoPortalRefusals)),
    ]
    expect(unknown.filter((name) => !general.includes(name))).toEqual([])
    expect(portal.shapes.MaxResultType?.max).toBe(100)
  })
})
