/**
 * Every operation of AWS Sign-In's model, called by Signet's client and by the real botocore with AWS's model, each on a
 * stand-in of its own: the same comes of both. What the model does not have is signed by a signer of the tests' own.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { overridesFrom } from '../../main/aws/endpoint-overrides.ts'
import { loadEndpoints } from '../../main/aws/endpoints.ts'
import type { RestJsonPorts } from '../../main/aws/rest-json.ts'
import { serverTime } from '../../main/aws/server-time.ts'
import { signinConfidentialClient } from '../../main/aws/signin-confidential.ts'
import { signinControl } from '../../main/aws/signin-control.ts'
import { type ActiveToken, signinOauth } from '../../main/aws/signin-oauth.ts'
import { nodeClock } from '../../main/hosts/node/clock.ts'
import { type NodeHttp, nodeHttp } from '../../main/hosts/node/http.ts'
import { nodeRandom } from '../../main/hosts/node/random.ts'
import { AppError } from '../../main/kernel/errors.ts'
import type { Action } from '../aws/principals.ts'
import { signedPost } from '../aws/signin-control-client.ts'
import { type StandIn, startStandIn } from '../aws/stand-in.ts'
import { authorizedGrant, signIn } from '../aws/test-client.ts'
import { botocoreAbsence } from '../fakes/botocore.ts'
import { runProgram } from './outside-program.ts'

const modelPath = new URL('../../../shared/models/signin.service-2.json', import.meta.url).pathname
const absence = existsSync(modelPath) ? botocoreAbsence() : 'AWS’s service model is not beside this project'
const reason = absence === undefined ? '' : ` (skipped: ${absence})`
const region = 'us-east-1'

type Members = Readonly<Record<string, unknown>>
/** An operation as botocore names it, and under which name what it gave is used later: `$name`. */
type Step = readonly [operation: string, parameters: Members, keep?: readonly [member: string, as: string]]

const office = { sourceIp: '203.0.113.0/24', excludedPrincipal: 'arn:aws:iam::111122223333:role/BreakGlass' }
const vpc = { sourceVpc: 'vpc-0a1b2c3d4e5f60718', requestedRegion: 'eu-central-1' }
const resource = 'aws-mcp.amazonaws.com'
const confidential = { clientId: 'arn:aws:signin:::devtools/same-device' }

const scenario: readonly Step[] = [
  ['get_console_authorization_configuration', {}],
  ['put_resource_permission_statement', { ...office, clientToken: 'one' }, ['statementId', 'office']],
  // The same again, as after a lost reply; then what contradicts it.
  ['put_resource_permission_statement', { ...office, clientToken: 'one' }],
  ['put_resource_permission_statement', { ...vpc, clientToken: 'one' }],
  ['put_resource_permission_statement', { ...office, clientToken: 'other' }],
  ['put_resource_permission_statement', { ...vpc, clientToken: 'two' }, ['statementId', 'vpc']],
  ['put_resource_permission_statement', { sourceIp: '2001:db8::/32', clientToken: 'three' }],
  ['list_resource_permission_statements', {}],
  ['get_resource_policy', {}],
  ['put_console_authorization_configuration', { targetId: '111122223333' }],
  ['get_console_authorization_configuration', { targetId: '111122223333' }],
  ['delete_console_authorization_configuration', {}],
  ['delete_resource_permission_statement', { statementId: '$office', clientToken: 'four' }],
  ['delete_resource_permission_statement', { statementId: '$office', clientToken: 'five' }],
  ['list_resource_permission_statements', {}],
  ['create_o_auth2_token_with_iam', { grantType: 'client_credentials', resource }, ['accessToken', 'token']],
  ['introspect_o_auth2_token_with_iam', { token: '$token' }],
  ['introspect_o_auth2_token_with_iam', { token: 'ASOAunknown', tokenTypeHint: 'access_token' }],
  ['introspect_o_auth2_token_with_iam', { token: '$refresh', tokenTypeHint: 'refresh_token' }],
  ['revoke_o_auth2_token_with_iam', { token: '$refresh' }],
  ['revoke_o_auth2_token_with_iam', { token: '$refresh' }],
  ['introspect_o_auth2_token_with_iam', { token: '$refresh' }],
  ['create_o_auth2_token', { tokenInput: '$grant' }, ['tokenOutput.refreshToken', 'confidential']],
  [
    'create_o_auth2_token',
    { tokenInput: { ...confidential, grantType: 'refresh_token', refreshToken: '$confidential' } },
  ],
]

const python = `
import boto3, botocore.session, json, os
given = json.loads(os.environ['GIVEN'])
session = boto3.Session(botocore_session=botocore.session.get_session())
def client(url):
    made = session.client('signin', region_name='us-east-1', endpoint_url=url)
    # The model says that this one is not signed; a confidential client's is.
    made.meta.events.register('choose-signer.signin.CreateOAuth2Token', lambda **_: 'v4')
    return made
control, oauth = client(given['control']), client(given['signin'])
kept = dict(given['kept'])
def filled(value):
    if isinstance(value, dict): return {name: filled(each) for name, each in value.items()}
    return kept[value[1:]] if isinstance(value, str) and value.startswith('$') else value
def call(operation, parameters):
    made = getattr(oauth if 'o_auth2' in operation else control, operation)
    reply = made(**parameters)
    reply.pop('ResponseMetadata')
    while reply.get('nextToken'):
        more = made(**parameters, nextToken=reply.pop('nextToken'))
        reply['permissionStatements'] += more['permissionStatements']
        reply['nextToken'] = more.get('nextToken')
    reply.pop('nextToken', None)
    return reply
results = []
for operation, parameters, *keep in given['steps']:
    try:
        reply = call(operation, filled(parameters))
        for member, name in keep:
            value = reply
            for part in member.split('.'): value = value[part]
            kept[name] = value
        results.append(reply)
    except botocore.exceptions.ClientError as error:
        results.append({'refused': error.response['Error']['Code']})
print(json.dumps(results))
`

/** How Signet names what botocore gives by the exception's name. */
const codes: Readonly<Record<string, string>> = {
  AccessDeniedException: 'insufficient-permissions',
  ValidationException: 'invalid-request',
  ResourceNotFoundException: 'not-found',
  ConflictException: 'conflict',
  ServiceQuotaExceededException: 'quota-exceeded',
}

let http: NodeHttp
let folder: string
beforeAll(() => {
  http = nodeHttp({ env: {} })
  folder = mkdtempSync(join(tmpdir(), 'signet-model-'))
  const place = join(folder, 'signin', '2023-01-01')
  mkdirSync(place, { recursive: true })
  symlinkSync(modelPath, join(place, 'service-2.json'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await http.close()
})

async function portsOf(standIn: StandIn): Promise<RestJsonPorts> {
  const clock = nodeClock()
  const endpoints = await loadEndpoints('signin', overridesFrom(standIn.env))
  return { http, clock, random: nodeRandom(), serverTime: serverTime(clock), endpoints }
}

/** Both start from the same: a refresh token that can be revoked, and a grant of a confidential client. */
async function withStandIn<T>(
  run: (standIn: StandIn, kept: Members) => Promise<T>,
  options: { readonly deny?: readonly Action[] } = {},
): Promise<T> {
  const standIn = await startStandIn({ refreshTokenPrefix: 'ASOR' })
  try {
    const { refreshToken } = await signIn(standIn, { principal: 'developer' })
    const { body } = await authorizedGrant(standIn, { principal: 'developer' })
    standIn.principals.deny(options.deny ?? [])
    return await run(standIn, { refresh: refreshToken, grant: body })
  } finally {
    await standIn.close()
  }
}

async function byBotocore(standIn: StandIn, kept: Members, steps: readonly Step[]): Promise<unknown[]> {
  const key = standIn.signinControl.accessKey('developer', { seconds: 7200 })
  const { signin, signinControl: control } = standIn.urls
  const outcome = await runProgram('/usr/bin/python3', ['-c', python], {
    AWS_DATA_PATH: folder,
    AWS_ACCESS_KEY_ID: key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
    AWS_SESSION_TOKEN: key.sessionToken ?? '',
    AWS_CONFIG_FILE: join(folder, 'none'),
    AWS_MAX_ATTEMPTS: '1',
    GIVEN: JSON.stringify({ kept, steps, control: control[region], signin: signin[region] }),
  })
  expect([outcome.stderr, outcome.code]).toEqual(['', 0])
  return JSON.parse(outcome.stdout)
}

async function bySignet(standIn: StandIn, kept: Members, steps: readonly Step[]): Promise<unknown[]> {
  const { sessionToken = '', ...key } = standIn.signinControl.accessKey('developer', { seconds: 7200 })
  const by = { credentials: { ...key, sessionToken }, region }
  const ports = await portsOf(standIn)
  const [control, oauth] = [signinControl(ports), signinOauth(ports)]
  const calls: Readonly<Record<string, (parameters: never) => Promise<unknown>>> = {
    get_console_authorization_configuration: (input) => control.getConsoleAuthorization(input, by),
    put_console_authorization_configuration: (input) => control.putConsoleAuthorization(input, by),
    delete_console_authorization_configuration: (input) => control.deleteConsoleAuthorization(input, by),
    put_resource_permission_statement: (input) => control.putPermissionStatement(input, by),
    delete_resource_permission_statement: async (input) =>
      (await control.deletePermissionStatement(input, by)) ?? {},
    list_resource_permission_statements: async () => ({
      permissionStatements: await control.listPermissionStatements(by),
    }),
    get_resource_policy: async () => {
      const { Version, Statement } = await control.getResourcePolicy(by)
      const statement = Statement.map((each) =>
        Object.fromEntries(Object.entries(each).map(([name, value]) => [name.toLowerCase(), value])),
      )
      return { signinResourceBasedPolicy: { version: Version, statement } }
    },
    create_o_auth2_token_with_iam: async (input) => {
      const { accessToken, expiration } = await oauth.issueToken(input, by)
      const expiresIn = Math.round((expiration - ports.serverTime.now()) / 1000)
      return { accessToken, tokenType: 'Bearer', expiresIn }
    },
    introspect_o_auth2_token_with_iam: async (input) => {
      const told = await oauth.introspectToken(input, by)
      return told.active ? asModel(told) : told
    },
    revoke_o_auth2_token_with_iam: async (input) => (await oauth.revokeToken(input, by)) ?? {},
    create_o_auth2_token: async ({ tokenInput }: { tokenInput: never }) => {
      const reply = await signinConfidentialClient(ports).createToken(tokenInput, by)
      const { expiration: _, expiresInSeconds: expiresIn, idToken, ...tokens } = reply
      return { tokenOutput: { ...tokens, expiresIn, ...(idToken === undefined ? {} : { idToken }) } }
    },
  }
  const known: Record<string, unknown> = { ...kept }
  const results: unknown[] = []
  for (const [operation, parameters, keep] of steps) {
    try {
      const reply = await calls[operation]?.(filled(parameters, known) as never)
      if (keep) known[keep[1]] = memberOf(reply, keep[0])
      results.push(reply)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      results.push({ refused: error.code })
    }
  }
  return results
}

/** What Signet makes of an active token, under the names of the model. */
function asModel(told: ActiveToken): object {
  const seconds = (time: number | undefined) => time && time / 1000
  const named = {
    active: true,
    clientId: told.clientId,
    userId: told.userId,
    tokenType: told.tokenType,
    exp: seconds(told.expiresAt),
    iat: seconds(told.issuedAt),
    nbf: seconds(told.notBefore),
    sub: told.subject,
    aud: told.audience[0],
    iss: told.issuer,
    jti: told.tokenId,
    accountId: told.accountId,
    signinSession: told.signinSession,
    resource: told.resource,
  }
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined))
}

function filled(value: unknown, known: Members): unknown {
  if (typeof value === 'string' && value.startsWith('$')) return known[value.slice(1)]
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, filled(each, known)]))
}

function memberOf(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, name) => Reflect.get(Object(at), name), value)
}

/** What differs between any two runs becomes its form; the same value becomes the same word. */
function withoutChance(results: readonly unknown[]): unknown {
  const words = new Map<string, string>()
  const word = (kind: string, value: string) => {
    words.set(value, words.get(value) ?? `${kind} ${words.size}`)
    return words.get(value)
  }
  return JSON.parse(JSON.stringify(results), (name, value) => {
    if (name === 'refused') return codes[value] ?? value
    if (typeof value === 'number' && name !== 'expiresIn') return 'a time'
    if (typeof value !== 'string') return value
    if (/^[A-Za-z0-9+/]{64}=?$/.test(value)) return word('statement', value)
    if (/^ASO[AR]|^eyJ/.test(value) || value.length > 300) return word(value.slice(0, 4), value)
    if (name.endsWith('Key') || name === 'accessKeyId' || name === 'sessionToken') return word(name, value)
    return value.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/, (uuid) => word('uuid', uuid) ?? '')
  })
}

describe.skipIf(absence !== undefined)(`Signet and botocore at AWS Sign-In${reason}`, () => {
  it('get the same from every operation of the model', async () => {
    const steps = scenario
    const botocore = await withStandIn((standIn, kept) => byBotocore(standIn, kept, steps))
    const signet = await withStandIn((standIn, kept) => bySignet(standIn, kept, steps))
    expect(withoutChance(signet)).toEqual(withoutChance(botocore))
    const refusals = botocore.filter((result) => Object.hasOwn(Object(result), 'refused'))
    const operations = new Set(steps.map(([operation]) => operation))
    console.log(
      `${steps.length} calls of ${operations.size} operations, ${refusals.length} of them refused: the same by both`,
    )
    expect([operations.size, refusals.length]).toEqual([11, 3])
  })

  it('are refused alike', async () => {
    const deny = [
      'signin:CreateOAuth2Token',
      'signin:IntrospectOAuth2Token',
      'signin:RevokeOAuth2Token',
      'signin:PutConsoleAuthorizationConfiguration',
      'signin:GetConsoleAuthorizationConfiguration',
      'signin:DeleteConsoleAuthorizationConfiguration',
      'signin:PutResourcePermissionStatement',
      'signin:DeleteResourcePermissionStatement',
      'signin:ListResourcePermissionStatements',
      'signin:GetResourcePolicy',
      'signin:ExchangeToken',
    ] as const
    const once = scenario.filter(([name], index) => scenario.findIndex(([each]) => each === name) === index)
    const steps = once.map(([name, parameters]): Step => {
      if (name.startsWith('delete_resource')) return [name, { statementId: 'A'.repeat(64), clientToken: 'a' }]
      return [name, name.startsWith('introspect') ? { token: '$refresh' } : parameters]
    })
    const botocore = await withStandIn((standIn, kept) => byBotocore(standIn, kept, steps), { deny })
    const signet = await withStandIn((standIn, kept) => bySignet(standIn, kept, steps), { deny })
    expect(withoutChance(signet)).toEqual(withoutChance(botocore))
    expect(botocore).toEqual(steps.map(() => ({ refused: 'AccessDeniedException' })))
  })
})

describe('Signet and another signer, where AWS has documentation and no model', () => {
  it('get the same bearer token and token exchange', async () => {
    await withStandIn(async (standIn) => {
      const { sessionToken = '', ...key } = standIn.signinControl.accessKey('developer', { seconds: 7200 })
      const credentials = { ...key, sessionToken }
      const oauth = signinOauth(await portsOf(standIn))
      const claims = { sub: 'alice', exp: Math.floor(standIn.clock.now() / 1000) + 1800 }
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
      const subjectToken = `${part({ alg: 'none' })}.${part(claims)}.x`
      const post = (query: string, body: object) =>
        signedPost({
          url: `${standIn.urls.signin[region]}/v1/token?${query}`,
          ...{ key: credentials, region, body, now: standIn.clock.now() },
        })
      const other = [
        await post('x-amz-token-request-type=bearer', {
          grant_type: 'client_credentials',
          resource,
          duration: 900,
        }),
        await post('x-amz-oauth-token-method=token-exchange', {
          grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
          subject_token: subjectToken,
          subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
          resource,
        }),
      ]
      const now = Date.now()
      const signet = [
        await oauth.issueBearerToken({ resource, durationSeconds: 900 }, { credentials, region }),
        await oauth.exchangeToken({ subjectToken, resource }, { credentials, region }),
      ]
      const form = (token: unknown, seconds: number) => [String(token).slice(0, 4), Math.round(seconds / 60)]
      expect(
        signet.map(({ accessToken, expiration }) => form(accessToken, (expiration - now) / 1000)),
      ).toEqual(other.map(({ body }) => form(body.access_token, Number(body.expires_in))))
      // Both are the caller's, by AWS's own word.
      for (const token of [
        ...signet.map((each) => each.accessToken),
        ...other.map((each) => each.body.access_token),
      ]) {
        const told = await oauth.introspectToken({ token: String(token) }, { credentials, region })
        expect(told).toMatchObject({ active: true, accountId: '111122223333', audience: [resource] })
      }
    })
  })
})
