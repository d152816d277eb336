/**
 * The roles that a session may use, of one account or of all, and of them the ones searched for.
 *
 * @module
 */
import type { RoleView } from '../../../preload/contract/views.ts'
import { InputError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { inOrder } from '../in-order.ts'
import type { KeptAccount } from './account-list.ts'
import { accountSearch } from './account-search.ts'
import type { ListSource, OnListing, ReadAccounts, ReadAccountsRequest } from './read-accounts.ts'

export interface ListRolesRequest extends ReadAccountsRequest {
  /** An account's id, or its name; several may have that name. Undefined for all. */
  readonly account: string | undefined
  /** Words that must all be in the account's id, name or email address, or in the role's name. */
  readonly search: string | undefined
}

export interface ListedRoles {
  /** The session's name. */
  readonly session: string
  /** By account, then by role. */
  readonly roles: readonly RoleView[]
  /** How many there are without the search. */
  readonly total: number
  readonly source: ListSource
}

/** @throws {@link InputError} `not-found` for an unknown account, an {@link AppError}, or the signal's reason. */
export type ListRoles = (
  request: ListRolesRequest,
  prompts: Prompts,
  onListing: OnListing,
) => Promise<ListedRoles>

export function listRoles(read: ReadAccounts): ListRoles {
  return async (request, prompts, onListing) => {
    const { session, list, source } = await read(request, prompts, onListing)
    const accounts = inOrder(accountsOf(list.accounts, request.account, session.name))
    const matches = accountSearch(request.search)
    const roles = accounts.flatMap((account) => rolesOf(account, session.id))
    const found = roles.filter((role) =>
      matches([role.accountId, role.accountName, role.emailAddress, role.roleName]),
    )
    return { session: session.name, roles: found, total: roles.length, source }
  }
}

function rolesOf(
  { accountId, accountName, emailAddress, roles }: KeptAccount,
  session: string,
): readonly RoleView[] {
  return roles.map((roleName) => ({ session, accountId, accountName, emailAddress, roleName }))
}

function accountsOf(
  accounts: readonly KeptAccount[],
  asked: string | undefined,
  session: string,
): readonly KeptAccount[] {
  if (asked === undefined) return accounts
  const name = asked.toUpperCase()
  const found = accounts.filter(
    ({ accountId, accountName }) => accountId === asked || accountName.toUpperCase() === name,
  )
  if (found.length > 0) return found
  throw new InputError(
    'not-found',
    `Session ${session} has no account "${asked}". Look for it with: signet accounts --session ${session} --search WORD`,
    'none',
  )
}
