/**
 * Sign-in resource policies and situations at random: values are drawn from few, so that they meet often; and now and then something odd.
 *
 * @module
 */
import fc from 'fast-check'
import type { PolicyCondition, PolicyStatement, ResourcePolicy } from '../../main/aws/signin-control-types.ts'
import type { Situation } from '../../main/console-access/situation.ts'

export const accountId = '111122223333'

const role = (name: string) => `arn:aws:iam::${accountId}:role/${name}`
const portalRole = role('aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef')

const principals = [
  role('Dev'),
  role('BreakGlass'),
  role('ops/BreakGlass'),
  `arn:aws:sts::${accountId}:assumed-role/Dev/me`,
  `arn:aws:sts::${accountId}:assumed-role/BreakGlass/me`,
  `arn:aws:iam::${accountId}:user/ann`,
  `arn:aws:iam::${accountId}:root`,
  `arn:aws:sts::${accountId}:federated-user/Bob`,
]

const addresses = ['203.0.113.7', '198.51.100.7', '2001:db8::7', '::ffff:203.0.113.7']
const vpcs = ['vpc-0123abcd', 'vpc-99999999']
const endpoints = ['vpce-0aaaaaaaa', 'vpce-0bbbbbbbb']
const inside = ['10.0.0.7', '10.9.0.7']
const regions = ['us-east-1', 'eu-west-1']

const oddValues = ['', '*', 'x', '${', 'true', 'false']

/** What a policy may compare each key with. */
const wanted: Readonly<Record<string, readonly string[]>> = {
  'aws:SourceIp': [
    ...['203.0.113.0/24', '198.51.100.7', '198.51.100.7/24', '0.0.0.0/0', '::/0', '2001:db8::/32'],
    ...['::ffff:203.0.113.0/120', '203.0.113.0/33', '0.0.0.0/1'],
  ],
  'aws:SourceVpc': [...vpcs, 'vpc-*', 'vpc-0123abc?', 'VPC-0123ABCD'],
  'aws:SourceVpce': [...endpoints, 'vpce-*'],
  'aws:VpcSourceIp': ['10.0.0.0/16', '10.0.0.7', '10.0.0.0/8'],
  'aws:RequestedRegion': [...regions, 'us-*', 'EU-WEST-1'],
  'signin:PrincipalArn': [
    ...principals,
    portalRole,
    role('*'),
    role('ops/*'),
    role('*Glass'),
    'arn:aws:iam::*:root',
  ],
  'aws:PrincipalArn': [...principals, portalRole, role('*'), role('ops/*'), role('D?v'), 'arn:aws:*:*:*:*'],
  'aws:PrincipalAccount': [accountId, '444455556666'],
  'aws:ResourceAccount': [accountId, accountId, accountId, '444455556666'],
  'aws:PrincipalOrgID': ['o-abcdefghij'],
  'aws:MultiFactorAuthPresent': ['true', 'false'],
}

const comparisons: Readonly<Record<'address' | 'arn' | 'text', readonly string[]>> = {
  address: ['NotIpAddress', 'NotIpAddress', 'NotIpAddress', 'IpAddress'],
  arn: [
    'ArnNotEquals',
    'ArnNotEquals',
    'ArnNotLike',
    'ArnEquals',
    'ArnLike',
    'StringEquals',
    'StringNotLike',
  ],
  text: [
    'StringNotEquals',
    'StringNotEquals',
    'StringEquals',
    'StringLike',
    'StringNotLike',
    'StringEqualsIgnoreCase',
  ],
}
const anyOperators = [
  'Null',
  'Bool',
  'notipaddress',
  'DateGreaterThan',
  'NumericEquals',
  'Unheard',
  'StringNotEquals',
]

function operatorsOf(key: string): readonly string[] {
  if (key.endsWith('Ip')) return comparisons.address
  return key.endsWith('Arn') ? comparisons.arn : comparisons.text
}

/** One key under one operator. */
const test: fc.Arbitrary<PolicyCondition> = fc
  .constantFrom(...Object.keys(wanted))
  .chain((key) =>
    fc.tuple(
      fc.oneof(
        { weight: 14, arbitrary: fc.constantFrom(...operatorsOf(key)) },
        { weight: 1, arbitrary: fc.constantFrom(...anyOperators) },
      ),
      fc.constantFrom('', '', '', '', '', '', 'IfExists'),
      fc.constantFrom('', '', '', '', '', '', '', '', 'ForAllValues:', 'ForAnyValue:'),
      fc.constantFrom(key, key, key, key.toLowerCase()),
      fc.uniqueArray(
        fc.oneof(
          { weight: 24, arbitrary: fc.constantFrom(...(wanted[key] ?? [])) },
          { weight: 1, arbitrary: fc.constantFrom(...oddValues) },
        ),
        { minLength: 1, maxLength: 3 },
      ),
    ),
  )
  .map(([operator, ifExists, set, key, values]) => ({ [`${set}${operator}${ifExists}`]: { [key]: values } }))

function joined(conditions: readonly PolicyCondition[]): PolicyCondition {
  const block: Record<string, Record<string, readonly string[]>> = {}
  for (const [operator, keys] of conditions.flatMap((condition) => Object.entries(condition))) {
    block[operator] = { ...block[operator], ...keys }
  }
  return block
}

export const randomCondition = fc.array(test, { maxLength: 3 }).map(joined)

const actions = [
  ['signin:Authenticate'],
  ['signin:CreateOAuth2Token', 'signin:AuthorizeOAuth2Access'],
  ['signin:*'],
  ['signin:createoauth2token'],
  ['*'],
  ['s3:*'],
]

const rawStatement: fc.Arbitrary<PolicyStatement> = fc.record({
  Effect: fc.constantFrom('Deny', 'Deny', 'Deny', 'Deny', 'Deny', 'Deny', 'Allow'),
  Principal: fc.constantFrom(
    ...Array.from({ length: 9 }, () => ({ AWS: '*' })),
    { AWS: accountId },
    { AWS: '444455556666' },
    { AWS: role('Dev') },
  ),
  Action: fc.constantFrom(...actions),
  Resource: fc.constantFrom('*', '*', '*', '*', '*', '*', '*', '*', '*', 'arn:aws:signin:::console/x'),
  Condition: randomCondition,
})

/** As AWS writes them: one Deny for each phase, with an exception in both. */
const pair: fc.Arbitrary<readonly PolicyStatement[]> = fc
  .record({
    condition: randomCondition,
    excluded: fc.option(fc.constantFrom(...principals), { nil: undefined }),
  })
  .map(({ condition, excluded }) =>
    (['signin:PrincipalArn', 'aws:PrincipalArn'] as const).map((key, index) => ({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: actions[index] ?? [],
      Resource: '*',
      Condition: joined([
        condition,
        { StringEquals: { 'aws:ResourceAccount': [accountId] } },
        ...(excluded === undefined ? [] : [{ ArnNotEquals: { [key]: [excluded] } }]),
      ]),
    })),
  )

export const randomPolicy: fc.Arbitrary<ResourcePolicy> = fc
  .array(
    fc.oneof(
      pair,
      rawStatement.map((one) => [one]),
    ),
    { maxLength: 3 },
  )
  .map((statements) => ({ Version: '2012-10-17', Statement: statements.flat() }))

type Network = Situation['network']

/** What is there, without the members that are left out. */
function given(network: { readonly [Name in keyof Network]: Network[Name] | undefined }): Network {
  return Object.fromEntries(Object.entries(network).filter(([, value]) => value !== undefined))
}

const maybe = (values: readonly string[]) =>
  fc.option(fc.constantFrom(...values), { nil: undefined, freq: 3 })

/** Of a request as AWS gets it. */
export const randomNetwork: fc.Arbitrary<Network> = fc
  .oneof(
    fc.record({ sourceIp: fc.constantFrom(...addresses), requestedRegion: fc.constantFrom(...regions) }),
    fc.record({
      sourceVpc: fc.constantFrom(...vpcs),
      signinSourceVpce: maybe(endpoints),
      consoleSourceVpce: maybe(endpoints),
      vpcSourceIp: maybe(inside),
      requestedRegion: fc.constantFrom(...regions),
    }),
  )
  .map(given)

export interface RandomSituation {
  /** As it is. */
  readonly real: Situation
  /** As far as somebody knows: now and then, members of the network are missing. */
  readonly known: Situation
}

export const randomSituation: fc.Arbitrary<RandomSituation> = fc
  .record({
    principal: fc.oneof(
      {
        weight: 8,
        arbitrary: fc.constantFrom(...principals).map((arn) => ({ arn, accountId, isPortalUser: false })),
      },
      { weight: 1, arbitrary: fc.constant({ arn: portalRole, accountId, isPortalUser: true }) },
    ),
    network: randomNetwork,
    forgotten: fc.subarray([
      'sourceIp',
      'sourceVpc',
      'signinSourceVpce',
      'consoleSourceVpce',
      'vpcSourceIp',
      'requestedRegion',
    ]),
    isAllKnown: fc.constantFrom(true, true, false),
  })
  .map(({ principal, network, forgotten, isAllKnown }) => {
    const left = Object.entries(network).filter(([name]) => isAllKnown || !forgotten.includes(name))
    const name = principal.arn
    return {
      real: { name, principal, network },
      known: { name, principal, network: Object.fromEntries(left) },
    }
  })
