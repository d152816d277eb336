/**
 * What becomes of the default profile, in a word or two: "12 min", "signed out". Pure.
 *
 * @module
 */
import type { ProfileView, SessionView } from '../../preload/contract/views.ts'
import { endOf } from '../features/sessions/session-words.ts'
import type { Texts } from '../texts/texts.ts'
import { spanText } from '../ui/span-text.ts'

export interface DefaultFate {
  readonly words: string
  readonly tone: 'quiet' | 'warn' | 'bad'
  /** A person has to sign in before it gives anything. */
  readonly isOut: boolean
}

/** Below this an end is worth a look. */
const soonInMilliseconds = 120_000

/** @returns Undefined where there is nothing to tell: it is not Signet's, or it is renewed whenever somebody asks. */
export function defaultFate(
  profile: Pick<ProfileView, 'state'>,
  session: SessionView | undefined,
  isLocked: boolean,
  now: number,
  texts: Texts,
): DefaultFate | undefined {
  const { frame } = texts
  if (profile.state === 'other') return undefined
  if (isLocked) return { words: frame.lockedNow, tone: 'warn', isOut: false }
  const isOut = profile.state === 'ended' || profile.state === 'not-signed-in'
  if (isOut) return { words: frame.signedOut, tone: 'bad', isOut: true }
  if (profile.state === 'waiting') return { words: frame.notRenewed, tone: 'warn', isOut: false }
  const end = endShown(session)
  if (end === undefined || end <= now) return undefined
  const left = end - now
  return { words: spanText(left, texts), tone: left <= soonInMilliseconds ? 'warn' : 'quiet', isOut: false }
}

/** What is at hand of AWS Sign-In ends soonest; of the others, where it is known, the session. */
export function endShown(session: SessionView | undefined): number | undefined {
  if (session === undefined) return undefined
  return (session.kind === 'signin' ? session.credentialsExpireAt : undefined) ?? endOf(session)
}
