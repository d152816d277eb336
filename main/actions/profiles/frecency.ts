/**
 * How often and how recently: each use counts one, and counts half as much for every week that passes.
 *
 * @module
 */

export interface Uses {
  readonly score?: number | undefined
  /** Epoch milliseconds. */
  readonly usedAt?: number | undefined
}

const halfLifeInMilliseconds = 7 * 24 * 60 * 60 * 1000

/** What the uses are worth now. A clock that went back counts as no time passed. */
export function frecency({ score = 0, usedAt = 0 }: Uses, now: number): number {
  return score * 0.5 ** (Math.max(0, now - usedAt) / halfLifeInMilliseconds)
}

/** After one more use. */
export function usedAgain(uses: Uses, now: number): { readonly score: number; readonly usedAt: number } {
  return { score: frecency(uses, now) + 1, usedAt: now }
}
