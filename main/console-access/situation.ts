/**
 * Who tries to sign in, and from where: what a policy is tried against.
 *
 * @module
 */
import type { Said } from '../../preload/contract/said.ts'

/** A principal as IAM names it in `signin:PrincipalArn` and `aws:PrincipalArn`. */
export interface SituationPrincipal {
  readonly arn: string
  readonly accountId: string
  /** A user of the Identity Center portal signs in there, not at the account: network conditions catch them too. */
  readonly isPortalUser: boolean
}

/** Where a request comes from. What is not known is left out, never guessed: an answer that hangs on it is "can't tell". */
export interface SituationNetwork {
  /** The public address; absent for a request that comes through a VPC endpoint. */
  readonly sourceIp?: string
  readonly sourceVpc?: string
  /** The endpoints through which the sign-in page and the console are reached. */
  readonly signinSourceVpce?: string
  readonly consoleSourceVpce?: string
  readonly vpcSourceIp?: string
  readonly requestedRegion?: string
}

export interface Situation {
  /** As shown: "you, now", "break-glass from the office". */
  readonly name: string
  /** What the name says, where no person gave it. */
  readonly said?: Said
  readonly principal: SituationPrincipal
  readonly network: SituationNetwork
}
