/**
 * What stands at AWS beside what a file wants.
 *
 * @module
 */
import type { PermissionStatementInput, PolicyCondition } from '../aws/signin-control-types.ts'
import { InputError } from '../kernel/errors.ts'
import { type AccessState, isOnFor, type KnownStatement } from './access-state.ts'
import type { AccessFile } from './policy-export.ts'
import { isSameInput } from './statement-input.ts'

export interface FileComparison {
  /** In the file, and not at AWS. */
  readonly missing: readonly PermissionStatementInput[]
  readonly missingRaw: readonly { readonly condition: PolicyCondition }[]
  /** At AWS, and not in the file. */
  readonly extra: readonly KnownStatement[]
  /** As the file wants it, where it is not so. */
  readonly authorization: 'on' | 'off' | undefined
}

/** @throws {@link InputError} `request-malformed` for a file of another account. */
export function compareWithFile(file: AccessFile, state: AccessState, targetId: string): FileComparison {
  assertSameAccount(file, state)
  const { statements, raw, consoleAuthorizationEnabled: wanted } = file
  const isThere = (input: PermissionStatementInput) =>
    state.statements.some((known) => known.input && isSameInput(known.input, input))
  const isWanted = (known: KnownStatement) =>
    statements.some((input) => known.input && isSameInput(known.input, input)) ||
    raw.some(({ condition }) => isSameCondition(condition, known.condition))
  return {
    missing: statements.filter(
      (input, index, all) => all.findIndex((other) => isSameInput(other, input)) === index && !isThere(input),
    ),
    missingRaw: raw.filter(
      ({ condition }) => !state.statements.some((known) => isSameCondition(condition, known.condition)),
    ),
    extra: state.statements.filter((known) => !isWanted(known)),
    authorization: wanted === undefined || wanted === isOnFor(state, targetId) ? undefined : onOff(wanted),
  }
}

function assertSameAccount({ accountId }: AccessFile, state: AccessState): void {
  if (accountId === undefined || accountId === state.accountId) return
  throw new InputError(
    'request-malformed',
    `The file is of account ${accountId}, and the profile is of ${state.accountId}. Nothing was changed. Name the right profile, or take "accountId" out of the file to use it for any account.`,
    'none',
  )
}

function isSameCondition(one: PolicyCondition, other: PolicyCondition): boolean {
  return canonical(one) === canonical(other)
}

/** Operators, keys and values in one order. */
function canonical(condition: PolicyCondition): string {
  const operators = Object.entries(condition).map(([operator, keys]): [string, unknown] => [
    operator,
    Object.entries(keys)
      .map(([key, values]): [string, unknown] => [key, [...values].sort()])
      .sort(byName),
  ])
  return JSON.stringify(operators.sort(byName))
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1
}

function onOff(isOn: boolean): 'on' | 'off' {
  return isOn ? 'on' : 'off'
}
