import { describe, expect, it } from 'vitest'
import { signinControl } from '../../../../main/aws/signin-control.ts'
import type { SigninControl } from '../../../../main/aws/signin-control-types.ts'
import type { FakeAnswer } from '../../../fakes/fake-http.ts'
import { asked, by, errorOf, refused, replied, signinServiceRig } from '../../../fakes/signin-service-rig.ts'

const rig = (...script: FakeAnswer[]) => signinServiceRig(signinControl, ...script)

const sid = 'q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4mrze8BI0VniavN7wEjRWeJ'
const clientToken = 'db3dd08d-1802-4c5f-ae39-a4ef7fd39637'
const enabled = { targetId: '111122223333', scope: 'ACCOUNT', consoleAuthorizationEnabled: true }
const statement = { sourceIp: '203.0.113.0/24', clientToken }
const elsewhere = { ...by, region: 'eu-central-1' }

describe('signinControl, what is sent', () => {
  const host = 'https://signin.us-east-1.api.aws'
  const json = { type: 'application/json', scope: 'us-east-1/signin/aws4_request' }
  const calls: readonly (readonly [string, (control: SigninControl) => Promise<unknown>, unknown, object])[] =
    [
      [
        'PutConsoleAuthorizationConfiguration',
        (control) => control.putConsoleAuthorization({}, by),
        enabled,
        { line: `POST ${host}/put-console-authorization-configuration`, body: {}, ...json },
      ],
      [
        'GetConsoleAuthorizationConfiguration',
        (control) => control.getConsoleAuthorization({ targetId: '111122223333' }, by),
        enabled,
        {
          line: `POST ${host}/get-console-authorization-configuration`,
          body: { targetId: '111122223333' },
          ...json,
        },
      ],
      [
        'DeleteConsoleAuthorizationConfiguration',
        (control) => control.deleteConsoleAuthorization({ targetId: 'o-abcdefghij' }, by),
        { ...enabled, targetId: 'o-abcdefghij', consoleAuthorizationEnabled: false },
        {
          line: `POST ${host}/delete-console-authorization-configuration`,
          body: { targetId: 'o-abcdefghij' },
          ...json,
        },
      ],
      [
        'PutResourcePermissionStatement',
        (control) => control.putPermissionStatement(statement, by),
        { statementId: sid },
        { line: `POST ${host}/put-resource-permission-statement`, body: statement, ...json },
      ],
      [
        'DeleteResourcePermissionStatement',
        (control) => control.deletePermissionStatement({ statementId: sid, clientToken }, by),
        {},
        {
          line: `POST ${host}/delete-resource-permission-statement`,
          body: { statementId: sid, clientToken },
          ...json,
        },
      ],
      [
        'ListResourcePermissionStatements',
        (control) => control.listPermissionStatements(by),
        { permissionStatements: [] },
        { line: `POST ${host}/list-resource-permission-statements`, body: { maxResults: 100 }, ...json },
      ],
      [
        'GetResourcePolicy, with neither body nor content type',
        (control) => control.getResourcePolicy(by),
        { signinResourceBasedPolicy: {} },
        { line: `POST ${host}/get-resource-policy`, body: undefined, ...json, type: undefined },
      ],
    ]

  it.each(calls)('%s', async (_, call, reply, sent) => {
    const { http, client, run } = rig(replied(reply))
    await run(call(client))
    expect(asked(http.requests[0])).toEqual(sent)
  })

  it('the signature of GetResourcePolicy is botocore’s', async () => {
    const { http, client, run } = rig(replied({ signinResourceBasedPolicy: {} }))
    await run(client.getResourcePolicy(by))
    expect(http.requests[0]?.headers.authorization).toContain(
      'SignedHeaders=host;x-amz-date;x-amz-security-token, Signature=22a00558086e97a5781878ae18f207849ef3946ba2c5595d0fcb3da03a8a67e7',
    )
  })

  it('what is written goes to us-east-1 and is signed for it; what is read stays in the region', async () => {
    const { http, client, run } = rig(
      replied(enabled),
      replied(enabled),
      replied({ statementId: sid }),
      replied({}),
      replied(enabled),
      replied({ permissionStatements: [] }),
      replied({ signinResourceBasedPolicy: {} }),
    )
    await run(client.putConsoleAuthorization({}, elsewhere))
    await run(client.deleteConsoleAuthorization({}, elsewhere))
    await run(client.putPermissionStatement(statement, elsewhere))
    await run(client.deletePermissionStatement({ statementId: sid, clientToken }, elsewhere))
    await run(client.getConsoleAuthorization({}, elsewhere))
    await run(client.listPermissionStatements(elsewhere))
    await run(client.getResourcePolicy(elsewhere))
    const at = (region: string) => `signin.${region}.api.aws ${region}/signin/aws4_request`
    expect(http.requests.map((request) => `${request.url.host} ${asked(request).scope}`)).toEqual([
      ...Array.from({ length: 4 }, () => at('us-east-1')),
      ...Array.from({ length: 3 }, () => at('eu-central-1')),
    ])
  })

  it('a retry carries the same idempotency token, and a signature of its own', async () => {
    const { http, client, run } = rig(
      refused(500, 'InternalServerException', 'server_error'),
      replied({ statementId: sid }),
    )
    expect(await run(client.putPermissionStatement(statement, by))).toEqual({ statementId: sid })
    expect(http.requests.map((request) => asked(request).body)).toEqual([statement, statement])
  })
})

describe('signinControl, what comes back', () => {
  it('console authorization, with whatever scope AWS has, and nothing that is not known', async () => {
    const { client, run } = rig(replied({ ...enabled, scope: 'ORGANIZATION_ROOT', later: 1 }))
    expect(await run(client.getConsoleAuthorization({}, by))).toEqual({
      ...enabled,
      scope: 'ORGANIZATION_ROOT',
    })
  })

  it('all pages of statements, an empty one among them, each statement once', async () => {
    const item = (id: string) => ({ sid: id, condition: { StringEquals: { 'aws:SourceVpc': ['vpc-1'] } } })
    const { http, client, run } = rig(
      replied({ permissionStatements: [item('a')], nextToken: 'one' }),
      replied({ permissionStatements: [], nextToken: 'two' }),
      replied({
        permissionStatements: [item('a'), { sid: 'b' }, { sid: 'c', condition: null }],
        nextToken: '',
      }),
    )
    expect(await run(client.listPermissionStatements(by))).toEqual([
      item('a'),
      { sid: 'b', condition: {} },
      { sid: 'c', condition: {} },
    ])
    expect(http.requests.map((request) => asked(request).body)).toEqual([
      { maxResults: 100 },
      { maxResults: 100, nextToken: 'one' },
      { maxResults: 100, nextToken: 'two' },
    ])
  })

  it('a page token that comes again is an error, and no endless list', async () => {
    const page = (nextToken: string) => replied({ permissionStatements: [], nextToken })
    const { http, client, run } = rig(page('one'), page('two'), page('one'))
    const error = await errorOf(run(client.listPermissionStatements(by)))
    expect([error.code, error.message, http.left]).toEqual([
      'response-malformed',
      'AWS Sign-In gave a list of statements that does not end. Nothing was changed. Try again, and update Signet if it stays so.',
      0,
    ])
  })

  it('a policy: single values as lists, and members that are unknown here kept', async () => {
    const { client, run } = rig(
      replied({
        signinResourceBasedPolicy: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Deny',
              NotPrincipal: { AWS: 'x' },
              Action: 'signin:Authenticate',
              Resource: '*',
              Condition: { Bool: { 'aws:ViaAWSService': 'false' } },
            },
            { Sid: 's', Effect: 'Deny', Principal: { AWS: '*' }, Action: ['a', 'b'], Resource: '*' },
          ],
        },
      }),
    )
    expect(await run(client.getResourcePolicy(by))).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          NotPrincipal: { AWS: 'x' },
          Action: ['signin:Authenticate'],
          Resource: '*',
          Condition: { Bool: { 'aws:ViaAWSService': ['false'] } },
        },
        { Sid: 's', Effect: 'Deny', Principal: { AWS: '*' }, Action: ['a', 'b'], Resource: '*' },
      ],
    })
  })

  it('a policy without statements is one', async () => {
    const { client, run } = rig(replied({ signinResourceBasedPolicy: { Statement: null } }))
    expect(await run(client.getResourcePolicy(by))).toEqual({ Version: '', Statement: [] })
  })

  it.each<[string, unknown, (control: SigninControl) => Promise<unknown>]>([
    ['no policy', {}, (control) => control.getResourcePolicy(by)],
    [
      'a statement without an effect',
      { signinResourceBasedPolicy: { Statement: [{ Action: [], Resource: '*' }] } },
      (control) => control.getResourcePolicy(by),
    ],
    [
      'a statement without actions, which could have NotAction',
      {
        signinResourceBasedPolicy: {
          Statement: [{ Effect: 'Deny', NotAction: ['signin:*'], Resource: '*' }],
        },
      },
      (control) => control.getResourcePolicy(by),
    ],
    ['no list', { nextToken: 'a' }, (control) => control.listPermissionStatements(by)],
    [
      'no answer whether it is on',
      { ...enabled, consoleAuthorizationEnabled: 'true' },
      (control) => control.getConsoleAuthorization({}, by),
    ],
    ['no id of what was made', {}, (control) => control.putPermissionStatement(statement, by)],
  ])('refuses a reply with %s (R19)', async (_, reply, call) => {
    const { client, run } = rig(replied(reply))
    expect((await errorOf(run(call(client)))).code).toBe('response-malformed')
  })
})

describe('signinControl, what is not sent', () => {
  it.each<[string, (control: SigninControl) => Promise<unknown>]>([
    ['target-invalid', (control) => control.putConsoleAuthorization({ targetId: '1' }, by)],
    ['target-invalid', (control) => control.getConsoleAuthorization({ targetId: '' }, by)],
    ['target-invalid', (control) => control.deleteConsoleAuthorization({ targetId: 'o-1' }, by)],
    ['statement-invalid', (control) => control.putPermissionStatement({ sourceVpc: 'x', clientToken }, by)],
    ['request-malformed', (control) => control.putPermissionStatement({ ...statement, clientToken: '' }, by)],
    [
      'statement-invalid',
      (control) => control.deletePermissionStatement({ statementId: '../x', clientToken }, by),
    ],
    [
      'request-malformed',
      (control) => control.deletePermissionStatement({ statementId: sid, clientToken: 'a b' }, by),
    ],
  ])('%s', async (code, call) => {
    const { http, client, run } = rig()
    const error = await errorOf(run(call(client)))
    expect([error.code, http.requests]).toEqual([code, []])
  })
})
