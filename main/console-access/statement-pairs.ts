/**
 * Which statements of a policy belong together. AWS writes two for each that it lists, one for each phase, and the
 * policy does not say so: they differ in the principal's key only.
 *
 * @module
 */
import type { PermissionStatement, PolicyCondition, PolicyStatement } from '../aws/signin-control-types.ts'

/** The same for the two conditions of a pair: the order and the case of keys do not count, and the two principal keys are one. */
export function pairKey(condition: PolicyCondition | undefined): string {
  return keyOf(partsOf(condition))
}

/** Whether a statement of the policy is one that AWS wrote for a listed one. A listing may leave out the account. */
export function isWrittenFrom(statement: PolicyStatement, listed: PermissionStatement): boolean {
  if (statement.Sid !== undefined && statement.Sid === listed.sid) return true
  const [written, shown] = [statement.Condition, listed.condition].map((condition) =>
    keyOf(
      partsOf(condition).filter(
        ([operator, key]) => operator !== 'StringEquals' || key !== 'aws:resourceaccount',
      ),
    ),
  )
  return statement.Effect === 'Deny' && written === shown
}

type Part = readonly [operator: string, key: string, values: readonly string[]]

function partsOf(condition: PolicyCondition | undefined): readonly Part[] {
  return Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]): Part => [operator, normalKey(key), [...values].sort()]),
  )
}

function keyOf(parts: readonly Part[]): string {
  // A listing may show both principal keys in one condition.
  return JSON.stringify([...new Set(parts.map((part) => JSON.stringify(part)))].sort())
}

function normalKey(key: string): string {
  const lower = key.toLowerCase()
  return lower === 'signin:principalarn' ? 'aws:principalarn' : lower
}
