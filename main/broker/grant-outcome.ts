/**
 * How a request that was not served is written down.
 *
 * @module
 */
import { inWords } from '../../preload/contract/said-forms.ts'
import { errorView } from '../kernel/errors.ts'
import type { ActivityEntry } from './activity.ts'
import type { Consumer, ConsumerClaim } from './consumer.ts'
import type { GrantRequest } from './grant-request.ts'

/** What is known of a request when it ends. */
export interface GrantEnd {
  readonly request: GrantRequest
  /** `Clock.elapsed()` when it came. */
  readonly begun: number
  /** Its own word, or what was found out. */
  consumer: Consumer | ConsumerClaim | undefined
  cached?: boolean
  /** Who said no. */
  by?: ActivityEntry['by']
  /** Nobody answered. */
  isExpired?: boolean
}

export function outcomeOf(end: GrantEnd, thrown: unknown, elapsed: number): ActivityEntry {
  const { request, begun, consumer, by, isExpired } = end
  const { profile, channel, signal } = request
  const about = { profile, channel, consumer, by, milliseconds: Math.round(elapsed - begun) }
  if (signal?.aborted) return { ...about, event: 'requested', note: inWords('note-asker-gone') }
  const { code } = errorView(thrown)
  if (isExpired) return { ...about, event: 'expired', code }
  const isDenied = code === 'consent-denied' || code === 'policy-denied' || code === 'life-too-short'
  return { ...about, event: isDenied ? 'denied' : 'failed', code }
}
