/**
 * A policy as it is, or as it is expected to be after a change that AWS has not made yet.
 *
 * @module
 */
import type { PolicyCondition, PolicyStatement, ResourcePolicy } from '../aws/signin-control-types.ts'

/** A policy of the service is one of these, with nothing left open. */
export interface ExpectedPolicy extends ResourcePolicy {
  readonly Statement: readonly ExpectedStatement[]
}

export interface ExpectedStatement extends PolicyStatement {
  /**
   * What the service might make of it, where its documentation leaves that open; `Condition` is the first of them, for showing.
   * A reading is a list of condition blocks: the statement applies when one of them holds. An answer is given only where
   * all readings agree.
   */
  readonly readings?: readonly (readonly PolicyCondition[])[]
}
