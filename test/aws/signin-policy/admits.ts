/**
 * Whether a sign-in resource policy lets somebody in: what the stand-in's own pages go by.
 *
 * @see {@link https://docs.aws.amazon.com/signin/latest/userguide/console-access-control.html AWS Sign-In, controlling console access}
 * @module
 */
import { type ConditionBlock, holds, type RequestContext } from './condition.ts'
import { isInVpc, type Network } from './network.ts'

export interface PolicyStatement {
  readonly Effect: string
  readonly Principal?: Readonly<Record<string, string>> | undefined
  readonly Action: readonly string[]
  readonly Resource?: string | undefined
  readonly Condition?: ConditionBlock | undefined
}

export interface SigninPolicy {
  readonly Version?: string
  readonly Statement: readonly PolicyStatement[]
}

export interface Situation {
  readonly principal: {
    /** Of a role, a user, a root user or a federated user; of a session of a role it is taken as the role's. */
    readonly arn: string
    /** Where they sign in. */
    readonly accountId: string
    /** Comes through IAM Identity Center, where AWS takes every network condition as broken. */
    readonly isPortalUser?: boolean | undefined
  }
  readonly network: Network
}

/** The actions that a policy is asked about, in the order of a sign-in. */
export type SigninAction = 'signin:Authenticate' | 'signin:AuthorizeOAuth2Access' | 'signin:CreateOAuth2Token'

export type Phase = 'before-sign-in' | 'after-sign-in'

export type Verdict =
  | { readonly admitted: true }
  | {
      readonly admitted: false
      readonly phase: Phase
      readonly action: SigninAction
      /** Of the statement that denies, from 0. */
      readonly statement: number
    }

const networkKeys = new Set([
  'aws:sourceip',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:vpcsourceip',
  'aws:requestedregion',
])

/**
 * Whether somebody gets all the way: past the page, the code and the token.
 *
 * @param policy - As `GetResourcePolicy` gives it; undefined for none.
 * @param enabled - Whether console authorization is on where they sign in. Off, no statement counts.
 */
export function admits(policy: SigninPolicy | undefined, enabled: boolean, situation: Situation): boolean {
  return verdict(policy, enabled, situation).admitted
}

/**
 * Like `admits`, and says where it ends.
 *
 * @param actions - All three when left out.
 */
export function verdict(
  policy: SigninPolicy | undefined,
  enabled: boolean,
  situation: Situation,
  actions: readonly SigninAction[] = [
    'signin:Authenticate',
    'signin:AuthorizeOAuth2Access',
    'signin:CreateOAuth2Token',
  ],
): Verdict {
  if (!enabled || !policy) return { admitted: true }
  for (const action of actions) {
    const phase = action === 'signin:Authenticate' ? 'before-sign-in' : 'after-sign-in'
    for (const context of contextsOf(action, situation)) {
      const statement = policy.Statement.findIndex((each) => denies(each, action, situation, context))
      if (statement >= 0) return { admitted: false, phase, action, statement }
    }
  }
  return { admitted: true }
}

function denies(
  statement: PolicyStatement,
  action: SigninAction,
  { principal }: Situation,
  context: RequestContext,
): boolean {
  if (statement.Effect !== 'Deny') return false
  if (!statement.Action.some((pattern) => actionFits(pattern, action))) return false
  if (!isMeant(statement.Principal, principal)) return false
  const given = (key: string) => principal.isPortalUser === true && networkKeys.has(key)
  return holds(statement.Condition ?? {}, context, given)
}

function actionFits(pattern: string, action: SigninAction): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`, 'i').test(action)
}

function isMeant(meant: PolicyStatement['Principal'], { accountId, arn }: Situation['principal']): boolean {
  if (meant === undefined) return true
  const everybodyIn = [accountId, `arn:aws:iam::${accountId}:root`]
  return Object.values(meant).some(
    (value) => value === '*' || everybodyIn.includes(value) || value === arn || value === principalArn(arn),
  )
}

/**
 * What is known at an action. The console's endpoint redeems the code beside the sign-in page's, so where both are
 * known the token is asked about through each.
 */
function contextsOf(action: SigninAction, { network, principal }: Situation): readonly RequestContext[] {
  const arn = principalArn(principal.arn)
  const signin = isInVpc(network) ? network.signinSourceVpce : undefined
  const endpoints =
    action === 'signin:CreateOAuth2Token' && network.consoleSourceVpce !== undefined
      ? [signin, network.consoleSourceVpce]
      : [signin]
  // The key before sign-in knows root users, users and roles, and no federated users.
  const before = arn.includes(':federated-user/') ? undefined : arn
  const who =
    action === 'signin:Authenticate'
      ? { 'signin:PrincipalArn': before }
      : { 'aws:PrincipalArn': arn, 'aws:PrincipalAccount': arn.split(':')[4] }
  return endpoints.map((endpoint) =>
    contextOf({
      ...who,
      'aws:ResourceAccount': principal.accountId,
      'aws:SourceIp': isInVpc(network) ? undefined : network.sourceIp,
      'aws:SourceVpc': network.sourceVpc,
      'aws:SourceVpce': endpoint,
      'aws:VpcSourceIp': network.vpcSourceIp,
      'aws:RequestedRegion': network.requestedRegion,
    }),
  )
}

function contextOf(keys: Readonly<Record<string, string | undefined>>): RequestContext {
  return new Map(
    Object.entries(keys).flatMap(([key, value]) =>
      value === undefined ? [] : [[key.toLowerCase(), value] as const],
    ),
  )
}

/** The ARN that IAM's keys have: a role's own for its sessions, with the path of those that Identity Center makes. */
export function principalArn(arn: string): string {
  const [, partition, account, role] = /^arn:([a-z-]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(arn) ?? []
  if (role === undefined) return arn
  const path = role.startsWith('AWSReservedSSO_') ? 'aws-reserved/sso.amazonaws.com/' : ''
  return `arn:${partition}:iam::${account}:role/${path}${role}`
}
