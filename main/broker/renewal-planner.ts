/**
 * When the broker must look at its sessions again. Pure; all moments are `Clock.elapsed()` milliseconds.
 *
 * A timer alone decides nothing: each look judges by AWS's clock and by elapsed time. While a key is in use there is a
 * look every 20 seconds, so that a machine that woke is noticed; while none is, there is no timer at all (R11, R12).
 *
 * @module
 */

/** A key asked for within this long is in use: it is renewed before anyone has to wait. */
const inUseInMilliseconds = 900_000
const lookInMilliseconds = 20_000
const longestDelayInMilliseconds = 6 * 3_600_000
const shortestDelayInMilliseconds = 100

export interface RenewalFacts {
  readonly lastAskedAt: number
  /** When its credentials are worth renewing. */
  readonly dueAt: number
  /** Before this no try may be made: spacing, back-off, the spread after a wake. */
  readonly allowedAt: number
  /** A renewal is under way. */
  readonly renewing: boolean
}

export function isInUse(now: number, lastAskedAt: number): boolean {
  return now - lastAskedAt <= inUseInMilliseconds
}

/** The next moment to look, or undefined when only a caller can make one. */
export function nextLook(
  now: number,
  sessions: Iterable<RenewalFacts>,
  saveAt: number | undefined,
): number | undefined {
  let next = saveAt ?? Number.POSITIVE_INFINITY
  for (const session of sessions) {
    if (!isInUse(now, session.lastAskedAt)) continue
    const actAt = session.renewing ? Number.POSITIVE_INFINITY : Math.max(session.dueAt, session.allowedAt)
    next = Math.min(next, now + lookInMilliseconds, actAt)
  }
  return next === Number.POSITIVE_INFINITY ? undefined : next
}

/** The delay for a timer: never negative, never so long that a host's timer overflows, never a busy loop. */
export function delayUntil(next: number, now: number): number {
  return Math.min(Math.max(next - now, shortestDelayInMilliseconds), longestDelayInMilliseconds)
}
