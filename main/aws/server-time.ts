/**
 * AWS's clock, which decides over proofs and expiry, told from its replies.
 *
 * @module
 */
import type { Clock } from '../kernel/ports/clock.ts'

/** AWS's own clock, as learned from the `Date` header of its replies. */
export interface ServerTime {
  /** Epoch milliseconds by AWS's clock; the local wall clock while nothing is learned. */
  now(): number
  /** AWS's clock minus the local wall clock, milliseconds; undefined while nothing is learned. */
  offsetInMilliseconds(): number | undefined
  /** Learns from the `Date` header of a reply that came just now. Anything that is not an HTTP date is passed over. */
  learn(dateHeader: string | undefined): void
}

interface Anchor {
  readonly server: number
  readonly elapsed: number
  readonly wall: number
}

/** The preferred form of an HTTP date (RFC 9110, section 5.6.7). */
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/** How far the wall clock may run ahead of elapsed time before it is taken for a pause that the latter missed. */
const toleranceInMilliseconds = 30_000

/**
 * Counts on from the last reply by elapsed time, so that a wall clock which is set meanwhile changes nothing.
 *
 * One exception: a virtual machine that is paused with its host may miss the pause in elapsed time and catch up in the
 * wall clock only. So when the wall clock is far ahead, it is believed, less a tolerance: taking a set clock for a pause
 * costs one early renewal, which learns the truth; taking a pause for a set clock would hand out expired credentials.
 *
 * A `Date` has whole seconds, rounded down: the time told here is up to a second and the reply's way late, never early.
 */
export function serverTime(clock: Clock): ServerTime {
  let anchor: Anchor | undefined

  function now(): number {
    if (!anchor) return clock.now()
    const byElapsed = anchor.server + (clock.elapsed() - anchor.elapsed)
    const byWall = anchor.server + (clock.now() - anchor.wall)
    // Whole, as scripts read it in JSON; down, as what is told is never early.
    return Math.floor(Math.max(byElapsed, byWall - toleranceInMilliseconds))
  }

  return {
    now,
    offsetInMilliseconds: () => (anchor ? now() - clock.now() : undefined),
    learn(dateHeader) {
      const server =
        dateHeader !== undefined && httpDate.test(dateHeader) ? Date.parse(dateHeader) : Number.NaN
      if (Number.isFinite(server)) anchor = { server, elapsed: clock.elapsed(), wall: clock.now() }
    },
  }
}
