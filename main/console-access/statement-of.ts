/**
 * What AWS makes of `PutResourcePermissionStatement`, so that a policy can be tried before it is there.
 *
 * Documented, by samples: `sourceIp` → `NotIpAddress aws:SourceIp`; `excludedPrincipal` → `ArnNotEquals` with
 * `signin:PrincipalArn` before sign-in and `aws:PrincipalArn` after; the account → `StringEquals aws:ResourceAccount`; one
 * Deny for each phase. Documented by their keys, and taken to be negated in the same way: `sourceVpc` → `aws:SourceVpc`,
 * `vpcSourceIp` → `aws:VpcSourceIp`, `requestedRegion` → `aws:RequestedRegion`, both endpoints → `aws:SourceVpce`.
 *
 * Not documented: whether several network members must all hold, or any one is enough; whether the Region narrows the VPC or stands
 * for itself; which endpoint counts in which phase. All of these are kept as readings, and an answer is given only where they agree.
 * Once AWS has written the statement (it has no effect before console authorization is on), its own policy is sure.
 *
 * @see {@link https://docs.aws.amazon.com/signin/latest/userguide/console-access-control.html AWS Sign-In, console access control}
 * @see {@link https://docs.aws.amazon.com/signin/latest/APIReference/API_PutResourcePermissionStatement.html PutResourcePermissionStatement}
 * @module
 */
import type {
  PermissionStatement,
  PermissionStatementInput,
  PolicyCondition,
  ResourcePolicy,
} from '../aws/signin-control-types.ts'
import type { ExpectedPolicy, ExpectedStatement } from './expected-policy.ts'
import { actionsOf, type Phase } from './request-context.ts'
import { isWrittenFrom } from './statement-pairs.ts'

/** The two Deny statements, as they are expected. The first reading, which is shown, has all members in one condition. */
export function statementOf(
  input: PermissionStatementInput,
  accountId: string,
): readonly ExpectedStatement[] {
  return (['before-sign-in', 'after-sign-in'] as const).map((phase) => {
    const readings = distinct(
      networkReadings(input, phase).map((reading) =>
        reading.map((network) => joined([whom(input, accountId, phase), network])),
      ),
    )
    const statement: ExpectedStatement = {
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: actionsOf[phase],
      Resource: '*',
      Condition: readings[0]?.[0],
    }
    return readings.length > 1 ? { ...statement, readings } : statement
  })
}

/** The policy with a statement that AWS has not been asked for yet. It is for trying, not for keeping or comparing. */
export function withStatement(
  policy: ResourcePolicy,
  input: PermissionStatementInput,
  accountId: string,
): ExpectedPolicy {
  return { ...policy, Statement: [...policy.Statement, ...statementOf(input, accountId)] }
}

/**
 * The policy without a listed statement. The policy does not say which of its statements come from which listed one, so they are
 * found by `Sid`, and else by their conditions.
 *
 * @returns undefined when the policy has nothing of it: then what the policy will be is not known.
 */
export function withoutStatement(
  policy: ResourcePolicy,
  listed: PermissionStatement,
): ExpectedPolicy | undefined {
  const Statement = policy.Statement.filter((statement) => !isWrittenFrom(statement, listed))
  return Statement.length === policy.Statement.length ? undefined : { ...policy, Statement }
}

type Reading = readonly PolicyCondition[]

function whom(input: PermissionStatementInput, accountId: string, phase: Phase): PolicyCondition {
  const key = phase === 'before-sign-in' ? 'signin:PrincipalArn' : 'aws:PrincipalArn'
  const { excludedPrincipal } = input
  return {
    ...(excludedPrincipal === undefined ? {} : { ArnNotEquals: { [key]: [excludedPrincipal] } }),
    StringEquals: { 'aws:ResourceAccount': [accountId] },
  }
}

/**
 * The loosest reading refuses when no member holds, the strictest when one does not: whatever joins members lies between, so where
 * these agree all do.
 */
function networkReadings(input: PermissionStatementInput, phase: Phase): readonly Reading[] {
  const { sourceIp, vpcSourceIp, sourceVpc, requestedRegion } = input
  const region = unless('StringNotEquals', 'aws:RequestedRegion', requestedRegion)
  return endpointReadings(input, phase).flatMap((endpoints): readonly Reading[] => {
    const members = [
      ...unless('NotIpAddress', 'aws:SourceIp', sourceIp),
      ...unless('StringNotEquals', 'aws:SourceVpc', sourceVpc),
      ...(endpoints ?? []),
      ...unless('NotIpAddress', 'aws:VpcSourceIp', vpcSourceIp),
    ]
    const all = [...members, ...region]
    // An endpoint that does not count in this phase leaves nothing to refuse; no member at all refuses everybody.
    if (all.length === 0) return [endpoints === undefined ? [{}] : []]
    if (members.length === 0 || requestedRegion === undefined) return [[joined(all)], all]
    // The Region may only say which VPC of that id is meant: then it is no rule for requests to other Regions.
    const inRegion = { StringEquals: { 'aws:RequestedRegion': [requestedRegion] } }
    return [[joined(all)], all, [joined([...members, inRegion])]]
  })
}

/** Which endpoint's id AWS compares in which phase is not documented. `undefined` when the input has none. */
function endpointReadings(input: PermissionStatementInput, phase: Phase): readonly (Reading | undefined)[] {
  const ids = [input.signinSourceVpce, input.consoleSourceVpce].filter((id) => id !== undefined)
  if (ids.length === 0) return [undefined]
  const ofPhase = phase === 'before-sign-in' ? input.signinSourceVpce : input.consoleSourceVpce
  const choices = [ids, ofPhase === undefined ? [] : [ofPhase], ...ids.map((id) => [id])]
  return choices.map((some) => (some.length === 0 ? [] : [{ StringNotEquals: { 'aws:SourceVpce': some } }]))
}

function unless(operator: string, key: string, value: string | undefined): Reading {
  return value === undefined ? [] : [{ [operator]: { [key]: [value] } }]
}

/** One block with all of these; no two have the same key under the same operator. */
function joined(blocks: Reading): PolicyCondition {
  const block: Record<string, Record<string, readonly string[]>> = {}
  for (const [operator, keys] of blocks.flatMap((one) => Object.entries(one))) {
    block[operator] = { ...block[operator], ...keys }
  }
  return block
}

function distinct(readings: readonly Reading[]): readonly Reading[] {
  return [...new Map(readings.map((reading) => [JSON.stringify(reading), reading])).values()]
}
