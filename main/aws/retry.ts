/**
 * When a request is sent again, and how long before.
 *
 * @module
 */
import { UnavailableError } from '../kernel/errors.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import type { Random } from '../kernel/ports/random.ts'
import { NotSent } from './not-sent.ts'

/** A wait that AWS asks for is sat out inside a call only when it is this short; else the caller decides. */
const longestPatienceInMilliseconds = 2_000
const firstBackoffInMilliseconds = 400

/**
 * Whether an error of the `Http` port may be gone on the next try. An operation that is not `repeatable` is only tried
 * again when nothing of it had left. A timeout is not: three of them would outlast whoever waits.
 */
export function sendFaultMayPass(error: unknown, repeatable: boolean): boolean {
  if (!(error instanceof UnavailableError)) return false
  if (error.code === 'network-down') return repeatable || error.cause instanceof NotSent
  return error.code === 'server-error' && repeatable
}

/**
 * Milliseconds to wait after the failed try of this number (from 1): exponential with full jitter, and no less than AWS
 * asked for. Undefined when that is longer than a caller should be kept.
 */
export function backoffInMilliseconds(error: unknown, tries: number, random: Random): number | undefined {
  const asked = error instanceof UnavailableError ? (error.retryAfterSeconds ?? 0) * 1000 : 0
  if (asked > longestPatienceInMilliseconds) return undefined
  return Math.max(asked, random.unit() * firstBackoffInMilliseconds * 2 ** (tries - 1))
}

/** Waits. An abort ends the wait with the signal's reason. */
export function pause(clock: Clock, milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const abort = (): void => {
      cancel()
      reject(signal?.reason)
    }
    const cancel = clock.schedule(milliseconds, () => {
      signal?.removeEventListener('abort', abort)
      resolve()
    })
    signal?.addEventListener('abort', abort, { once: true })
  })
}
