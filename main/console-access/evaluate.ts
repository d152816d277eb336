/**
 * A sign-in resource policy against one action of one situation. Only Deny statements can refuse: sign-in is free to
 * everybody where no statement refuses it.
 *
 * @see {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html IAM, policy evaluation logic}
 * @see {@link https://docs.aws.amazon.com/signin/latest/userguide/console-access-control.html AWS Sign-In, console access control}
 * @module
 */

import { matchesWildcard } from '../kernel/wildcard.ts'
import { type ConditionFinding, evaluateCondition } from './condition.ts'
import type { ExpectedPolicy, ExpectedStatement } from './expected-policy.ts'
import { principalMatches } from './principal-matches.ts'
import type { RequestContext, SignInAction } from './request-context.ts'
import { agreed, every, some, type Truth } from './truth.ts'

export type Verdict = 'denied' | 'not-denied' | 'cannot-tell'

/** A statement that refuses, or of which it cannot be told. */
export interface DecidingStatement {
  /** In the policy's list. */
  readonly index: number
  readonly sid: string | undefined
  readonly applies: true | 'unknown'
  readonly findings: readonly ConditionFinding[]
  /** Why it cannot be told, beside conditions: a form of these that is not understood, or a statement that AWS has not written yet. */
  readonly unclear: readonly ('effect' | 'principal' | 'resource' | 'not-written-yet')[]
}

export interface Evaluation {
  readonly verdict: Verdict
  readonly statements: readonly DecidingStatement[]
}

export function evaluate(policy: ExpectedPolicy, context: RequestContext, action: SignInAction): Evaluation {
  const all = policy.Statement.map((statement, index) => evaluateStatement(statement, index, context, action))
  const refusing = all.filter((one) => one?.applies === true)
  const open = all.filter((one) => one?.applies === 'unknown')
  const verdict = refusing.length > 0 ? 'denied' : open.length > 0 ? 'cannot-tell' : 'not-denied'
  const deciding = verdict === 'denied' ? refusing : open
  return { verdict, statements: deciding.filter((one) => one !== undefined) }
}

/** `undefined` for a statement that surely does not refuse. */
function evaluateStatement(
  statement: ExpectedStatement,
  index: number,
  context: RequestContext,
  action: SignInAction,
): DecidingStatement | undefined {
  const effect = refuses(statement.Effect)
  const principal = principalMatches(statement.Principal, context)
  const resource: Truth = statement.Resource === '*' ? true : 'unknown'
  const condition = evaluateReadings(statement, context)
  const applies = every([
    effect,
    coversAction(statement.Action, action),
    principal,
    resource,
    condition.holds,
  ])
  if (applies === false) return undefined
  const unclear = [
    ...(effect === 'unknown' ? (['effect'] as const) : []),
    ...(principal === 'unknown' ? (['principal'] as const) : []),
    ...(resource === 'unknown' ? (['resource'] as const) : []),
    ...(condition.isOpen ? (['not-written-yet'] as const) : []),
  ]
  return { index, sid: statement.Sid, applies, findings: condition.findings, unclear }
}

function evaluateReadings(statement: ExpectedStatement, context: RequestContext) {
  const readings = statement.readings ?? [[statement.Condition ?? {}]]
  const results = readings.map((blocks) => blocks.map((block) => evaluateCondition(block, context.key)))
  const truths = results.map((blocks) => some(blocks.map((block) => block.holds)))
  const holds = agreed(truths)
  const findings = results[0]?.find((block) => block.holds !== false)?.findings ?? results[0]?.[0]?.findings
  return { holds, findings: findings ?? [], isOpen: holds === 'unknown' && new Set(truths).size > 1 }
}

/** IAM knows exactly two effects; any other spelling is not something to rely on. */
function refuses(effect: string): Truth {
  if (effect === 'Deny') return true
  return effect === 'Allow' ? false : 'unknown'
}

/** Actions have wildcards, and their case does not count. */
function coversAction(patterns: readonly string[], action: SignInAction): boolean {
  return patterns.some((pattern) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase()))
}
