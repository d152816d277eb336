/**
 * The accounts that a session may use, and of them the ones searched for.
 *
 * @module
 */
import type { AccountView } from '../../../preload/contract/views.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { inOrder } from '../in-order.ts'
import type { KeptAccount } from './account-list.ts'
import { accountSearch } from './account-search.ts'
import type { ListSource, OnListing, ReadAccounts, ReadAccountsRequest } from './read-accounts.ts'

export interface ListAccountsRequest extends ReadAccountsRequest {
  /** Words that must all be in the id, the name, the email address or a role. */
  readonly search: string | undefined
}

export interface ListedAccounts {
  /** The session's name. */
  readonly session: string
  /** By name, then by id. */
  readonly accounts: readonly AccountView[]
  /** How many there are without the search. */
  readonly total: number
  readonly source: ListSource
}

/** @throws an {@link AppError} with the next step, or the signal's reason. */
export type ListAccounts = (
  request: ListAccountsRequest,
  prompts: Prompts,
  onListing: OnListing,
) => Promise<ListedAccounts>

export function listAccounts(read: ReadAccounts): ListAccounts {
  return async (request, prompts, onListing) => {
    const { session, list, source } = await read(request, prompts, onListing)
    const matches = accountSearch(request.search)
    const accounts = inOrder(list.accounts.filter((account) => matches(fieldsOf(account)))).map(
      ({ accountId, accountName, emailAddress, roles, readAt }) => ({
        session: session.id,
        accountId,
        accountName,
        emailAddress,
        roles,
        readAt,
      }),
    )
    return { session: session.name, accounts, total: list.accounts.length, source }
  }
}

function fieldsOf({ accountId, accountName, emailAddress, roles }: KeptAccount): readonly string[] {
  return [accountId, accountName, emailAddress, ...roles]
}
