/**
 * What the tray shows, from the state that windows mirror. Pure: the system's menu is made of it elsewhere.
 *
 * @module
 */
import type { WindowState } from '../../../../preload/contract/state.ts'
import type { ProfileView, SessionView } from '../../../../preload/contract/views.ts'
import type { ShellTexts } from '../texts/english.ts'
import { plainText } from '../texts/plain-text.ts'
import { spanWords } from '../texts/span-words.ts'

/** What a row does when it is chosen. */
export type TrayDeed =
  | { readonly kind: 'use'; readonly profile: string }
  | { readonly kind: 'open' | 'sign-in' | 'pause' | 'resume' | 'quit' }

export type TrayItem =
  | { readonly kind: 'label'; readonly text: string }
  | { readonly kind: 'separator' }
  | {
      readonly kind: 'action'
      readonly text: string
      readonly does: TrayDeed
      /** Present where one of several is the chosen one. */
      readonly isChosen?: boolean
    }
  | { readonly kind: 'submenu'; readonly text: string; readonly items: readonly TrayItem[] }

export type TrayState = Pick<WindowState, 'vault' | 'sessions' | 'profiles'>

/** Rows before the rest goes into a submenu, how many a submenu takes before it is split, and how many there are at all. */
const mostRows = 10
const mostRowsOfSubmenu = 20
const mostRowsInAll = 50
/** A session of no more profiles shows them all; of one with more, those that are used or pinned. */
const fewProfiles = 3

/** @param isPaused - The person has paused here; a vault may also be locked from elsewhere. */
export function trayMenu(
  state: TrayState,
  { now, texts, isPaused }: { readonly now: number; readonly texts: ShellTexts; readonly isPaused: boolean },
): readonly TrayItem[] {
  const { tray } = texts
  const isLocked = state.vault.state === 'locked'
  const rows = isLocked ? [] : rowsOf(state, now, texts)
  return [
    ...(isLocked ? [label(isPaused ? tray.paused : tray.locked)] : []),
    ...(rows.length === 0 && !isLocked ? [label(tray.empty)] : inline(rows, texts)),
    separator,
    action(tray.signIn, { kind: 'sign-in' }),
    isLocked ? action(tray.resume, { kind: 'resume' }) : action(tray.pause, { kind: 'pause' }),
    action(tray.open, { kind: 'open' }),
    separator,
    action(tray.quit, { kind: 'quit' }),
  ]
}

/** The number of sessions that serve, for the line that a hovering pointer is shown. */
export function trayTip({ sessions }: TrayState, texts: ShellTexts): string {
  return texts.tray.tip(sessions.filter(({ state }) => state !== 'ended').length)
}

/** Profiles that a person switches between: of living sessions and favourites, the likeliest first; then lone sessions. */
function rowsOf({ sessions, profiles }: TrayState, now: number, texts: ShellTexts): TrayItem[] {
  const ofSession = new Map(sessions.map((session) => [session.id, session]))
  const isShown = ({ isPinned, isDefault, usedAt, session }: ProfileView) => {
    if (isPinned || isDefault) return true
    const behind = ofSession.get(session ?? '')
    if (behind === undefined || behind.state === 'ended') return false
    return usedAt !== null || behind.profiles.length <= fewProfiles
  }
  const shown = profiles.filter(isShown).sort(byLikelihood)
  const served = new Set(shown.map(({ session }) => session))
  return [
    ...shown.map((profile) => profileRow(profile, ofSession.get(profile.session ?? ''), now, texts)),
    ...sessions.filter(({ id }) => !served.has(id)).map((session) => sessionRow(session, now, texts)),
  ].slice(0, mostRowsInAll)
}

function byLikelihood(a: ProfileView, b: ProfileView): number {
  const rank = ({ isDefault, isPinned, state }: ProfileView) =>
    (isDefault ? 4 : 0) + (isServing(state) ? 2 : 0) + (isPinned ? 1 : 0)
  return rank(b) - rank(a) || b.frecency - a.frecency || (a.name < b.name ? -1 : 1)
}

function isServing(state: ProfileView['state']): boolean {
  return state === 'active' || state === 'renewing' || state === 'waiting'
}

function profileRow(
  profile: ProfileView,
  session: SessionView | undefined,
  now: number,
  texts: ShellTexts,
): TrayItem {
  const { state } = texts
  const words = [
    plainText(profile.name),
    profile.state === 'active' && session ? untilWords(session, now, texts) : state[profile.state],
    ...(profile.isProduction ? [state.production] : []),
    ...(profile.isDefault ? [state.default] : []),
  ]
  return {
    kind: 'action',
    text: words.join(' · '),
    does: { kind: 'use', profile: profile.name },
    isChosen: profile.isDefault,
  }
}

function sessionRow(session: SessionView, now: number, texts: ShellTexts): TrayItem {
  const words = session.state === 'active' ? untilWords(session, now, texts) : texts.state[session.state]
  return action(`${sessionName(session)} · ${words}`, { kind: 'open' })
}

/** What a person calls a session. Without its account: whoever looks at this screen need not know it (D17). */
export function sessionName({ kind, name, principalArn, id }: SessionView): string {
  const principal = principalArn?.split(/[/:]/).at(-1)
  // An access key's id has the account in it, written another way.
  if (kind === 'iam-user') return plainText(principal ?? `…${(name ?? id).slice(-4)}`)
  return plainText(name ?? principal ?? id)
}

/** Until AWS ends the session, where that is known; else until what is at hand ends. */
function untilWords(session: SessionView, now: number, texts: ShellTexts): string {
  const end = session.endsAt ?? session.credentialsExpireAt
  if (end === null) return texts.state[session.state]
  return end <= now ? texts.state.over : spanWords(end - now, texts)
}

function inline(rows: readonly TrayItem[], { tray }: ShellTexts): TrayItem[] {
  const rest = rows.slice(mostRows)
  if (rest.length === 0) return [...rows]
  const pages = Array.from({ length: Math.ceil(rest.length / mostRowsOfSubmenu) }, (_, page) =>
    rest.slice(page * mostRowsOfSubmenu, (page + 1) * mostRowsOfSubmenu),
  )
  return [
    ...rows.slice(0, mostRows),
    ...pages.map((items): TrayItem => ({ kind: 'submenu', text: tray.more(items.length), items })),
  ]
}

const separator: TrayItem = { kind: 'separator' }

function label(text: string): TrayItem {
  return { kind: 'label', text }
}

function action(text: string, does: TrayDeed): TrayItem {
  return { kind: 'action', text, does }
}
