/**
 * A session's accounts for somebody who asks: at once where they are kept, with a listing that is waited for where not.
 *
 * @module
 */
import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { VaultDoor } from '../sessions/vault-door.ts'
import type { AccountCache } from './account-cache.ts'
import type { AccountChanges, AccountList, ListingProgress, PortalSession } from './account-list.ts'
import { choosePortalSession } from './choose-portal-session.ts'
import type { AccountRefresher } from './refresh-accounts.ts'

export interface ReadAccountsRequest {
  /** Its name; undefined for the only one. */
  readonly session: string | undefined
  /** Asks AWS, and waits, even where a list is kept. */
  readonly refresh: boolean
  readonly signal: AbortSignal
}

/** Where a list comes from, and what there is to say about that. */
export type ListSource =
  | {
      readonly kind: 'kept'
      readonly ageInMilliseconds: number
      /** It is being read anew while nobody waits. */
      readonly isRefreshing: boolean
      /** The session has ended, so that it cannot be. */
      readonly isEnded: boolean
    }
  | {
      readonly kind: 'read'
      readonly changes: AccountChanges | undefined
      /** How many accounts kept their former roles, because AWS would not tell them now. */
      readonly unread: number
      /** There was a kept list, but its file was damaged. */
      readonly wasDamaged: boolean
    }

export interface SessionAccounts {
  readonly session: PortalSession
  readonly list: AccountList
  readonly source: ListSource
}

export type OnListing = (progress: ListingProgress) => void

/** @throws an {@link AppError} with the next step, or the signal's reason. */
export type ReadAccounts = (
  request: ReadAccountsRequest,
  prompts: Prompts,
  onListing: OnListing,
) => Promise<SessionAccounts>

export interface ReadAccountsDependencies {
  readonly door: Pick<VaultDoor, 'enter'>
  /** The Identity Center sessions of the open vault. */
  readonly portalSessions: () => readonly PortalSession[]
  readonly cache: Pick<AccountCache, 'read'>
  readonly refresher: Pick<AccountRefresher, 'refreshAccounts' | 'refreshInBackground'>
  readonly clock: { now(): number }
}

/** A list of this age is worth a look at AWS. */
const staleInMilliseconds = 60 * 60_000

export function readAccounts(dependencies: ReadAccountsDependencies): ReadAccounts {
  const { door, portalSessions, cache, refresher, clock } = dependencies
  return async ({ session: asked, refresh, signal }, prompts, onListing) => {
    await door.enter(prompts)
    const session = choosePortalSession(portalSessions(), asked)
    const { list, isDamaged } = await cache.read(session)
    if (refresh || !list || list.readAt === null) {
      const { list: anew, ...how } = await refresher.refreshAccounts(session, {
        signal,
        onProgress: onListing,
      })
      return { session, list: anew, source: { kind: 'read', ...how, wasDamaged: isDamaged } }
    }
    const age = clock.now() - list.readAt
    const isEnded = session.ended !== undefined
    const isRefreshing = !isEnded && isStale(list, session, age) && refresher.refreshInBackground(session)
    return {
      session,
      list,
      source: { kind: 'kept', ageInMilliseconds: Math.max(0, age), isRefreshing, isEnded },
    }
  }
}

/** Old, of another sign-in, or cut short. A time to come is a clock that went back: the age is then not known. */
function isStale(list: AccountList, session: PortalSession, age: number): boolean {
  const isOld = age < 0 || age > staleInMilliseconds
  return isOld || list.listing !== null || list.signedInAt !== session.signedInAt
}
