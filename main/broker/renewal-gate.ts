/**
 * The earliest moment of the next try for a key. Pure; moments are `Clock.elapsed()` milliseconds.
 *
 * @module
 */
import type { KeyEntry } from './key-entry.ts'

/** How often credentials may end within the spacing of their renewal without slowing callers down. */
const earlyInMilliseconds = 600_000

type Tries = Pick<KeyEntry, 'pace' | 'failure' | 'lastTriedAt' | 'lastRenewedAt' | 'lastEarlyAt'>

/**
 * Back-off governs always, the spacing while something valid is left. With nothing valid so soon after a renewal the
 * wall clock has jumped or AWS gave a very short life: once in ten minutes that is renewed at once, more often would be
 * a storm (R9).
 */
export function allowedAt(tries: Tries, isAlive: boolean, now: number): number {
  const { spacingInMilliseconds } = tries.pace
  const rested = tries.failure?.until ?? Number.NEGATIVE_INFINITY
  if (isAlive) return Math.max(rested, tries.lastTriedAt + spacingInMilliseconds)
  const spaced = tries.lastRenewedAt + spacingInMilliseconds
  const isStorm = isEarly(tries, now) && now < tries.lastEarlyAt + earlyInMilliseconds
  return isStorm ? Math.max(rested, spaced) : rested
}

/** Whether a try at this moment comes sooner after a success than it ever should. */
export function isEarly(tries: Pick<Tries, 'pace' | 'lastRenewedAt'>, now: number): boolean {
  return now < tries.lastRenewedAt + tries.pace.spacingInMilliseconds
}
