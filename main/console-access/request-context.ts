/**
 * What AWS Sign-In knows of a request when it evaluates the policy: the condition keys of one phase of one situation.
 *
 * What is documented and used here: `aws:SourceIp` and the VPC keys exclude each other; `aws:PrincipalArn` and
 * `aws:PrincipalAccount` are not there before sign-in, `signin:PrincipalArn` is not there after it; a role session's
 * `aws:PrincipalArn` is the role's ARN. Keys that Sign-In is not documented to carry are `unknown`.
 *
 * @see {@link https://docs.aws.amazon.com/signin/latest/userguide/reference-signin-condition-keys.html AWS Sign-In condition keys}
 * @see {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html IAM, global condition keys}
 * @module
 */
import type { KeyState } from './key-state.ts'
import { type PrincipalArn, parsePrincipalArn } from './principal-arn.ts'
import type { Situation, SituationNetwork, SituationPrincipal } from './situation.ts'

/** AWS evaluates the policy twice: before the person has proved who they are, and after. */
export type Phase = 'before-sign-in' | 'after-sign-in'

export type SignInAction = 'signin:Authenticate' | 'signin:AuthorizeOAuth2Access' | 'signin:CreateOAuth2Token'

/** Console sign-in goes through all three; a refusal of one is a refusal. */
export const actionsOf: Readonly<Record<Phase, readonly SignInAction[]>> = {
  'before-sign-in': ['signin:Authenticate'],
  'after-sign-in': ['signin:AuthorizeOAuth2Access', 'signin:CreateOAuth2Token'],
}

export interface RequestContext {
  readonly phase: Phase
  readonly principal: SituationPrincipal
  /** Whatever the case of the key. */
  readonly key: (name: string) => KeyState
}

const absent: KeyState = { is: 'absent' }
const unknown: KeyState = { is: 'unknown' }
const portal: KeyState = { is: 'portal' }

export function requestContext(situation: Situation, phase: Phase): RequestContext {
  const keys = new Map([...networkKeys(situation, phase), ...principalKeys(situation.principal, phase)])
  return { phase, principal: situation.principal, key: (name) => keys.get(name.toLowerCase()) ?? unknown }
}

type Keys = readonly (readonly [lowerCaseName: string, state: KeyState])[]

function networkKeys({ principal, network }: Situation, phase: Phase): Keys {
  const path = networkPath(network)
  const region = principal.isPortalUser ? unknown : known(network.requestedRegion)
  const fromInternet = principal.isPortalUser ? portal : internetKey(path, network.sourceIp)
  const fromVpc = (value: KeyState): KeyState => (principal.isPortalUser ? portal : vpcKey(path, value))
  return [
    ['aws:sourceip', fromInternet],
    // A request through an endpoint always says its VPC; the two others are not surely there.
    [
      'aws:sourcevpc',
      fromVpc(network.sourceVpc === undefined ? { is: 'somewhere' } : known(network.sourceVpc)),
    ],
    ['aws:sourcevpce', fromVpc(endpointKey(network, phase))],
    ['aws:vpcsourceip', fromVpc(known(network.vpcSourceIp))],
    ['aws:requestedregion', region],
  ]
}

type NetworkPath = 'internet' | 'vpc' | 'unknown'

/** A request carries a public address or a VPC, never both. A situation that has both, or neither, leaves the path open. */
function networkPath(network: SituationNetwork): NetworkPath {
  const isVpc = [
    network.sourceVpc,
    network.signinSourceVpce,
    network.consoleSourceVpce,
    network.vpcSourceIp,
  ].some((value) => value !== undefined)
  if (isVpc === (network.sourceIp !== undefined)) return 'unknown'
  return isVpc ? 'vpc' : 'internet'
}

function internetKey(path: NetworkPath, sourceIp: string | undefined): KeyState {
  if (path === 'vpc') return absent
  if (path === 'internet') return known(sourceIp)
  return sourceIp === undefined ? unknown : { is: 'either', states: [known(sourceIp), absent] }
}

function vpcKey(path: NetworkPath, value: KeyState): KeyState {
  if (path === 'internet') return absent
  if (path === 'vpc') return value
  return { is: 'either', states: [value, absent] }
}

/**
 * The sign-in page is reached through the Sign-In endpoint. Through which of the two the calls after sign-in come is not
 * documented: only what holds for both is claimed.
 */
function endpointKey(network: SituationNetwork, phase: Phase): KeyState {
  const signin = known(network.signinSourceVpce)
  if (phase === 'before-sign-in') return signin
  return { is: 'either', states: [signin, known(network.consoleSourceVpce)] }
}

function principalKeys(principal: SituationPrincipal, phase: Phase): Keys {
  // A sign-in is to the account of the principal.
  const account: KeyState = { is: 'present', value: principal.accountId }
  const parsed = parsePrincipalArn(principal.arn)
  const isBefore = phase === 'before-sign-in'
  return [
    ['aws:resourceaccount', account],
    ['aws:principalaccount', isBefore ? absent : account],
    ['aws:principalarn', isBefore ? absent : principalArn(parsed)],
    ['signin:principalarn', isBefore ? signinPrincipalArn(parsed) : absent],
  ]
}

function principalArn(principal: PrincipalArn | undefined): KeyState {
  switch (principal?.kind) {
    case undefined:
      return unknown
    case 'root':
      return { is: 'present', value: `arn:${principal.partition}:iam::${principal.accountId}:root` }
    case 'user':
    case 'role':
      return { is: 'present', value: `${iamHead(principal)}${principal.path}${principal.name}` }
    case 'assumed-role':
      return { is: 'role', head: iamHead(principal), name: principal.name }
    case 'federated-user': {
      const { partition, accountId, name } = principal
      return { is: 'present', value: `arn:${partition}:sts::${accountId}:federated-user/${name}` }
    }
  }
}

/**
 * The principal as the sign-in page knows it. Documented for root, users and roles, in IAM's spelling (`…:role/NAME`, never the
 * session's `…:assumed-role/…`), but not whether a path is in it, so of a principal with a path only what holds with and without it
 * is claimed. For a federated user nothing is documented: excluding one may not work before sign-in.
 */
function signinPrincipalArn(principal: PrincipalArn | undefined): KeyState {
  if (principal?.kind === 'federated-user') return unknown
  const state = principalArn(principal)
  if ((principal?.kind !== 'user' && principal?.kind !== 'role') || principal.path === '') return state
  const withoutPath: KeyState = { is: 'present', value: `${iamHead(principal)}${principal.name}` }
  return { is: 'either', states: [state, withoutPath] }
}

function iamHead(principal: {
  readonly kind: string
  readonly partition: string
  readonly accountId: string
}): string {
  const type = principal.kind === 'user' ? 'user' : 'role'
  return `arn:${principal.partition}:iam::${principal.accountId}:${type}/`
}

function known(value: string | undefined): KeyState {
  return value === undefined ? unknown : { is: 'present', value }
}
