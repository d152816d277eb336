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

/** `count` bars of equal length that end at `now`; what is older is left out. */
export function bucketsOf(
  lines: readonly ActivityView[],
  now: number,
  spanInMilliseconds: number,
  count: number,
): readonly Bucket[] {
  const step = spanInMilliseconds / count
  const start = now - spanInMilliseconds
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

/** A round number of at least `most`, for the top of the scale. */
export function niceTop(most: number): number {
  if (most <= 5) return 5
  const power = 10 ** Math.floor(Math.log10(most))
  const factor = [1, 2, 5, 10].find((each) => each * power >= most) ?? 10
  return factor * power
}
