/**
 * ARNs by their parts, and patterns of them as IAM's ARN operators have them.
 *
 * @see {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html IAM, ARN condition operators}
 * @module
 */
import { matchesWildcard } from '../kernel/wildcard.ts'

const arnComponents = 6

/** The six parts of an ARN; the last one may hold colons. `undefined` when there are fewer. */
export function splitArn(arn: string): readonly string[] | undefined {
  const parts = arn.split(':')
  if (parts.length < arnComponents || parts[0] !== 'arn') return undefined
  return [...parts.slice(0, arnComponents - 1), parts.slice(arnComponents - 1).join(':')]
}

/** As `ArnLike` and `ArnEquals`, which are the same: each of the six parts for itself. `undefined` when either is not an ARN. */
export function matchesArn(pattern: string, arn: string): boolean | undefined {
  const wanted = splitArn(pattern)
  const parts = splitArn(arn)
  if (wanted === undefined || parts === undefined) return undefined
  return wanted.every((part, index) => matchesWildcard(part, parts[index] ?? ''))
}
