/**
 * Lines of the log as bars over time. Pure.
 *
 * @module
 */
import type { ActivityView } from '../../../preload/contract/activity-views.ts'

export interface Bucket {
  /** Epoch milliseconds; the end is the next one's start. */
  readonly from: number
  readonly to: number
  readonly served: number
  readonly refused: number
}

const refusals: ReadonlySet<ActivityView['event']> = new Set(['denied', 'expired', 'failed', 'requested'])

export function isTrouble({ event }: ActivityView): boolean {
  return refusals.has(event) || event === 'gap' || event === 'dropped'
}

/**
 * Bars of equal length up to the one that `now` is in. They begin at whole multiples of that length, so that a bar stays the
 * same while time goes on. What is older than `length` is left out.
 */
export function bucketsOf(
  lines: readonly ActivityView[],
  now: number,
  { length, bar: step }: { readonly length: number; readonly bar: number },
): readonly Bucket[] {
  const start = Math.floor((now - length) / step) * step
  const count = Math.floor((now - start) / step) + 1
  const served = new Array<number>(count).fill(0)
  const refused = new Array<number>(count).fill(0)
  for (const line of lines) {
    // The newest line may be a moment ahead of this window's clock.
    const index = Math.min(count - 1, Math.floor((line.time - start) / step))
    if (index < 0) continue
    if (line.event === 'served') served[index] = (served[index] ?? 0) + 1
    else if (refusals.has(line.event)) refused[index] = (refused[index] ?? 0) + 1
  }
  return served.map((value, index) => ({
    from: start + index * step,
    to: start + (index + 1) * step,
    served: value,
    refused: refused[index] ?? 0,
  }))
}

/** A round number of at least `most`, for the top of the scale: its half is a whole number too, as everything counted is. */
export function niceTop(most: number): number {
  if (most <= 4) return 4
  const power = 10 ** Math.floor(Math.log10(most))
  const factor = [1, 2, 4, 6].find((each) => each * power >= most && (each * power) % 2 === 0) ?? 10
  return factor * power
}
