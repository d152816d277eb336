/**
 * What a person wants of console access, as the difference that it makes to what stands at AWS.
 *
 * @module
 */
import type { PermissionStatementInput } from '../aws/signin-control-types.ts'
import { InputError, RefusalError } from '../kernel/errors.ts'
import { type AccessState, isOnFor, type KnownStatement } from './access-state.ts'
import { compareWithFile } from './compare-with-file.ts'
import type { AccessFile } from './policy-export.ts'
import { isSameInput } from './statement-input.ts'

/** What a person asks for. */
export interface ChangeWish {
  readonly authorization?: 'on' | 'off' | undefined
  readonly add?: readonly PermissionStatementInput[] | undefined
  /** Statement ids, or beginnings of them. */
  readonly remove?: readonly string[] | undefined
  /** In place of all of these: everything as in this file. */
  readonly file?: AccessFile | undefined
}

/** What has to change. */
export interface ChangeSet {
  readonly authorization: 'on' | 'off' | undefined
  readonly add: readonly PermissionStatementInput[]
  readonly remove: readonly KnownStatement[]
}

/**
 * @throws {@link RefusalError} `not-found` for a statement that is not there; {@link InputError} `request-malformed` for
 * a file of another account, or one with a statement that no call can make.
 */
export function changeSetOf(wish: ChangeWish, state: AccessState, targetId: string): ChangeSet {
  if (wish.file) return changeSetOfFile(wish.file, state, targetId)
  const isOn = isOnFor(state, targetId)
  const wanted = wish.add ?? []
  const add = wanted.filter(
    (input, index, all) =>
      all.findIndex((other) => isSameInput(other, input)) === index &&
      !state.statements.some((known) => known.input && isSameInput(known.input, input)),
  )
  return {
    authorization: wish.authorization === (isOn ? 'on' : 'off') ? undefined : wish.authorization,
    add,
    // Whoever asks for the same to go and to come has it stay.
    remove: [...new Set((wish.remove ?? []).map((id) => statementNamed(id, state)))].filter(
      ({ input }) => !(input && wanted.some((other) => isSameInput(other, input))),
    ),
  }
}

function changeSetOfFile(file: AccessFile, state: AccessState, targetId: string): ChangeSet {
  const { missing, missingRaw, extra, authorization } = compareWithFile(file, state, targetId)
  if (missingRaw.length > 0) {
    throw new InputError(
      'request-malformed',
      'The file has a statement that Signet knows by its condition only. It is not at AWS any more, and no call can make it from that. Write its addresses and ids in its place. Nothing was changed.',
      'none',
    )
  }
  return { authorization, add: missing, remove: extra }
}

/** By its id, or by the beginning of it where that is enough. */
function statementNamed(id: string, { statements, accountId }: AccessState): KnownStatement {
  const exact = statements.find(({ sid }) => sid === id)
  const near = exact ? [exact] : statements.filter(({ sid }) => id.length >= 4 && sid.startsWith(id))
  const [found] = near
  if (found && near.length === 1) return found
  if (near.length > 1) {
    throw new InputError(
      'request-malformed',
      `Several statements begin with ${id}. Give more of the id.`,
      'none',
    )
  }
  throw new RefusalError(
    'not-found',
    `Account ${accountId} has no statement ${id}. Nothing was changed. See: signet console-access statements list`,
  )
}
