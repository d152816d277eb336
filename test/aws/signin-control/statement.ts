import type { PolicyStatement } from '../signin-policy/admits.ts'
import type { ConditionBlock } from '../signin-policy/condition.ts'
import type { SigninControlSettings } from './settings.ts'

/** What `PutResourcePermissionStatement` takes, without its token. */
export interface StatementInput {
  readonly sourceVpc?: string | undefined
  readonly signinSourceVpce?: string | undefined
  readonly consoleSourceVpce?: string | undefined
  readonly vpcSourceIp?: string | undefined
  readonly sourceIp?: string | undefined
  readonly requestedRegion?: string | undefined
  readonly excludedPrincipal?: string | undefined
}

type Condition = Record<string, Record<string, readonly string[]>>

const before = { key: 'signin:PrincipalArn', actions: ['signin:Authenticate'] } as const
const after = {
  key: 'aws:PrincipalArn',
  actions: ['signin:CreateOAuth2Token', 'signin:AuthorizeOAuth2Access'],
} as const

/**
 * What one permission statement becomes in the policy: a Deny for before sign-in and one for after.
 *
 * @see {@link https://docs.aws.amazon.com/signin/latest/userguide/console-access-control.html AWS Sign-In, controlling console access}
 */
export function policyStatementsOf(
  input: StatementInput,
  accountId: string,
  region: SigninControlSettings['region'],
): readonly PolicyStatement[] {
  const pair = [before, after].map(({ key, actions }) =>
    deny(actions, conditionOf(input, accountId, region, [key])),
  )
  return region === 'pins' && input.requestedRegion !== undefined && hasVpc(input)
    ? [...pair, deny([...before.actions, ...after.actions], pinOf(input, accountId))]
    : pair
}

/**
 * The condition as a list shows it: of both statements at once.
 *
 * @param keys - Of the principal that is left out.
 */
export function conditionOf(
  input: StatementInput,
  accountId: string,
  region: SigninControlSettings['region'],
  keys: readonly string[] = [before.key, after.key],
): ConditionBlock {
  const condition: Condition = { StringEquals: { 'aws:ResourceAccount': [accountId] } }
  const add = (operator: string, key: string, values: readonly (string | undefined)[]): void => {
    const given = values.filter((value) => value !== undefined)
    if (given.length > 0) condition[operator] = { ...condition[operator], [key]: given }
  }
  for (const key of keys) add('ArnNotEquals', key, [input.excludedPrincipal])
  add(hasVpc(input) ? 'NotIpAddressIfExists' : 'NotIpAddress', 'aws:SourceIp', [input.sourceIp])
  add('StringNotEquals', 'aws:SourceVpc', [input.sourceVpc])
  add('StringNotEquals', 'aws:SourceVpce', [input.signinSourceVpce, input.consoleSourceVpce])
  add('NotIpAddressIfExists', 'aws:VpcSourceIp', [input.vpcSourceIp])
  if (!hasVpc(input)) add('StringNotEquals', 'aws:RequestedRegion', [input.requestedRegion])
  else if (region === 'scopes') add('StringEquals', 'aws:RequestedRegion', [input.requestedRegion])
  return condition
}

/** Whoever comes from the VPC does so in its region. */
function pinOf(input: StatementInput, accountId: string): ConditionBlock {
  const { consoleSourceVpce, excludedPrincipal, requestedRegion = '', signinSourceVpce, sourceVpc } = input
  const endpoints = [signinSourceVpce, consoleSourceVpce].filter((endpoint) => endpoint !== undefined)
  const place = sourceVpc === undefined ? { 'aws:SourceVpce': endpoints } : { 'aws:SourceVpc': [sourceVpc] }
  const left = excludedPrincipal === undefined ? undefined : [excludedPrincipal]
  return {
    StringEquals: { 'aws:ResourceAccount': [accountId], ...place },
    StringNotEqualsIfExists: { 'aws:RequestedRegion': [requestedRegion] },
    ...(left ? { ArnNotEquals: { [before.key]: left, [after.key]: left } } : {}),
  }
}

function hasVpc({ consoleSourceVpce, signinSourceVpce, sourceVpc }: StatementInput): boolean {
  return [sourceVpc, signinSourceVpce, consoleSourceVpce].some((member) => member !== undefined)
}

function deny(actions: readonly string[], condition: ConditionBlock): PolicyStatement {
  return { Effect: 'Deny', Principal: { AWS: '*' }, Action: actions, Resource: '*', Condition: condition }
}
