/**
 * Profiles as the table shows them: each with its account's name and its session, and what it is found by.
 *
 * @module
 */
import type { AccountView, ProfileView, SessionView } from '../../../preload/contract/views.ts'

export interface ProfileRow {
  readonly view: ProfileView
  readonly session: SessionView | undefined
  readonly accountName: string | undefined
  /** Its name in lower case. */
  readonly title: string
  /** All that it is found by, in lower case. */
  readonly haystack: string
}

export function profileRows(
  profiles: readonly ProfileView[],
  sessions: readonly SessionView[],
  accounts: readonly AccountView[],
): readonly ProfileRow[] {
  const byId = new Map(sessions.map((session) => [session.id, session]))
  const names = new Map(accounts.map(({ accountId, accountName }) => [accountId, accountName]))
  return profiles.map((view) => {
    const session = view.session === null ? undefined : byId.get(view.session)
    const accountName = view.accountId === null ? undefined : names.get(view.accountId)
    const words = [view.name, view.accountId, accountName, view.roleName, view.region, session?.name]
    const haystack = [...words, ...view.tags.map((tag) => `#${tag}`)].filter(Boolean).join('\n').toLowerCase()
    return { view, session, accountName, title: view.name.toLowerCase(), haystack }
  })
}
