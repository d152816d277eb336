import type { Random } from '../kernel/ports/random.ts'

/** AWS may ask for a longer rest than we would take, but not for longer than this. */
const longestAskedSeconds = 300

/**
 * Milliseconds to rest after the `streak`-th failure in a row: full jitter under 1, 2, 4 … 60 seconds, and never less
 * than what the peer asked for.
 */
export function backoffInMilliseconds(streak: number, random: Random, retryAfterSeconds = 0): number {
  const ceiling = Math.min(60_000, 1000 * 2 ** (streak - 1))
  return Math.max(random.unit() * ceiling, Math.min(retryAfterSeconds, longestAskedSeconds) * 1000)
}

/** The rest after a refusal that a person can lift (a policy): between one minute and two, growing to ten. */
export function refusedBackoffInMilliseconds(streak: number, random: Random): number {
  return 60_000 + random.unit() * Math.min(540_000, 60_000 * 2 ** (streak - 1))
}
