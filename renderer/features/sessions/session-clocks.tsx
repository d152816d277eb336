import type { SessionView } from '../../../preload/contract/views.ts'
import { useTexts } from '../../app-context.tsx'
import { spanText } from '../../ui/span-text.ts'
import { whenText, wholeWhenText } from '../../ui/when-text.ts'

interface ClockProps {
  readonly session: SessionView
  readonly now: number
}

/** The short clock: what tools get. It is wound up by itself while somebody uses it. */
export function CredentialsClock({ session, now }: ClockProps) {
  const texts = useTexts()
  const { sessions, language } = texts
  const { credentialsExpireAt: end, nextRenewalAt, renews, state } = session
  // A token opens nothing any more; what AWS Sign-In gave goes on to its end.
  if (state === 'ended' && session.kind === 'identity-center') return sessions.endedWithIt
  if (end === null || end <= now) return sessions.noCredentials
  const renewal =
    state === 'ended' || renews === false
      ? undefined
      : nextRenewalAt !== null && nextRenewalAt > now
        ? sessions.nextRenewal(spanText(nextRenewalAt - now, texts))
        : sessions.renewsOnDemand
  return (
    <span>
      <time title={wholeWhenText(end, language)}>
        {whenText(end, now, language)} ({spanText(end - now, texts)})
      </time>
      {renewal && `, ${renewal}`}
    </span>
  )
}

/** The long clock: when a person is needed again. */
export function SessionClock({ session: { kind, state, endsAt }, now }: ClockProps) {
  const { sessions, language } = useTexts()
  if (state === 'ended') return sessions.endedAt
  if (kind === 'iam-user') return sessions.endNever
  if (endsAt === undefined) return sessions.endUnknown
  return (
    <time title={wholeWhenText(endsAt, language)}>
      {sessions.endsAtMost(whenText(endsAt, now, language))}
    </time>
  )
}
