/**
 * A condition block against what is known of a request. Keys are joined by AND; values of a key by OR, or by NOR where the operator is negated.
 *
 * @see {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html IAM, conditions with several keys or values}
 * @module
 */
import type { PolicyCondition } from '../aws/signin-control-types.ts'
import { type ConditionOperator, conditionOperator } from './condition-operator.ts'
import type { KeyState } from './key-state.ts'
import { roleMatches } from './role-matches.ts'
import { agreed, every, not, some, type Truth } from './truth.ts'

/** The state of a key, whatever its case; `unknown` for a key of which nothing is known. */
export type KeyStates = (key: string) => KeyState

/** One key of a condition block, and how it came out. */
export interface ConditionFinding {
  /** As the policy has it. */
  readonly operator: string
  readonly key: string
  readonly values: readonly string[]
  readonly state: KeyState
  readonly holds: Truth
}

export interface ConditionResult {
  readonly holds: Truth
  readonly findings: readonly ConditionFinding[]
}

/** An operator or a key that is not known gives `unknown`; a condition that surely fails beside it still decides. */
export function evaluateCondition(condition: PolicyCondition | undefined, keys: KeyStates): ConditionResult {
  const findings = Object.entries(condition ?? {}).flatMap(([operator, byKey]) =>
    Object.entries(byKey).map(([key, values]): ConditionFinding => {
      const state = keys(key)
      return { operator, key, values, state, holds: keyHolds(conditionOperator(operator), state, values) }
    }),
  )
  return { holds: every(findings.map((finding) => finding.holds)), findings }
}

function keyHolds(
  operator: ConditionOperator | undefined,
  state: KeyState,
  values: readonly string[],
): Truth {
  if (operator?.isCompared !== true || values.length === 0) return 'unknown'
  // A policy variable is put in by AWS, with a value that is not known here.
  if (values.some((value) => value.includes('${'))) return 'unknown'
  if (state.is === 'either') return agreed(state.states.map((one) => keyHolds(operator, one, values)))
  if (operator.name === 'Null') return nullHolds(state, values)
  switch (state.is) {
    case 'present':
      return compared(
        operator,
        values.map((wanted) => operator.test(wanted, state.value)),
      )
    case 'role':
      return compared(
        operator,
        values.map((wanted) => roleMatches(operator.name, wanted, state)),
      )
    case 'absent':
      return holdsWithoutKey(operator)
    case 'portal':
      return operator.isNegated && operator.set === undefined ? true : 'unknown'
    case 'somewhere':
    case 'unknown':
      return 'unknown'
  }
}

function compared(operator: ConditionOperator, matches: readonly Truth[]): Truth {
  const anyMatches = some(matches)
  return operator.isNegated ? not(anyMatches) : anyMatches
}

/**
 * What a condition is worth when its key is not in the request: IAM lets a negated operator and `IfExists` hold, and a positive
 * one fail. `ForAllValues` holds, `ForAnyValue` fails; where that and another rule differ, nothing is claimed.
 */
function holdsWithoutKey(operator: ConditionOperator): Truth {
  const byOperator = operator.isNegated || operator.ifExists
  if (operator.set === undefined) return byOperator
  if (operator.set === 'ForAllValues') return true
  return byOperator ? 'unknown' : false
}

/** `Null` asks whether a key is missing: "true" holds when it is, "false" when it is there. */
function nullHolds(state: KeyState, values: readonly string[]): Truth {
  const isMissing: Truth =
    state.is === 'absent' ? true : state.is === 'unknown' || state.is === 'portal' ? 'unknown' : false
  return some(
    values.map((value): Truth => {
      const wanted = value.toLowerCase()
      if (wanted === 'true') return isMissing
      return wanted === 'false' ? not(isMissing) : 'unknown'
    }),
  )
}
