import { describe, expect, it } from 'vitest'
import type { ConsoleAuthorization, PolicyStatement } from '../../../../main/aws/signin-control-types.ts'
import { policyInWords } from '../../../../main/console-access/policy-in-words.ts'
import { statementOf, withStatement } from '../../../../main/console-access/statement-of.ts'

const accountId = '111122223333'
const glass = `arn:aws:iam::${accountId}:role/BreakGlass`

function target(targetId: string, scope: string, consoleAuthorizationEnabled: boolean): ConsoleAuthorization {
  return { targetId, scope, consoleAuthorizationEnabled }
}
const on = target(accountId, 'ACCOUNT', true)
const off = target(accountId, 'ACCOUNT', false)

function words(
  Statement: readonly PolicyStatement[],
  targets: readonly ConsoleAuthorization[] = [on],
  statements: Parameters<typeof policyInWords>[0]['statements'] = [],
) {
  return policyInWords({ accountId, targets, statements, policy: { Version: '2012-10-17', Statement } })
}

function deny(
  Condition: PolicyStatement['Condition'],
  Action: readonly string[] = ['signin:*'],
): PolicyStatement {
  return { Effect: 'Deny', Principal: { AWS: '*' }, Action, Resource: '*', Condition }
}

const texts = (...statements: readonly PolicyStatement[]) => words(statements).rules.map(({ text }) => text)

const office = statementOf({ sourceIp: '203.0.113.0/24', excludedPrincipal: glass }, accountId)
/** Of a policy; in two parts, so that it is not taken for a template. */
const variable = '$' + '{aws:username}'
const sid = 'A'.repeat(64)

describe('policyInWords', () => {
  it('says the two statements of a pair in one sentence, with its id', () => {
    const listed = { sid, condition: { ...office[0]?.Condition } }
    expect(words(office, [on], [listed])).toEqual({
      scopes: [
        {
          targetId: accountId,
          kind: 'account',
          isEnabled: true,
          text: 'Console authorization is on for account 111122223333 (AWS calls the scope ACCOUNT).',
        },
      ],
      summary: 'The rule below counts.',
      rules: [
        {
          text: 'Sign-in is refused unless the request comes from 203.0.113.0/24, except for role BreakGlass.',
          sids: [sid],
          statements: [0, 1],
          phases: ['before-sign-in', 'after-sign-in'],
          isInert: false,
          isUnderstood: true,
        },
      ],
      notes: [
        'People who come through the IAM Identity Center portal cannot pass a rule on networks, wherever they are.',
        'Calls signed with access keys are not bound by these rules.',
        "IAM policies and the organization's own policies can refuse a sign-in too; they are not in this picture.",
      ],
    })
  })

  it('says what is on at which scope, and that rules are inert until one is', () => {
    const organization = (isOn: boolean) => target('o-abcdefghij', 'ORGANIZATION', isOn)
    expect(words(office, [off, organization(false), target('r-abcd', 'ROOT', false)])).toMatchObject({
      scopes: [
        { kind: 'account' },
        {
          text: 'Console authorization is off for organization o-abcdefghij (AWS calls the scope ORGANIZATION).',
        },
        {
          text: 'Console authorization is off for root r-abcd of the organization (AWS calls the scope ROOT).',
        },
      ],
      summary: 'The rule below is inert until console authorization is on.',
      rules: [{ isInert: true }],
    })
    expect(words(office, [off, organization(true)]).rules[0]?.isInert).toBe(false)
    expect(words([], [off]).summary).toBe(
      'Nobody is refused: console authorization is off, and there are no rules.',
    )
    expect(words([]).summary).toBe('Nobody is refused: there are no rules.')
    expect(words(office, []).summary).toMatch(/^It is not known whether/)
    expect(words([...office, deny({})]).summary).toBe(
      'The 2 rules below count, and a sign-in has to pass all of them.',
    )
  })

  it('says what the condition says, and not what may have been meant', () => {
    const vpc = ['vpc-0123abcd']
    const region = ['eu-west-1']
    expect(
      texts(
        deny({ StringNotEquals: { 'aws:SourceVpc': vpc, 'aws:RequestedRegion': region } }),
        deny({
          StringEquals: { 'aws:SourceVpc': vpc },
          StringNotEqualsIfExists: { 'aws:RequestedRegion': region },
        }),
        deny({ IpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '198.51.100.7'] } }),
        deny({ ArnEquals: { 'aws:PrincipalArn': [`arn:aws:iam::${accountId}:user/ann`] } }, [
          'signin:CreateOAuth2Token',
        ]),
        deny(
          {
            ArnNotEquals: {
              'signin:PrincipalArn': [`arn:aws:iam::${accountId}:root`, 'arn:aws:iam::*:role/x'],
            },
          },
          ['signin:Authenticate'],
        ),
        deny({ StringEquals: { 'aws:ResourceAccount': ['444455556666'] } }),
        deny(undefined, ['s3:*']),
      ),
    ).toEqual([
      'Sign-in is refused unless the request comes from VPC vpc-0123abcd or is to Region eu-west-1.',
      'Sign-in from VPC vpc-0123abcd is refused unless the request is to Region eu-west-1.',
      'Sign-in from 192.0.2.0/24 or 198.51.100.7 is refused.',
      'Sign-in for user ann is refused; this is checked after sign-in only.',
      'Sign-in is refused, except for the root user and arn:aws:iam::*:role/x; this is checked before sign-in only.',
      'Sign-in to account 444455556666 is refused.',
      'This rule is about no part of a sign-in.',
    ])
  })

  it('warns of an exception that a phase does not know', () => {
    expect(texts(deny({ ArnNotEquals: { 'aws:PrincipalArn': [glass] } }))).toEqual([
      'Sign-in is refused, except for role BreakGlass. Before sign-in this makes no exception: aws:PrincipalArn is not in the request then.',
    ])
    const both = { 'aws:PrincipalArn': [glass], 'signin:PrincipalArn': [glass] }
    expect(texts(deny({ ArnNotEquals: both }))).toEqual(['Sign-in is refused, except for role BreakGlass.'])
  })

  it('shows as it stands what it does not understand, and says so', () => {
    const odd = [
      deny({ Bool: { 'aws:MultiFactorAuthPresent': ['false'] } }),
      deny({ StringEqualsIfExists: { 'aws:SourceVpc': ['vpc-0123abcd'] } }),
      deny({ 'ForAllValues:StringEquals': { 'aws:SourceVpc': ['vpc-0123abcd'] } }),
      deny({ StringNotEquals: { 'aws:SourceVpc': [variable] } }),
      { ...deny(undefined), Principal: { AWS: '444455556666' } },
      { ...deny(undefined), Resource: 'arn:aws:signin:::console/x' },
      { ...deny(undefined), Effect: 'deny' },
    ]
    const { rules } = words(odd)
    expect(rules.map(({ isUnderstood }) => isUnderstood)).toEqual(odd.map(() => false))
    expect(rules.map(({ text }) => text)).toEqual([
      'Sign-in where Bool aws:MultiFactorAuthPresent ["false"] is refused.',
      'Sign-in where StringEqualsIfExists aws:SourceVpc ["vpc-0123abcd"] is refused.',
      'Sign-in where ForAllValues:StringEquals aws:SourceVpc ["vpc-0123abcd"] is refused.',
      'Sign-in where StringNotEquals aws:SourceVpc ["' + variable + '"] is refused.',
      'Sign-in is refused. It says Principal {"AWS":"444455556666"}.',
      'Sign-in is refused. It says Resource arn:aws:signin:::console/x.',
      'Sign-in is refused. It says Effect deny.',
    ])
  })

  it('says that a statement is listed and not in the policy yet, or expected and not written yet', () => {
    const listed = { sid, condition: { NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24'] } } }
    expect(words(office, [on], [listed]).rules[1]).toMatchObject({
      text: 'Sign-in is refused unless the request comes from 192.0.2.0/24. It is listed, but not in the policy yet.',
      sids: [sid],
      statements: [],
    })
    const empty = { Version: '2012-10-17', Statement: [] }
    const policy = withStatement(
      empty,
      { sourceVpc: 'vpc-0123abcd', requestedRegion: 'eu-west-1' },
      accountId,
    )
    expect(policyInWords({ accountId, targets: [on], statements: [], policy }).rules[0]?.text).toMatch(
      / AWS has not written it yet, and does not document how it joins its parts\.$/,
    )
  })

  it('says that a federated user may not be excepted before sign-in', () => {
    const federated = statementOf(
      { excludedPrincipal: `arn:aws:sts::${accountId}:federated-user/Bob` },
      accountId,
    )
    const { notes, rules } = words(federated)
    expect(rules[0]?.text).toBe('Sign-in is refused, except for federated user Bob.')
    expect(notes[0]).toBe('AWS does not document that a federated user can be excepted before sign-in.')
  })
})
