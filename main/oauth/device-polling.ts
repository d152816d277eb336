/**
 * When a device may ask whether its code was confirmed.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8628#section-3.5 RFC 8628, section 3.5}
 * @module
 */

/** Times are milliseconds by a clock that never goes back. */
export interface DevicePolling {
  /** The code is worth nothing from here on. */
  readonly deadline: number
  /** The least wait between an answer and the next request. Grows with each slow-down, and never shrinks. */
  readonly intervalInMilliseconds: number
  /** Connection timeouts in a row. */
  readonly timeouts: number
}

/** What one request came to, when it did not bring the tokens. */
export type PollAnswer =
  | { readonly kind: 'pending' }
  | { readonly kind: 'slow-down' }
  /** No answer that counts: no network, a fault of the server's. `retryAfterSeconds` as the server asked, if it did. */
  | { readonly kind: 'unreachable'; readonly retryAfterSeconds?: number | undefined }
  | { readonly kind: 'timed-out' }

const usualIntervalInSeconds = 5
const slowDownInMilliseconds = 5_000
/** Longest that timeouts alone make a person wait after they have confirmed; the server's own interval may be longer. */
const longestBackoffInMilliseconds = 30_000

/**
 * The schedule of a code that was given just now. The first request may be sent at once.
 *
 * @param grant.intervalSeconds - 5 when the server names none; anything under a second is a second.
 */
export function startPolling(
  grant: { readonly expiresInSeconds: number; readonly intervalSeconds?: number | undefined },
  elapsed: number,
): DevicePolling {
  const { expiresInSeconds, intervalSeconds = usualIntervalInSeconds } = grant
  return {
    deadline: elapsed + expiresInSeconds * 1000,
    intervalInMilliseconds: Math.max(1, intervalSeconds) * 1000,
    timeouts: 0,
  }
}

/**
 * The schedule after an answer, and when to ask next. `pollAt` is undefined when no further request fits in before the
 * code ends.
 *
 * A timeout doubles the wait, as the RFC recommends, up to half a minute, until something answers; other faults of the
 * network keep the spacing.
 *
 * @param elapsed - When the answer came.
 */
export function afterPoll(
  polling: DevicePolling,
  answer: PollAnswer,
  elapsed: number,
): { readonly polling: DevicePolling; readonly pollAt: number | undefined } {
  const next: DevicePolling = {
    deadline: polling.deadline,
    intervalInMilliseconds:
      polling.intervalInMilliseconds + (answer.kind === 'slow-down' ? slowDownInMilliseconds : 0),
    timeouts: answer.kind === 'timed-out' ? polling.timeouts + 1 : 0,
  }
  const pollAt = elapsed + waitAfter(next, answer)
  return { polling: next, pollAt: pollAt < next.deadline ? pollAt : undefined }
}

function waitAfter({ intervalInMilliseconds, timeouts }: DevicePolling, answer: PollAnswer): number {
  const asked = answer.kind === 'unreachable' ? (answer.retryAfterSeconds ?? 0) * 1000 : 0
  const backoff = Math.min(intervalInMilliseconds * 2 ** timeouts, longestBackoffInMilliseconds)
  return Math.max(intervalInMilliseconds, backoff, asked)
}
