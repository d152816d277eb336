import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type StandIn, startStandIn } from '../aws/stand-in.ts'
import { authorizedGrant, refresh, signIn } from '../aws/test-client.ts'
import { botocoreAbsence } from '../fakes/botocore.ts'
import { runProgram } from './outside-program.ts'

const model = fileURLToPath(new URL('../../../shared/models/signin.service-2.json', import.meta.url))
const absent = existsSync(model) ? botocoreAbsence() : 'the service models are not beside this project'
const reason = absent ? ` (skipped: ${absent})` : ''

/**
 * Makes calls one after another and says what became of each. The folder of models has no endpoint rules, as AWS's own
 * let nobody name another control plane.
 */
const script = `
import json, os, sys
import botocore.session
from botocore.exceptions import ClientError
out = []
for call in json.loads(sys.argv[1]):
    session = botocore.session.get_session()
    if call.get('key'):
        session.set_credentials(*call['key'])
    client = session.create_client('signin', region_name='us-east-1', endpoint_url=call['url'])
    try:
        if call.get('paginate'):
            pages = list(client.get_paginator(call['method']).paginate(**call['with']))
            out.append([page['permissionStatements'] for page in pages])
            continue
        reply = getattr(client, call['method'])(**call['with'])
        reply.pop('ResponseMetadata')
        out.append(reply)
    except ClientError as error:
        out.append([error.response['ResponseMetadata']['HTTPStatusCode'], error.response['Error']['Code'], error.response.get('error')])
print(json.dumps(out))
`

const paginators = {
  pagination: {
    ListResourcePermissionStatements: {
      ...{ input_token: 'nextToken', output_token: 'nextToken' },
      ...{ limit_key: 'maxResults', result_key: 'permissionStatements' },
    },
  },
}

let standIn: StandIn
let folder: string
beforeEach(async () => {
  standIn = await startStandIn({ refreshTokenPrefix: 'ASOR', signinControl: { emptyPageRate: 0.5 } })
  folder = await mkdtemp(join(tmpdir(), 'signin-model-'))
  if (absent) return
  const place = join(folder, 'models', 'signin', '2023-01-01')
  await mkdir(place, { recursive: true })
  await copyFile(model, join(place, 'service-2.json'))
  await writeFile(join(place, 'paginators-1.json'), JSON.stringify(paginators))
})
afterEach(async () => {
  await standIn.close()
  await rm(folder, { recursive: true, force: true })
})

interface Call {
  readonly method: string
  readonly with?: object
  readonly principal?: string
  readonly paginate?: boolean
  readonly data?: boolean
}

/** What botocore makes of each call: the reply, or status, type and `error`. */
async function called(...calls: readonly Call[]): Promise<readonly unknown[]> {
  const asked = calls.map((call) => {
    const key = standIn.signinControl.accessKey(call.principal ?? 'developer')
    return {
      ...{ method: call.method, paginate: call.paginate ?? false, with: call.with ?? {} },
      key: [key.accessKeyId, key.secretAccessKey, key.sessionToken],
      url: call.data ? standIn.env.AWS_ENDPOINT_URL_SIGNIN : standIn.env.SIGNET_ENDPOINT_URL_SIGNIN_CONTROL,
    }
  })
  const env = {
    HOME: folder,
    AWS_DATA_PATH: join(folder, 'models'),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
  }
  const { code, stderr, stdout } = await runProgram(
    '/usr/bin/python3',
    ['-c', script, JSON.stringify(asked)],
    env,
  )
  expect([stderr, code]).toEqual(['', 0])
  return JSON.parse(stdout)
}

const account = '111122223333'
const put = 'put_resource_permission_statement'
const list = 'list_resource_permission_statements'
const excludedPrincipal = `arn:aws:iam::${account}:role/BreakGlass`
const statement = { sourceIp: '203.0.113.0/24', excludedPrincipal }

/** As the model names what the wire has capitalised. */
const wholePolicy = {
  signinResourceBasedPolicy: {
    version: '2012-10-17',
    statement: ['203.0.113.0/24', '2001:db8::/32'].flatMap((range) =>
      [
        ['signin:PrincipalArn', 'signin:Authenticate'],
        ['aws:PrincipalArn', 'signin:CreateOAuth2Token', 'signin:AuthorizeOAuth2Access'],
      ].map(([key = '', ...action]) => ({
        ...{ effect: 'Deny', principal: { AWS: '*' }, action, resource: '*' },
        condition: {
          StringEquals: { 'aws:ResourceAccount': [account] },
          NotIpAddress: { 'aws:SourceIp': [range] },
          ...(range === statement.sourceIp ? { ArnNotEquals: { [key]: [excludedPrincipal] } } : {}),
        },
      })),
    ),
  },
}

describe("botocore with AWS's model of Sign-In", () => {
  it.skipIf(absent)(`turns console authorization on and off${reason}`, async () => {
    const [on, off] = ['put', 'delete'].map((verb) => `${verb}_console_authorization_configuration`)
    const organization = { targetId: 'o-acme123456' }
    const own = (scope: string, consoleAuthorizationEnabled: boolean, targetId = account) => ({
      ...{ targetId, scope, consoleAuthorizationEnabled },
    })
    expect(
      await called(
        { method: on ?? '' },
        { method: 'get_console_authorization_configuration', with: { targetId: account } },
        { method: on ?? '', with: organization },
        { method: on ?? '', with: organization, principal: 'management' },
        { method: off ?? '' },
      ),
    ).toEqual([
      own('ACCOUNT', true),
      own('ACCOUNT', true),
      [403, 'AccessDeniedException', 'INSUFFICIENT_PERMISSIONS'],
      own('ORGANIZATION', true, 'o-acme123456'),
      own('ACCOUNT', false),
    ])
  })

  it.skipIf(absent)(`puts, lists, reads and deletes statements${reason}`, async () => {
    const [first, ...others] = await called(
      { method: put, with: { ...statement, clientToken: 'one' } },
      { method: put, with: { ...statement, clientToken: 'two' } },
      { method: put, with: { sourceIp: '2001:db8::/32' } },
      { method: put, with: { sourceVpc: 'vpc-00000000' } },
      { method: 'delete_resource_permission_statement', with: { statementId: 'A'.repeat(64) } },
    )
    const id = { statementId: expect.stringMatching(/^[A-Za-z0-9+/]{64}$/) }
    expect([first, ...others]).toEqual([
      id,
      [409, 'ConflictException', 'CONFLICT'],
      id,
      [400, 'ValidationException', 'INVALID_REQUEST'],
      [404, 'ResourceNotFoundException', 'RESOURCE_NOT_FOUND'],
    ])
    const sids = standIn.signinControl.statementsOf(account).map(({ sid }) => sid)
    const [pages, policy, gone] = await called(
      { method: list, with: { PaginationConfig: { PageSize: 1 } }, paginate: true },
      { method: 'get_resource_policy' },
      { method: 'delete_resource_permission_statement', with: first as object },
    )
    const listed = (pages as readonly (readonly { readonly sid: string }[])[]).flat()
    expect([listed.map(({ sid }) => sid), policy, gone]).toEqual([sids, wholePolicy, {}])
    expect(standIn.signinControl.statementsOf(account).map(({ sid }) => sid)).toEqual(sids.slice(1))
  })

  it.skipIf(absent)(`asks for a token, looks at it, and ends a chain${reason}`, async () => {
    const [issued] = await called({
      ...{ method: 'create_o_auth2_token_with_iam', data: true },
      with: { grantType: 'client_credentials', resource: 'aws-mcp.amazonaws.com' },
    })
    const session = await signIn(standIn, { principal: 'developer' })
    const token = Object(issued).accessToken
    const introspect = { method: 'introspect_o_auth2_token_with_iam', data: true }
    const revoke = { method: 'revoke_o_auth2_token_with_iam', data: true }
    const replies = await called(
      { ...introspect, with: { token } },
      { ...introspect, with: { token }, principal: 'administrator' },
      { ...revoke, with: { token: session.refreshToken } },
      { ...introspect, with: { token: session.refreshToken, tokenTypeHint: 'refresh_token' } },
    )
    expect([issued, replies, (await refresh(standIn, session)).status]).toEqual([
      { accessToken: expect.stringMatching(/^ASOA/), tokenType: 'Bearer', expiresIn: expect.any(Number) },
      [
        expect.objectContaining({ active: true, accountId: account, aud: 'aws-mcp.amazonaws.com' }),
        { active: false },
        {},
        { active: false },
      ],
      400,
    ])
  })

  it.skipIf(absent)(
    `reads the refusals of a plain CreateOAuth2Token, which it does not sign${reason}`,
    async () => {
      const { body } = await authorizedGrant(standIn)
      expect(
        await called({ method: 'create_o_auth2_token', data: true, with: { tokenInput: body } }),
      ).toEqual([[400, 'ValidationException', 'INVALID_REQUEST']])
    },
  )
})
