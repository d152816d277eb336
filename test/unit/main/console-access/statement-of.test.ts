import { describe, expect, it } from 'vitest'
import type { ResourcePolicy } from '../../../../main/aws/signin-control-types.ts'
import { lockOut } from '../../../../main/console-access/lock-out.ts'
import type { SituationNetwork } from '../../../../main/console-access/situation.ts'
import { statementOf, withoutStatement, withStatement } from '../../../../main/console-access/statement-of.ts'

const accountId = '111122223333'
const glass = `arn:aws:iam::${accountId}:role/BreakGlass`
const empty: ResourcePolicy = { Version: '2012-10-17', Statement: [] }
const office = { sourceIp: '203.0.113.0/24', excludedPrincipal: glass }

function changes(input: Parameters<typeof statementOf>[0], networks: readonly SituationNetwork[]) {
  const principal = { arn: `arn:aws:iam::${accountId}:user/ann`, accountId, isPortalUser: false }
  const policy = withStatement(empty, input, accountId)
  const situations = networks.map((network) => ({ name: '', principal, network }))
  const before = { enabled: true, policy: empty }
  return lockOut({ before, after: { enabled: true, policy }, situations }).map(({ change }) => change)
}

describe('statementOf', () => {
  it("writes the two Deny statements of AWS's own sample", () => {
    const conditionWith = (key: string) => ({
      ArnNotEquals: { [key]: [glass] },
      StringEquals: { 'aws:ResourceAccount': [accountId] },
      NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24'] },
    })
    const deny = { Effect: 'Deny', Principal: { AWS: '*' }, Resource: '*' }
    expect(statementOf(office, accountId)).toEqual([
      { ...deny, Action: ['signin:Authenticate'], Condition: conditionWith('signin:PrincipalArn') },
      {
        ...deny,
        Action: ['signin:AuthorizeOAuth2Access', 'signin:CreateOAuth2Token'],
        Condition: conditionWith('aws:PrincipalArn'),
      },
    ])
  })

  it('keeps the account in every reading', () => {
    const input = { sourceVpc: 'vpc-0123abcd', requestedRegion: 'eu-west-1', sourceIp: '203.0.113.0/24' }
    const blocks = statementOf(input, accountId).flatMap(({ readings = [] }) => readings.flat())
    expect(blocks.length).toBeGreaterThan(5)
    for (const block of blocks) expect(block.StringEquals?.['aws:ResourceAccount']).toEqual([accountId])
  })

  it('refuses everybody where nothing says otherwise', () => {
    expect(changes({}, [{}])).toEqual(['loses'])
  })
})

describe('withStatement', () => {
  it('is sure of a single member', () => {
    expect(
      changes({ sourceVpc: 'vpc-0123abcd' }, [{ sourceVpc: 'vpc-0123abcd' }, { sourceIp: '203.0.113.7' }]),
    ).toEqual(['keeps', 'loses'])
  })

  it('of a VPC with its Region, is sure of those who meet both only', () => {
    const vpc = 'vpc-0123abcd'
    expect(
      changes({ sourceVpc: vpc, requestedRegion: 'eu-west-1' }, [
        { sourceVpc: vpc, requestedRegion: 'eu-west-1' },
        { sourceVpc: vpc, requestedRegion: 'us-east-1' },
        { sourceIp: '203.0.113.7', requestedRegion: 'eu-west-1' },
        { sourceIp: '203.0.113.7', requestedRegion: 'us-east-1' },
      ]),
    ).toEqual(['keeps', 'cannot-tell', 'cannot-tell', 'cannot-tell'])
  })

  it('of an address and a VPC, is sure of those who meet neither', () => {
    expect(
      changes({ sourceVpc: 'vpc-0123abcd', sourceIp: '203.0.113.0/24' }, [
        { sourceVpc: 'vpc-0123abcd' },
        { sourceIp: '203.0.113.7' },
        { sourceIp: '198.51.100.7' },
        { sourceVpc: 'vpc-99999999' },
      ]),
    ).toEqual(['cannot-tell', 'cannot-tell', 'loses', 'loses'])
  })

  it('of endpoints, is sure of those who come through the same one for both pages, and of others', () => {
    const [one, other] = ['vpce-0aaaaaaaa', 'vpce-0bbbbbbbb']
    expect(
      changes({ signinSourceVpce: one, consoleSourceVpce: one }, [
        { signinSourceVpce: one, consoleSourceVpce: one },
        { signinSourceVpce: other, consoleSourceVpce: other },
        { sourceIp: '203.0.113.7' },
      ]),
    ).toEqual(['keeps', 'loses', 'loses'])
    expect(changes({ signinSourceVpce: one }, [{ signinSourceVpce: one, consoleSourceVpce: other }])).toEqual(
      ['cannot-tell'],
    )
  })
})

describe('withoutStatement', () => {
  const policy = withStatement(
    withStatement(empty, office, accountId),
    { sourceVpc: 'vpc-0123abcd' },
    accountId,
  )
  const listed = (condition: object) => ({ sid: 'x'.repeat(64), condition: condition as never })

  it('takes both statements of a pair, however the list spells the condition', () => {
    const left = policy.Statement.slice(2)
    const both = { 'signin:PrincipalArn': [glass], 'aws:PrincipalArn': [glass] }
    const address = { NotIpAddress: { 'AWS:sourceip': ['203.0.113.0/24'] } }
    for (const condition of [
      { ...address, ArnNotEquals: { 'signin:PrincipalArn': [glass] } },
      { ArnNotEquals: { 'aws:principalarn': [glass] }, ...address },
      { ArnNotEquals: both, ...address, StringEquals: { 'aws:ResourceAccount': [accountId] } },
    ]) {
      expect(withoutStatement(policy, listed(condition))?.Statement).toEqual(left)
    }
  })

  it('takes those with its id', () => {
    const named = {
      ...policy,
      Statement: policy.Statement.map((one, index) => ({ ...one, Sid: index < 2 ? 'a' : 'b' })),
    }
    expect(withoutStatement(named, { sid: 'a', condition: {} })?.Statement.map(({ Sid }) => Sid)).toEqual([
      'b',
      'b',
    ])
  })

  it('says so when the policy has nothing of it', () => {
    expect(
      withoutStatement(policy, listed({ NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24'] } })),
    ).toBeUndefined()
  })
})
