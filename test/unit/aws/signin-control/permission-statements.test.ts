import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { controlCall } from '../../../aws/signin-control-client.ts'
import { type StandIn, startStandIn } from '../../../aws/stand-in.ts'

const put = 'put-resource-permission-statement'
const remove = 'delete-resource-permission-statement'
const list = 'list-resource-permission-statements'
const account = '111122223333'
const excludedPrincipal = `arn:aws:iam::${account}:role/BreakGlass`
const sourceVpc = 'vpc-0123456789abcdef0'

let standIn: StandIn
beforeEach(async () => {
  standIn = await startStandIn({ signinControl: { emptyPageRate: 0, shortPageRate: 0 } })
})
afterEach(() => standIn.close())

async function call(path: string, body?: unknown, who = 'developer') {
  const { body: reply, status, type } = await controlCall(standIn, who, path, body)
  return status === 200 ? reply : [status, type, reply.error]
}
async function added(body: object): Promise<string> {
  return String((await controlCall(standIn, 'developer', put, body)).body.statementId)
}
const invalid = [400, 'ValidationException', 'INVALID_REQUEST']
const conflict = [409, 'ConflictException', 'CONFLICT']

describe('PutResourcePermissionStatement', () => {
  it('makes two Deny statements of one, for before and after sign-in', async () => {
    const sid = await added({ sourceIp: '203.0.113.0/24', excludedPrincipal })
    const statement = (Action: readonly string[], principalKey: string) => ({
      ...{ Effect: 'Deny', Principal: { AWS: '*' }, Action, Resource: '*' },
      Condition: {
        StringEquals: { 'aws:ResourceAccount': [account] },
        ArnNotEquals: { [principalKey]: [excludedPrincipal] },
        NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24'] },
      },
    })
    expect(sid).toMatch(/^[A-Za-z0-9+/]{64}=?$/)
    expect(await call('get-resource-policy')).toEqual({
      signinResourceBasedPolicy: {
        Version: '2012-10-17',
        Statement: [
          statement(['signin:Authenticate'], 'signin:PrincipalArn'),
          statement(['signin:CreateOAuth2Token', 'signin:AuthorizeOAuth2Access'], 'aws:PrincipalArn'),
        ],
      },
    })
  })

  it('puts a region beside a VPC, as a scope or as a statement of its own', async () => {
    await added({ sourceVpc, requestedRegion: 'us-east-1', excludedPrincipal })
    const scoped = standIn.signinControl.policyOf(account).Statement
    standIn.signinControl.change({ region: 'pins' })
    const pinned = standIn.signinControl.policyOf(account).Statement
    expect([scoped.length, scoped[0]?.Condition, pinned.length, pinned[2]?.Condition]).toEqual([
      2,
      {
        StringEquals: { 'aws:ResourceAccount': [account], 'aws:RequestedRegion': ['us-east-1'] },
        ArnNotEquals: { 'signin:PrincipalArn': [excludedPrincipal] },
        StringNotEquals: { 'aws:SourceVpc': [sourceVpc] },
      },
      3,
      {
        StringEquals: { 'aws:ResourceAccount': [account], 'aws:SourceVpc': [sourceVpc] },
        StringNotEqualsIfExists: { 'aws:RequestedRegion': ['us-east-1'] },
        ArnNotEquals: { 'signin:PrincipalArn': [excludedPrincipal], 'aws:PrincipalArn': [excludedPrincipal] },
      },
    ])
  })

  it.each<[what: string, body: unknown]>([
    ['nothing', {}],
    ['a VPC without its region', { sourceVpc }],
    [
      'an endpoint without its region',
      { sourceVpc, signinSourceVpce: 'vpce-0123abcd', requestedRegion: undefined },
    ],
    ['an address in a VPC that is not named', { vpcSourceIp: '10.0.0.0/8' }],
    ['a VPC of another form', { sourceVpc: 'vpc-XYZ', requestedRegion: 'us-east-1' }],
    ['an endpoint of another form', { signinSourceVpce: 'vpce-1', requestedRegion: 'us-east-1' }],
    ['a region of another form', { sourceVpc, requestedRegion: 'virginia' }],
    ['an address that is none', { sourceIp: '203.0.113.256' }],
    ['a range that is none', { sourceIp: '203.0.113.0/33' }],
    [
      'a principal with a path',
      { sourceIp: '203.0.113.1', excludedPrincipal: `arn:aws:iam::${account}:role/a/b` },
    ],
    [
      'a principal that is a session',
      { sourceIp: '203.0.113.1', excludedPrincipal: `arn:aws:sts::${account}:assumed-role/a/b` },
    ],
    ['a client token with a space', { sourceIp: '203.0.113.1', clientToken: 'a b' }],
    ['a member that is not known', { sourceIp: '203.0.113.1', sourceVpce: 'vpce-0123abcd' }],
    ['a number for an address', { sourceIp: 1 }],
  ])('refuses %s, with the model at hand or without', async (_what, body) => {
    const plain = await startStandIn({ useModel: false })
    const { body: reply, status, type } = await controlCall(plain, 'developer', put, body)
    await plain.close()
    expect([await call(put, body), [status, type, reply.error]]).toEqual([invalid, invalid])
  })

  it.each<[what: string, body: object]>([
    ['a public address with a VPC', { sourceIp: '203.0.113.1', sourceVpc, requestedRegion: 'us-east-1' }],
    ['an endpoint without its VPC', { signinSourceVpce: 'vpce-0123abcd', requestedRegion: 'us-east-1' }],
    ['a principal alone', { excludedPrincipal }],
    ['a region alone', { requestedRegion: 'us-east-1' }],
  ])('takes or refuses %s, which no documentation decides, by a setting', async (_what, body) => {
    const taken = await call(put, { ...body, clientToken: 'one' })
    standIn.signinControl.change({ combinations: 'refused' })
    expect([taken, await call(put, { ...body, clientToken: 'two' })]).toEqual([
      { statementId: expect.any(String) },
      invalid,
    ])
  })

  it('answers a repeated client token the same, and refuses one for something else', async () => {
    const statement = { sourceIp: '203.0.113.1', clientToken: 'one' }
    const first = await call(put, statement)
    expect([
      await call(put, statement),
      await call(put, { ...statement, sourceIp: '203.0.113.2' }),
      await call(put, { ...statement, clientToken: 'two' }),
      await call(put, { sourceIp: '203.0.113.1' }),
      standIn.signinControl.statementsOf(account).length,
    ]).toEqual([first, conflict, conflict, conflict, 1])
  })

  it('forgets a client token in the end, and what was taken away may be put again at once', async () => {
    const statement = { sourceIp: '203.0.113.1', clientToken: 'one' }
    const statementId = await added(statement)
    await call(remove, { statementId, clientToken: 'gone' })
    const again = await added({ ...statement, clientToken: 'two' })
    const third = await call(put, { ...statement, clientToken: 'three' })
    standIn.clock.advance(601)
    const late = await call(put, { ...statement, clientToken: 'three' })
    expect([again === statementId, third, late]).toEqual([
      false,
      conflict,
      { statementId: expect.any(String) },
    ])
  })

  it('keeps to its quota, with the status of the model or of the API reference', async () => {
    standIn.signinControl.change({ statementQuota: 1 })
    await added({ sourceIp: '203.0.113.1' })
    const first = await call(put, { sourceIp: '203.0.113.2' })
    standIn.signinControl.change({ statuses: 'documented' })
    const quota = ['ServiceQuotaExceededException', 'SERVICE_QUOTA_EXCEEDED']
    expect([first, await call(put, { sourceIp: '203.0.113.2' })]).toEqual([
      [402, ...quota],
      [400, ...quota],
    ])
  })
})

describe('DeleteResourcePermissionStatement', () => {
  it('takes a statement away once, and says so again to the same token', async () => {
    const statementId = await added({ sourceIp: '203.0.113.1' })
    const gone = { statementId, clientToken: 'gone' }
    expect([
      await call(remove, gone, 'administrator'),
      await call(remove, gone),
      await call(remove, gone),
      await call(remove, { statementId, clientToken: 'other' }),
      await call(remove, { statementId: 'A'.repeat(64), clientToken: 'gone' }),
      await call(remove, { statementId: 'short' }),
      await call(remove, {}),
      standIn.signinControl.statementsOf(account),
    ]).toEqual([
      [404, 'ResourceNotFoundException', 'RESOURCE_NOT_FOUND'],
      {},
      {},
      [404, 'ResourceNotFoundException', 'RESOURCE_NOT_FOUND'],
      invalid,
      invalid,
      invalid,
      [],
    ])
  })
})

describe('ListResourcePermissionStatements', () => {
  async function pages(maxResults: number): Promise<readonly (readonly unknown[])[]> {
    const found: (readonly unknown[])[] = []
    let nextToken: unknown
    do {
      const { body } = await controlCall(standIn, 'developer', list, { maxResults, nextToken })
      found.push((body.permissionStatements as readonly { readonly sid: string }[]).map(({ sid }) => sid))
      nextToken = body.nextToken
    } while (nextToken !== undefined)
    return found
  }

  it('gives all by pages, some of them empty or short', async () => {
    const sids: string[] = []
    for (let last = 1; last <= 7; last += 1) sids.push(await added({ sourceIp: `203.0.113.${last}` }))
    const even = await pages(3)
    standIn.signinControl.change({ emptyPageRate: 1, shortPageRate: 1 })
    const odd = await pages(3)
    expect([
      even.map((page) => page.length),
      even.flat(),
      odd.map((page) => page.length),
      odd.flat(),
    ]).toEqual([[3, 3, 1], sids, [0, 2, 0, 2, 0, 2, 0, 1], sids])
  })

  it('shows one entry for a statement, with the keys of both phases', async () => {
    const sid = await added({ sourceIp: '203.0.113.1', excludedPrincipal })
    const condition = {
      StringEquals: { 'aws:ResourceAccount': [account] },
      ArnNotEquals: { 'signin:PrincipalArn': [excludedPrincipal], 'aws:PrincipalArn': [excludedPrincipal] },
      NotIpAddress: { 'aws:SourceIp': ['203.0.113.1'] },
    }
    expect([await call(list, {}), await call(list, {}, 'administrator')]).toEqual([
      { permissionStatements: [{ sid, condition }] },
      { permissionStatements: [] },
    ])
  })

  it.each([
    { maxResults: 0 },
    { maxResults: 101 },
    { maxResults: '5' },
    { nextToken: 'AAAA' },
    { nextToken: '?' },
  ])('refuses %j', async (body) => {
    expect(await call(list, body)).toEqual(invalid)
  })
})

describe('GetResourcePolicy', () => {
  it('takes no body, and can say that there is no policy', async () => {
    const empty = await call('get-resource-policy')
    const refused = await call('get-resource-policy', {})
    standIn.signinControl.change({ whenAbsent: 'not-found' })
    expect([empty, refused, await call('get-resource-policy')]).toEqual([
      { signinResourceBasedPolicy: { Version: '2012-10-17', Statement: [] } },
      invalid,
      [404, 'ResourceNotFoundException', 'RESOURCE_NOT_FOUND'],
    ])
  })
})
