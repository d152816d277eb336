import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { RestJsonPorts } from '../../../../main/aws/rest-json.ts'
import { signinClient } from '../../../../main/aws/signin.ts'
import { signinConfidentialClient } from '../../../../main/aws/signin-confidential.ts'
import { signinControl } from '../../../../main/aws/signin-control.ts'
import { signinControlRefusals } from '../../../../main/aws/signin-control-refusals.ts'
import { signinOauth } from '../../../../main/aws/signin-oauth.ts'
import { issueTokenRefusals } from '../../../../main/aws/signin-oauth-refusals.ts'
import type { HttpRequest } from '../../../../main/kernel/ports/http.ts'
import { generateDpopKey } from '../../../../main/oauth/dpop.ts'
import { sentJson } from '../../../fakes/fake-http.ts'
import { by, signinServiceRig } from '../../../fakes/signin-service-rig.ts'

const path = new URL('../../../../../shared/models/signin.service-2.json', import.meta.url)
const absent = !existsSync(path)

interface Shape {
  readonly required?: readonly string[]
  readonly payload?: string
  readonly exception?: boolean
  readonly enum?: readonly string[]
  readonly members?: Readonly<Record<string, { readonly shape: string; readonly locationName?: string }>>
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
        readonly staticContextParams?: Readonly<Record<string, { readonly value: boolean }>>
      }
    >
  >
  readonly shapes: Readonly<Record<string, Shape>>
}

const key = await generateDpopKey()
const sid = 'q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4mrze8BI0VniavN7wEjRWeJ'
const everyMember = {
  sourceVpc: 'vpc-0a1b2c3d',
  signinSourceVpce: 'vpce-0a1b2c3d',
  consoleSourceVpce: 'vpce-0a1b2c3d',
  vpcSourceIp: '10.0.0.1',
  sourceIp: '203.0.113.7',
  requestedRegion: 'us-east-1',
  excludedPrincipal: 'arn:aws:iam::111122223333:root',
}
const clientToken = 'a'
const targetId = '111122223333'
const refresh = { grantType: 'refresh_token', clientId: 'c', refreshToken: 'r' } as const
const code = {
  grantType: 'authorization_code',
  clientId: 'c',
  code: 'c',
  codeVerifier: 'v',
  redirectUri: 'u',
} as const

const calls: readonly (readonly [string, (ports: RestJsonPorts) => Promise<unknown>])[] = [
  ['CreateOAuth2Token', (ports) => signinClient(ports).createToken(refresh, { key, region: 'us-east-1' })],
  ['CreateOAuth2Token', (ports) => signinClient(ports).createToken(code, { key, region: 'us-east-1' })],
  ['CreateOAuth2Token', (ports) => signinConfidentialClient(ports).createToken(code, by)],
  ['CreateOAuth2TokenWithIAM', (ports) => signinOauth(ports).issueToken({ resource: 'r' }, by)],
  [
    'IntrospectOAuth2TokenWithIAM',
    (ports) => signinOauth(ports).introspectToken({ token: 'ASOAx', tokenTypeHint: 'access_token' }, by),
  ],
  ['RevokeOAuth2TokenWithIAM', (ports) => signinOauth(ports).revokeToken({ token: 'ASORx' }, by)],
  [
    'PutConsoleAuthorizationConfiguration',
    (ports) => signinControl(ports).putConsoleAuthorization({ targetId }, by),
  ],
  [
    'GetConsoleAuthorizationConfiguration',
    (ports) => signinControl(ports).getConsoleAuthorization({ targetId }, by),
  ],
  [
    'DeleteConsoleAuthorizationConfiguration',
    (ports) => signinControl(ports).deleteConsoleAuthorization({ targetId }, by),
  ],
  [
    'PutResourcePermissionStatement',
    (ports) => signinControl(ports).putPermissionStatement({ ...everyMember, clientToken }, by),
  ],
  [
    'DeleteResourcePermissionStatement',
    (ports) => signinControl(ports).deletePermissionStatement({ statementId: sid, clientToken }, by),
  ],
  ['ListResourcePermissionStatements', (ports) => signinControl(ports).listPermissionStatements(by)],
  ['GetResourcePolicy', (ports) => signinControl(ports).getResourcePolicy(by)],
]

/** What a call sends first, and of which kind its host is. */
async function sent(call: (ports: RestJsonPorts) => Promise<unknown>) {
  const kinds: unknown[] = []
  const requests: HttpRequest[] = []
  const { client } = signinServiceRig((ports) => ports)
  const ports: RestJsonPorts = {
    ...client,
    endpoints: (query) => {
      kinds.push(query.kind)
      return client.endpoints(query)
    },
    http: {
      send: async (request) => {
        requests.push(request)
        throw new TypeError('far enough')
      },
    },
  }
  await call(ports).catch(() => undefined)
  const [request] = requests
  if (!request) throw new TypeError('nothing was sent')
  return { request, kind: kinds[0] }
}

function compared(model: Model, name: string, { request, kind }: Awaited<ReturnType<typeof sent>>) {
  const operation = model.operations[name]
  const outer = model.shapes[operation?.input.shape ?? '']
  const payload = outer?.payload && outer.members?.[outer.payload]?.shape
  const shape = payload ? model.shapes[payload] : outer
  const members = Object.entries(shape?.members ?? {}).map(([member, { locationName }]) => ({
    name: locationName ?? member,
    required: shape?.required?.includes(member) === true,
  }))
  const names = Object.keys(Object(sentJson(request)))
  const { IsControlPlane, IsOAuthEndpoint } = operation?.staticContextParams ?? {}
  return {
    is: {
      route: `${request.method} ${request.url.pathname}${request.url.search}`,
      kind,
      hasBody: request.body !== undefined,
      missing: members.filter((member) => member.required && !names.includes(member.name)),
      unknown: names.filter((each) => !members.some((member) => member.name === each)),
      signingName: /\/([^/]+)\/aws4_request/.exec(request.headers.authorization ?? '')?.[1] ?? 'signin',
    },
    must: {
      route: `${operation?.http.method} ${operation?.http.requestUri}`,
      kind: IsControlPlane?.value ? 'control' : IsOAuthEndpoint?.value ? 'oauth' : 'data',
      hasBody: members.length > 0,
      missing: [],
      unknown: [],
      signingName: model.metadata.signingName,
    },
  }
}

describe.skipIf(absent)(
  'the rows and AWS’s service model of signin (skipped: the model is not there)',
  () => {
    const model = (): Model => JSON.parse(readFileSync(path, 'utf8')) as Model

    it.each(calls)('%s', async (name, call) => {
      const { is, must } = compared(model(), name, await sent(call))
      expect(is).toEqual(must)
    })

    it('every member of a statement can be sent', async () => {
      const put = calls.find(([name]) => name === 'PutResourcePermissionStatement')
      const { request } = await sent(put?.[1] ?? (() => Promise.reject(new TypeError('no such call'))))
      expect(Object.keys(Object(sentJson(request))).sort()).toEqual(
        Object.keys(model().shapes.PutResourcePermissionStatementInput?.members ?? {}).sort(),
      )
    })

    it('there is no operation that no call covers, and no exception or code that no table knows', () => {
      const { operations, shapes } = model()
      expect([...new Set(calls.map(([name]) => name))].sort()).toEqual(Object.keys(operations).sort())
      const exceptions = Object.keys(shapes).filter((name) => shapes[name]?.exception)
      const codes = shapes.OAuth2ErrorCode?.enum ?? []
      // Every service's own, and one that only a code grant meets.
      const general = ['TooManyRequestsError', 'InternalServerException', 'server_error', 'AUTHCODE_EXPIRED']
      const known = { ...signinControlRefusals }
      expect([...exceptions, ...codes].filter((name) => !(name in known) && !general.includes(name))).toEqual(
        [],
      )
      // The OAuth operations have neither conflicts nor quotas.
      const others = ['ConflictException', 'ServiceQuotaExceededException', 'ResourceNotFoundException']
      const unknown = exceptions.filter((name) => !(name in issueTokenRefusals) && !general.includes(name))
      expect(unknown.sort()).toEqual(others.sort())
    })
  },
)
