/**
 * Accounts as rows of a table, and which of them are shown. Pure, and quick enough for each key that is typed.
 *
 * @module
 */
import type { AccountView, ProfileView, SessionView } from '../../../preload/contract/views.ts'

export interface AccountRow {
  /** Of all sessions: two may have one account. */
  readonly key: string
  readonly view: AccountView
  readonly sessionName: string
  readonly profiles: readonly ProfileView[]
  /** What is searched, in lower case. */
  readonly haystack: string
}

/** By name, then by id. */
export function accountRows(
  accounts: readonly AccountView[],
  sessions: readonly Pick<SessionView, 'id' | 'name'>[],
  profiles: readonly ProfileView[],
): readonly AccountRow[] {
  const names = new Map(sessions.map(({ id, name }) => [id, name ?? id]))
  const served = Map.groupBy(
    profiles.filter(({ session, accountId }) => session !== null && accountId !== null),
    ({ session, accountId }) => keyOf(session ?? '', accountId ?? ''),
  )
  return accounts
    .map((view): AccountRow => {
      const key = keyOf(view.session, view.accountId)
      const sessionName = names.get(view.session) ?? view.session
      const texts = [view.accountName, view.accountId, view.emailAddress, sessionName, ...view.roles]
      return {
        key,
        view,
        sessionName,
        profiles: served.get(key) ?? [],
        haystack: texts.join('\n').toLowerCase(),
      }
    })
    .sort((one, other) => byName(one.view, other.view))
}

function keyOf(session: string, accountId: string): string {
  return `${accountId} ${session}`
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

function byName(one: AccountView, other: AccountView): number {
  return collator.compare(one.accountName, other.accountName) || (one.accountId < other.accountId ? -1 : 1)
}

/** Every word must be found; an id may be typed in groups. */
export function filterAccounts(rows: readonly AccountRow[], query: string): readonly AccountRow[] {
  const plain = query.trim().toLowerCase()
  if (plain === '') return rows
  const words = /^[\d\s]+$/.test(plain) ? [plain.replaceAll(/\s/g, '')] : plain.split(/\s+/)
  return rows.filter(({ haystack }) => words.every((word) => haystack.includes(word)))
}

/** For `--filter`: these accounts and no other. */
export function filterOfAccounts(rows: readonly AccountRow[]): string {
  return rows.length === 0 ? '' : `account:${[...new Set(rows.map(({ view }) => view.accountId))].join(',')}`
}

/** Of each session that has accounts: when the oldest of its roles were read; null when some were not yet. */
export function readTimes(
  rows: readonly AccountRow[],
): readonly { readonly session: string; readonly name: string; readonly at: number | null }[] {
  return [...Map.groupBy(rows, ({ view }) => view.session)].map(([session, own]) => ({
    session,
    name: own[0]?.sessionName ?? session,
    at: own.some(({ view }) => view.readAt === null)
      ? null
      : own.reduce((oldest, { view }) => Math.min(oldest, view.readAt ?? oldest), Number.POSITIVE_INFINITY),
  }))
}

/** The profile that serves a role, if one does. */
export function profilesOfRole({ profiles }: AccountRow, roleName: string): readonly ProfileView[] {
  return profiles.filter((profile) => profile.roleName === roleName)
}
