/**
 * What a person is told without having asked: that a session ends or has ended, and that a program waits for an answer.
 * Each once. Pure.
 *
 * @module
 */
import type { ConsentQuestionView } from '../../../../preload/contract/activity-views.ts'
import type { WindowState } from '../../../../preload/contract/state.ts'
import type { SessionView } from '../../../../preload/contract/views.ts'
import type { ShellTexts } from '../texts/english.ts'
import { plainText } from '../texts/plain-text.ts'
import { spanWords } from '../texts/span-words.ts'
import { sessionName } from './tray-menu.ts'

export interface Notice {
  readonly title: string
  readonly body: string
  /** Where the window goes when the notice is chosen. */
  readonly leadsTo: 'sign-in' | 'approvals'
  readonly isUrgent: boolean
}

export type NoticeState = Pick<WindowState, 'sessions' | 'settings'> & {
  readonly questions: readonly Pick<ConsentQuestionView, 'id' | 'profile' | 'until' | 'consumer'>[]
}

/** What was told, so that it is told once. */
export type Told = ReadonlySet<string>

/** Time enough to sign in again before a tool notices. */
const soonInMilliseconds = 10 * 60_000

/**
 * @param before - Undefined at the start: what has ended long since is no news.
 */
export function noticesOf(
  before: Told | undefined,
  state: NoticeState,
  now: number,
  texts: ShellTexts,
): { readonly notices: readonly Notice[]; readonly told: Told } {
  const found = [
    ...state.sessions.flatMap((session) => ofSession(session, now, texts)),
    ...state.questions.filter(({ until }) => until > now).map((question) => ofQuestion(question, texts)),
  ]
  const told = new Set(found.map(({ key }) => key))
  const fresh = found.filter(({ key, isNews }) => !before?.has(key) && (isNews || before !== undefined))
  return { notices: state.settings.notifications ? fresh.map(({ notice }) => notice) : [], told }
}

interface Found {
  readonly key: string
  /** Worth telling also when it was so before Signet looked. */
  readonly isNews: boolean
  readonly notice: Notice
}

function ofSession(session: SessionView, now: number, texts: ShellTexts): Found[] {
  const { id, state, signedInAt, fault, credentialsExpireAt, endsAt } = session
  const name = sessionName(session)
  if (state === 'ended') {
    const notice = { ...texts.notice.ended(name), leadsTo: 'sign-in', isUrgent: true } as const
    return [{ key: `ended ${id} ${signedInAt}`, isNews: false, notice }]
  }
  // Signet renews what it can; only what will end all the same is the person's business.
  const isLasting = session.renews !== false && (state !== 'waiting' || fault === null)
  const end = endsAt ?? (isLasting ? null : credentialsExpireAt)
  const left = (end ?? Number.POSITIVE_INFINITY) - now
  if (left <= 0 || left > soonInMilliseconds) return []
  const words = texts.notice.endsSoon(name, spanWords(left, texts))
  const key = `ends ${id} ${signedInAt}`
  return [{ key, isNews: true, notice: { ...words, leadsTo: 'sign-in', isUrgent: false } }]
}

function ofQuestion({ id, profile, consumer }: NoticeState['questions'][number], texts: ShellTexts): Found {
  const file = consumer.program?.exe?.split(/[/\\]/).at(-1)
  // A name that was only claimed is not told as if it had been checked; the window shows how it is known.
  const program = consumer.how === 'verified' && file ? plainText(file, 30) : undefined
  const words = texts.notice.asked(program, plainText(profile))
  return { key: `asked ${id}`, isNews: true, notice: { ...words, leadsTo: 'approvals', isUrgent: true } }
}
