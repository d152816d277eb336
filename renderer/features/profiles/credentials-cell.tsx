import { useTexts } from '../../app-context.tsx'
import { ExpiryRing } from '../../ui/expiry-ring.tsx'
import { spanText } from '../../ui/span-text.ts'
import { useNow } from '../../ui/use-now.ts'
import css from './credentials-cell.module.css'
import type { ProfileRow } from './profile-rows.ts'

/** What an AWS Sign-In's credentials live when they are new. */
const wholeInMilliseconds = 900_000

/** How a profile's credentials stand: ring, and words that say it whole. */
export function CredentialsCell({ row }: { readonly row: ProfileRow }) {
  const texts = useTexts()
  const { view, session } = row
  const { states, sources } = texts.profiles
  // A role's own credentials are fetched by whoever asks: what the session shows is its token.
  const expiresAt = session?.kind === 'signin' ? session.credentialsExpireAt : null
  const now = useNow(expiresAt)
  const left = expiresAt === null ? 0 : expiresAt - now
  const at = expiresAt === null ? undefined : new Date(expiresAt).toLocaleString()
  if (view.state === 'other') return <span className={css.quiet}>{sources[view.source] ?? states.other}</span>
  if (view.state === 'ended' || view.state === 'not-signed-in')
    return <span className={css.bad}>■ {states[view.state]}</span>
  if (view.state === 'waiting') return <span className={css.warn}>▲ {states.waiting}</span>
  if (left <= 0) return <span className={css.quiet}>{states.onDemand}</span>
  const tone = left > 120_000 ? 'ok' : 'warn'
  const words = view.state === 'renewing' ? states.renewing : states.left
  return (
    <span className={`${css.left} ${css[tone]}`} title={at}>
      <ExpiryRing part={left / wholeInMilliseconds} tone={tone} />
      {words(spanText(left, texts))}
    </span>
  )
}
