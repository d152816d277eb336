/**
 * An account list while it is being read anew: what AWS has said so far, over what was known before.
 *
 * @module
 */
import type { Account } from '../../aws/sso-portal.ts'
import {
  type AccountChanges,
  type AccountList,
  isListable,
  type KeptAccount,
  type ListingProgress,
  type PortalSession,
} from './account-list.ts'

/** A listing that was cut short goes on when it is younger than this; an older one starts anew. */
const resumableInMilliseconds = 15 * 60_000

export class AccountDraft {
  readonly #session: PortalSession
  readonly #readAt: number | null
  readonly #startedAt: number
  /** Roles as the last complete list had them, of accounts that differ since; null where it had no such account. */
  readonly #former: Map<string, readonly string[] | null>
  #accounts: Map<string, KeptAccount>
  #remaining: Set<string>
  #rolesFound = 0
  #isBegun: boolean

  constructor(session: PortalSession, before: AccountList | undefined, now: number) {
    const resumed = resumable(session, before, now)
    this.#session = session
    this.#readAt = before?.readAt ?? null
    this.#startedAt = resumed?.startedAt ?? now
    this.#former = new Map(before?.listing?.former.map(({ accountId, roles }) => [accountId, roles]))
    this.#accounts = new Map(before?.accounts.map((account) => [account.accountId, account]))
    this.#remaining = new Set(resumed?.remaining.filter((accountId) => this.#accounts.has(accountId)))
    this.#isBegun = resumed !== undefined
    if (resumed) for (const account of this.#accounts.values()) this.#count(account)
  }

  /** Whether the accounts are known, so that only roles are left to read. */
  get isBegun(): boolean {
    return this.#isBegun
  }

  get progress(): ListingProgress {
    return {
      accountsDone: this.#accounts.size - this.#remaining.size,
      accountsTotal: this.#accounts.size,
      rolesFound: this.#rolesFound,
    }
  }

  /** Accounts whose roles are still to be read, in AWS's order. */
  remaining(): string[] {
    return [...this.#remaining]
  }

  /** The accounts as AWS has them now. Of those known before, the roles stay until they are read. */
  takeAccounts(accounts: readonly Account[]): void {
    const known = this.#accounts
    this.#accounts = new Map()
    for (const { accountId, accountName, emailAddress } of accounts) {
      const { roles, readAt } = known.get(accountId) ?? { roles: [], readAt: null }
      if (!known.has(accountId)) this.#remember(accountId, null)
      this.#accounts.set(accountId, { accountId, accountName, emailAddress, roles, readAt })
    }
    for (const [accountId, { roles }] of known) {
      if (!this.#accounts.has(accountId)) this.#remember(accountId, roles)
    }
    this.#remaining = new Set(this.#accounts.keys())
    this.#rolesFound = 0
    this.#isBegun = true
  }

  takeRoles(accountId: string, roleNames: readonly string[], now: number): void {
    const account = this.#accounts.get(accountId)
    if (!account || !this.#remaining.delete(accountId)) return
    const roles = [...new Set(roleNames.filter(isListable))].sort()
    if (!sameRoles(roles, account.roles)) this.#remember(accountId, account.roles)
    const read = { ...account, roles, readAt: now }
    this.#accounts.set(accountId, read)
    this.#count(read)
  }

  /** The list as it stands, to go on from later. */
  snapshot(): AccountList {
    const former = [...this.#former].map(([accountId, roles]) => ({ accountId, roles: roles && [...roles] }))
    return {
      ...this.#list(this.#readAt),
      listing: { startedAt: this.#startedAt, remaining: this.remaining(), former },
    }
  }

  /** The list as a complete one, and how it differs from the last. Nothing to compare with: no changes. */
  finish(now: number): { readonly list: AccountList; readonly changes: AccountChanges | undefined } {
    return {
      list: { ...this.#list(now), listing: null },
      changes: this.#readAt === null ? undefined : this.#changes(),
    }
  }

  #list(readAt: number | null): Omit<AccountList, 'listing'> {
    const { id, startUrl, signedInAt } = this.#session
    return {
      version: 1,
      sessionId: id,
      startUrl,
      signedInAt,
      readAt,
      accounts: [...this.#accounts.values()],
    }
  }

  #count({ accountId, roles }: KeptAccount): void {
    if (!this.#remaining.has(accountId)) this.#rolesFound += roles.length
  }

  /** The first word counts: it is that of the last complete list. */
  #remember(accountId: string, roles: readonly string[] | null): void {
    if (this.#readAt !== null && !this.#former.has(accountId)) this.#former.set(accountId, roles)
  }

  #changes(): AccountChanges {
    const accountsAdded: string[] = []
    const accountsGone: string[] = []
    const rolesAdded: { accountId: string; roleName: string }[] = []
    const rolesGone: { accountId: string; roleName: string }[] = []
    for (const [accountId, former] of this.#former) {
      const roles = this.#accounts.get(accountId)?.roles
      if (former === null && roles) accountsAdded.push(accountId)
      if (former !== null && !roles) accountsGone.push(accountId)
      if (former === null || !roles) continue
      rolesAdded.push(...without(roles, former).map((roleName) => ({ accountId, roleName })))
      rolesGone.push(...without(former, roles).map((roleName) => ({ accountId, roleName })))
    }
    return { accountsAdded, accountsGone, rolesAdded, rolesGone }
  }
}

/** A listing to go on with: young, and begun under this very sign-in. A clock that went back makes none young. */
function resumable(
  session: PortalSession,
  before: AccountList | undefined,
  now: number,
): AccountList['listing'] | undefined {
  if (!before?.listing || before.signedInAt !== session.signedInAt) return undefined
  const age = now - before.listing.startedAt
  return age >= 0 && age < resumableInMilliseconds ? before.listing : undefined
}

function sameRoles(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((role, index) => role === other[index])
}

function without(roles: readonly string[], taken: readonly string[]): readonly string[] {
  const gone = new Set(taken)
  return roles.filter((role) => !gone.has(role))
}
