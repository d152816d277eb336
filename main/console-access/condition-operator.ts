/**
 * IAM's condition operators, by name.
 *
 * @see {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html IAM, condition operators}
 * @see {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html IAM, set operators}
 * @module
 */
import { parseIpRange } from '../aws/ip-range.ts'
import { matchesWildcard } from '../kernel/wildcard.ts'
import { ipRangeContains } from './ip-range-contains.ts'
import { matchesArn } from './match-arn.ts'
import type { Truth } from './truth.ts'

/** Whether one value of a request matches one value of a policy, before any negation. */
type ValueTest = (wanted: string, value: string) => Truth

export interface ConditionOperator {
  /** In IAM's spelling, without set and `IfExists`: `NotIpAddress`. */
  readonly name: string
  /** `…Not…`: holds when no value of the policy matches, and when the key is not in the request. */
  readonly isNegated: boolean
  readonly ifExists: boolean
  readonly set: 'ForAllValues' | 'ForAnyValue' | undefined
  /** Whether anything can be said of it. */
  readonly isCompared: boolean
  readonly test: ValueTest
}

/** Numbers, dates and bytes: no key that a sign-in is known to carry is one, and what they make of other keys is not documented. */
const notCompared: ValueTest = () => 'unknown'

const equal: ValueTest = (wanted, value) => wanted === value
const like: ValueTest = (wanted, value) => matchesWildcard(wanted, value)
const arn: ValueTest = (wanted, value) => matchesArn(wanted, value) ?? 'unknown'
const address: ValueTest = (wanted, value) => ipRangeContains(parseIpRange(wanted), parseIpRange(value))

const equalIgnoringCase: ValueTest = (wanted, value) => {
  if (wanted === value) return true
  // What "case" is beyond ASCII is not documented.
  const isAscii = /^[\x20-\x7e]*$/.test(wanted + value)
  return isAscii ? wanted.toLowerCase() === value.toLowerCase() : 'unknown'
}

const equalAsBoolean: ValueTest = (wanted, value) => {
  const [left, right] = [wanted.toLowerCase(), value.toLowerCase()]
  const areBooleans = [left, right].every((one) => one === 'true' || one === 'false')
  return areBooleans ? left === right : 'unknown'
}

const comparisons = ['Equals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals']

const positive: readonly (readonly [name: string, test: ValueTest])[] = [
  ['StringEquals', equal],
  ['StringEqualsIgnoreCase', equalIgnoringCase],
  ['StringLike', like],
  // The two of each pair behave identically, as IAM documents.
  ['ArnEquals', arn],
  ['ArnLike', arn],
  ['IpAddress', address],
  ['Bool', equalAsBoolean],
  ['BinaryEquals', notCompared],
  // Asks for the key alone.
  ['Null', () => 'unknown'],
  ...comparisons.map((comparison) => [`Numeric${comparison}`, notCompared] as const),
  ...comparisons.map((comparison) => [`Date${comparison}`, notCompared] as const),
]

const negated: readonly (readonly [name: string, test: ValueTest])[] = [
  ['StringNotEquals', equal],
  ['StringNotEqualsIgnoreCase', equalIgnoringCase],
  ['StringNotLike', like],
  ['ArnNotEquals', arn],
  ['ArnNotLike', arn],
  ['NotIpAddress', address],
  ['NumericNotEquals', notCompared],
  ['DateNotEquals', notCompared],
]

type NamedOperator = Pick<ConditionOperator, 'name' | 'isNegated' | 'test'>

const operators: ReadonlyMap<string, NamedOperator> = new Map<string, NamedOperator>([
  ...positive.map(([name, test]) => [name, { name, isNegated: false, test }] as const),
  ...negated.map(([name, test]) => [name, { name, isNegated: true, test }] as const),
])

const ifExistsEnding = 'IfExists'
const sets = ['ForAllValues', 'ForAnyValue'] as const

/**
 * `undefined` for an operator that is not known here: no answer may hang on it. Spelt exactly: IAM documents that the case of
 * a key does not count, and does not document so for operators.
 */
export function conditionOperator(spelling: string): ConditionOperator | undefined {
  const set = sets.find((one) => spelling.startsWith(`${one}:`))
  const withoutSet = set === undefined ? spelling : spelling.slice(set.length + 1)
  const ifExists = withoutSet.endsWith(ifExistsEnding)
  const operator = operators.get(ifExists ? withoutSet.slice(0, -ifExistsEnding.length) : withoutSet)
  if (operator === undefined) return undefined
  // IAM has neither `NullIfExists` nor a set form of `Null`.
  if (operator.name === 'Null' && (ifExists || set !== undefined)) return undefined
  return { ...operator, ifExists, set, isCompared: operator.test !== notCompared }
}
