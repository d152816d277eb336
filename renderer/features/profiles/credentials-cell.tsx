import { useTexts } from '../../app-context.tsx'
import { ExpiryRing } from '../../ui/expiry-ring.tsx'
import { spanText } from '../../ui/span-text.ts'
import { useNow } from '../../ui/use-now.ts'
import css from './credentials-cell.module.css'
import type { ProfileRow } from './profile-rows.ts'
import { useOfProfile } from './use-of-profile.ts'

/** How a profile's credentials stand: ring, and words that say it whole. */
export function CredentialsCell({
  row: { view },
  when,
}: {
  readonly row: ProfileRow
  /** A moment as a title has it. */
  readonly when: (at: number) => string
}) {
  const texts = useTexts()
  const { states, sources } = texts.profiles
  const credentials = useOfProfile(view)?.credentials
  const now = useNow(credentials?.expiresAt ?? null)
  const left = credentials === undefined ? 0 : credentials.expiresAt - now
  if (view.state === 'other') return <span className={css.quiet}>{sources[view.source] ?? states.other}</span>
  if (view.state === 'locked') return <span className={css.quiet}>▪ {states.locked}</span>
  const out = view.state === 'ended' || view.state === 'not-signed-in' ? states[view.state] : undefined
  if (credentials === undefined || left <= 0) {
    if (out !== undefined) return <span className={css.bad}>■ {out}</span>
    if (view.state === 'waiting') return <span className={css.warn}>▲ {states.waiting}</span>
    return <span className={css.quiet}>{states.onDemand}</span>
  }
  const tone = left > 120_000 && out === undefined && view.state !== 'waiting' ? 'ok' : 'warn'
  const words =
    out !== undefined
      ? states.leftThenOut
      : view.state === 'waiting'
        ? states.leftWaiting
        : view.state === 'renewing'
          ? states.renewing
          : states.left
  const whole = credentials.expiresAt - credentials.givenAt
  const text = words(spanText(left, texts))
  return (
    <span className={`${css.left} ${css[tone]}`} title={`${text}\n${when(credentials.expiresAt)}`}>
      <ExpiryRing part={left / whole} tone={tone} />
      <span className={css.words}>{text}</span>
    </span>
  )
}
