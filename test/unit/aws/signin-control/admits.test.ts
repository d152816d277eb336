import { describe, expect, it } from 'vitest'
import {
  admits,
  principalArn,
  type SigninPolicy,
  type Situation,
  verdict,
} from '../../../aws/signin-policy/admits.ts'
import type { ConditionBlock } from '../../../aws/signin-policy/condition.ts'
import type { Network } from '../../../aws/signin-policy/network.ts'

const account = '111122223333'
const role = `arn:aws:iam::${account}:role/Developer`
const home: Network = { sourceIp: '198.51.100.7', requestedRegion: 'us-east-1' }
const vpc: Network = {
  sourceVpc: 'vpc-0123456789abcdef0',
  signinSourceVpce: 'vpce-0signin00',
  consoleSourceVpce: 'vpce-0console0',
  vpcSourceIp: '10.0.0.5',
  requestedRegion: 'us-east-1',
}

const all = ['signin:Authenticate', 'signin:CreateOAuth2Token', 'signin:AuthorizeOAuth2Access']
function denyOn(Condition: ConditionBlock, Action: readonly string[] = all): SigninPolicy {
  return { Statement: [{ Effect: 'Deny', Principal: { AWS: '*' }, Action, Resource: '*', Condition }] }
}
function situation(network: Network = home, arn = role, isPortalUser = false): Situation {
  return { principal: { arn, accountId: account, isPortalUser }, network }
}

const key = 'aws:SourceIp'
type Case = [what: string, condition: ConditionBlock, refused: boolean, network?: Network]

const conditions: Case[] = [
  ['no condition at all', {}, true],
  ['an address in the range', { IpAddress: { [key]: ['198.51.100.0/24'] } }, true],
  ['an address outside the range', { IpAddress: { [key]: ['203.0.113.0/24'] } }, false],
  ['NotIpAddress outside the range', { NotIpAddress: { [key]: ['203.0.113.0/24'] } }, true],
  ['NotIpAddress in the range', { NotIpAddress: { [key]: ['198.51.100.0/24'] } }, false],
  [
    'NotIpAddress in one of two ranges',
    { NotIpAddress: { [key]: ['203.0.113.0/24', '198.51.100.7'] } },
    false,
  ],
  ['NotIpAddress with no address known', { NotIpAddress: { [key]: ['0.0.0.0/0'] } }, true, vpc],
  ['NotIpAddressIfExists with none known', { NotIpAddressIfExists: { [key]: ['0.0.0.0/0'] } }, true, vpc],
  ['IpAddress with no address known', { IpAddress: { [key]: ['0.0.0.0/0'] } }, false, vpc],
  ['IpAddressIfExists with none known', { IpAddressIfExists: { [key]: ['203.0.113.0/24'] } }, true, vpc],
  [
    'an IPv6 address in its range',
    { NotIpAddress: { [key]: ['2001:db8::/32'] } },
    false,
    { sourceIp: '2001:db8:1::9' },
  ],
  [
    'an IPv6 address outside it',
    { NotIpAddress: { [key]: ['2001:db8::/32'] } },
    true,
    { sourceIp: '2001:db9::9' },
  ],
  [
    'an IPv6 address and all of IPv4',
    { NotIpAddress: { [key]: ['0.0.0.0/0'] } },
    true,
    { sourceIp: '2001:db8::1' },
  ],
  ['a range that is none', { NotIpAddress: { [key]: ['198.51.100.0/99'] } }, true],
  ['StringEquals of the region', { StringEquals: { 'aws:RequestedRegion': ['us-east-1'] } }, true],
  ['StringEquals in other case', { StringEquals: { 'aws:RequestedRegion': ['US-EAST-1'] } }, false],
  ['StringEqualsIgnoreCase', { StringEqualsIgnoreCase: { 'aws:RequestedRegion': ['US-EAST-1'] } }, true],
  ['a key in other case', { StringEquals: { 'AWS:requestedregion': ['us-east-1'] } }, true],
  ['StringNotEquals of another', { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1'] } }, true],
  ['StringLike', { StringLike: { 'aws:RequestedRegion': ['us-*-?'] } }, true],
  ['StringLike with a dot for a letter', { StringLike: { 'aws:RequestedRegion': ['us.east.1'] } }, false],
  ['StringNotLike', { StringNotLike: { 'aws:RequestedRegion': ['us-*'] } }, false],
  ['StringNotEquals with the key missing', { StringNotEquals: { 'aws:SourceVpc': ['vpc-00000000'] } }, true],
  ['StringEquals with the key missing', { StringEquals: { 'aws:SourceVpc': ['vpc-00000000'] } }, false],
  [
    'StringEqualsIfExists with it missing',
    { StringEqualsIfExists: { 'aws:SourceVpc': ['vpc-00000000'] } },
    true,
  ],
  ['Null true of a missing key', { Null: { 'aws:SourceVpc': ['true'] } }, true],
  ['Null false of a missing key', { Null: { 'aws:SourceVpc': ['false'] } }, false],
  ['Null false of a key that is there', { Null: { 'aws:SourceVpc': ['false'] } }, true, vpc],
  ['Bool of a missing key', { Bool: { 'aws:SecureTransport': ['false'] } }, false],
  [
    'ForAllValues of a missing key',
    { 'ForAllValues:StringEquals': { 'aws:SourceVpc': ['vpc-00000000'] } },
    true,
  ],
  ['ForAnyValue of a missing key', { 'ForAnyValue:StringNotEquals': { 'aws:SourceVpc': ['vpc-0'] } }, false],
  [
    'ForAnyValue of one that is there',
    { 'ForAnyValue:StringNotEquals': { 'aws:SourceVpc': ['vpc-0'] } },
    true,
    vpc,
  ],
  [
    'two keys, one of which does not hold',
    { StringEquals: { 'aws:RequestedRegion': ['us-east-1'], 'aws:SourceVpc': ['vpc-00000000'] } },
    false,
  ],
  [
    'two operators that hold',
    { StringEquals: { 'aws:RequestedRegion': ['us-east-1'] }, NotIpAddress: { [key]: ['203.0.113.0/24'] } },
    true,
  ],
  ['another account', { StringEquals: { 'aws:ResourceAccount': ['999988887777'] } }, false],
  ['an operator that is not known', { NumericLessThan: { 'aws:Anything': ['1'] } }, true],
  ['a policy variable', { StringEquals: { 'aws:RequestedRegion': [`\${aws:PrincipalTag/region}`] } }, true],
]

describe('admits', () => {
  it.each<Case>(conditions)('%s', (_what, condition, refused, network) => {
    expect(admits(denyOn(condition), true, situation(network))).toBe(!refused)
  })

  it('lets everybody in where console authorization is off, and where there is no policy', () => {
    expect([admits(denyOn({}), false, situation()), admits(undefined, true, situation())]).toEqual([
      true,
      true,
    ])
  })

  it.each<[what: string, pattern: string, arn: string, refused: boolean]>([
    ['the very role', role, role, false],
    ['a session of the role', role, `arn:aws:sts::${account}:assumed-role/Developer/alice`, false],
    ['another role', role, `arn:aws:iam::${account}:role/Other`, true],
    ['a pattern', `arn:aws:iam::*:role/Dev*`, role, false],
    ['a pattern that would have to reach over a colon', 'arn:aws:*:role/Developer', role, true],
    [
      'a role of Identity Center by its name alone',
      `arn:aws:iam::${account}:role/AWSReservedSSO_Admin_0123456789abcdef`,
      `arn:aws:sts::${account}:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/bob`,
      true,
    ],
    [
      'a federated user, who has no ARN before sign-in',
      `arn:aws:sts::${account}:federated-user/bob`,
      `arn:aws:sts::${account}:federated-user/bob`,
      true,
    ],
  ])('leaves out by ArnNotEquals: %s', (_what, pattern, arn, refused) => {
    const condition = (name: string): ConditionBlock => ({ ArnNotEquals: { [name]: [pattern] } })
    const policy: SigninPolicy = {
      Statement: [
        ...denyOn(condition('signin:PrincipalArn'), ['signin:Authenticate']).Statement,
        ...denyOn(condition('aws:PrincipalArn'), all.slice(1)).Statement,
      ],
    }
    expect(admits(policy, true, situation(home, arn))).toBe(!refused)
  })

  it('catches portal users by every condition on a network, and by nothing else', () => {
    const there: ConditionBlock = { NotIpAddress: { [key]: ['198.51.100.0/24'] } }
    const other: ConditionBlock = { StringEquals: { 'aws:ResourceAccount': ['999988887777'] }, ...there }
    const portal = situation(home, role, true)
    expect([there, other].map((each) => admits(denyOn(each), true, portal))).toEqual([false, true])
  })

  it('never sees a public address beside a VPC', () => {
    const policy = denyOn({ IpAddress: { [key]: ['198.51.100.7'] } })
    expect(admits(policy, true, situation({ ...vpc, sourceIp: '198.51.100.7' }))).toBe(true)
  })

  it('asks about the token through both endpoints', () => {
    const policy = denyOn({ StringNotEquals: { 'aws:SourceVpce': ['vpce-0signin00'] } })
    expect(verdict(policy, true, situation(vpc))).toEqual({
      ...{ admitted: false, phase: 'after-sign-in' },
      ...{ action: 'signin:CreateOAuth2Token', statement: 0 },
    })
  })
})

describe('verdict', () => {
  it.each([
    [['signin:Authenticate'], 'before-sign-in'],
    [['signin:*'], 'before-sign-in'],
    [['SIGNIN:authorizeoauth2access'], 'after-sign-in'],
    [['signin:CreateOAuth2Token'], 'after-sign-in'],
    [['s3:*'], undefined],
  ])('a Deny of %j ends %s', (actions, phase) => {
    const found = verdict(denyOn({}, actions), true, situation())
    expect(found.admitted ? undefined : found.phase).toBe(phase)
  })

  it('asks about the wanted actions alone', () => {
    const policy = denyOn({}, ['signin:Authenticate'])
    expect(verdict(policy, true, situation(), ['signin:CreateOAuth2Token'])).toEqual({ admitted: true })
  })

  it('counts Deny statements alone, and those that mean somebody else not at all', () => {
    const [deny] = denyOn({}).Statement
    if (!deny) throw new Error('There is no statement.')
    const others = [
      { ...deny, Effect: 'Allow' },
      { ...deny, Principal: { AWS: 'arn:aws:iam::111122223333:role/Other' } },
    ]
    const meant = { ...deny, Principal: { AWS: account } }
    expect(verdict({ Statement: [...others, meant] }, true, situation())).toMatchObject({ statement: 2 })
  })
})

describe('principalArn', () => {
  it('is that of the role for its sessions, and as it is for the others', () => {
    const arns = [`arn:aws:sts::${account}:assumed-role/Dev/x`, `arn:aws:iam::${account}:root`]
    expect(arns.map(principalArn)).toEqual([`arn:aws:iam::${account}:role/Dev`, arns[1]])
  })
})
