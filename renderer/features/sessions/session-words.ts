/**
 * A session in a few words: who, and what becomes of it. Pure.
 *
 * @module
 */
import type { SessionView } from '../../../preload/contract/views.ts'
import type { Texts } from '../../texts/texts.ts'
import { spanText } from '../../ui/span-text.ts'
import { whenText } from '../../ui/when-text.ts'

/** Below this the words say what will happen. */
const soonInMilliseconds = 600_000

/** A name that fits: the role and user of an ARN, or what the person named it. */
export function sessionName({ name, principalArn }: Pick<SessionView, 'name' | 'principalArn'>): string {
  if (principalArn === null) return name ?? ''
  const [kind, ...rest] = principalArn.split(':').slice(5).join(':').split('/')
  if (kind === 'assumed-role') return rest.join('/')
  // A user's path says where it is filed, not who it is.
  return rest.at(-1) || kind || principalArn
}

/** Where it belongs, beside the name. */
export function sessionPlace({ kind, accountId, startUrl }: SessionView, { sessions }: Texts): string {
  if (kind === 'identity-center') return startUrl ?? sessions.kinds[kind]
  return accountId ?? sessions.kinds[kind]
}

/** What becomes of it: "until 18:40, renews itself", "ended: sign in again". */
export function sessionFate(session: SessionView, now: number, texts: Texts): string {
  const { sessions } = texts
  if (session.state === 'ended') return sessions.ended
  if (session.state === 'waiting') return sessions.waiting
  if (session.kind === 'iam-user') return session.renews === false ? sessions.keyMfa : sessions.keyNoEnd
  const end = endOf(session)
  if (end !== undefined && end <= now) return sessions.ended
  if (end !== undefined && end - now <= soonInMilliseconds)
    return sessions.endsSoon(spanText(end - now, texts))
  if (session.state === 'renewing') return sessions.renewing
  if (end === undefined) return sessions.renews
  const when = whenText(end, now, texts.language)
  return session.renews === false ? sessions.untilThenSignIn(when) : sessions.untilRenews(when)
}

/** The moment at which a person is needed again, where it is known. */
export function endOf({ endsAt, renews, credentialsExpireAt }: SessionView): number | undefined {
  if (endsAt !== undefined) return endsAt
  return renews === false ? (credentialsExpireAt ?? undefined) : undefined
}

/** Ended, or about to: a person is needed. */
export function needsPerson(session: SessionView, now: number): boolean {
  if (session.state === 'ended') return true
  const end = endOf(session)
  return end !== undefined && end - now <= soonInMilliseconds
}
