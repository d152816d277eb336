/**
 * Time on Node. Libuv counts suspend in its own clock on macOS and Windows, and does not on Linux.
 *
 * @module
 */
import { uptime } from 'node:os'
import type { Clock } from '../../kernel/ports/clock.ts'

/**
 * Longest that a timer is set for. What is scheduled later is looked at again, because a timer of Linux stands still
 * while the machine sleeps, and because one of 2^31 ms or more would run at once (M17).
 */
const longestTickInMilliseconds = 30_000

/** Where elapsed time comes from; milliseconds each. */
export interface TimeSources {
  readonly wall: () => number
  /** Never goes back. */
  readonly steady: () => number
  /** Counts suspend, and may be coarse; undefined where `steady` counts it. */
  readonly boot?: (() => number) | undefined
}

/** A pending task does not keep the process alive: that is for whoever serves. */
export function nodeClock(sources: TimeSources = systemSources()): Clock {
  const elapsed = elapsedTime(sources)
  return {
    now: sources.wall,
    elapsed,
    schedule(delayInMilliseconds, task) {
      const due = elapsed() + Math.max(0, delayInMilliseconds)
      let timer: NodeJS.Timeout | undefined
      function wait(): void {
        const left = Math.ceil(due - elapsed())
        timer = setTimeout(tick, Math.min(left, longestTickInMilliseconds))
        timer.unref()
      }
      function tick(): void {
        if (elapsed() < due) wait()
        else task()
      }
      wait()
      return () => clearTimeout(timer)
    },
  }
}

/** Steps of the boot clock below this are its coarseness, not a sleep. */
const coarsenessInMilliseconds = 50

/**
 * The steady clock, moved on by what it missed. The boot clock is coarse (10 ms on Linux), so it is not read as time: it
 * only tells how long the machine slept.
 */
function elapsedTime({ steady, boot }: TimeSources): () => number {
  if (!boot) return steady
  let missed = boot() - steady()
  return () => {
    const now = steady()
    const lag = boot() - (now + missed)
    if (lag > coarsenessInMilliseconds) missed += lag
    return now + missed
  }
}

function systemSources(): TimeSources {
  const steady = (): number => performance.now()
  const boot = (): number => {
    try {
      return uptime() * 1000
    } catch {
      // A sandbox that does not tell: nothing was missed, as far as can be known.
      return steady()
    }
  }
  return { wall: Date.now, steady, boot: process.platform === 'linux' ? boot : undefined }
}
