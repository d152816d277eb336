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
  /** Goes on in a sleep, and may be set by anyone. */
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
/** What the wall clock may say of a sleep before the boot clock is asked. */
const disagreementInMilliseconds = 50
/** A sleep that the wall clock hides, because it was set back, is found within this much time awake. */
const lookEveryInMilliseconds = 100

/**
 * The steady clock, moved on by what it missed. The boot clock is coarse (10 ms on Linux), so it is not read as time: it
 * only tells how long the machine slept. It costs a file read, so it is looked at when there may have been a sleep.
 */
function elapsedTime({ wall, steady, boot }: TimeSources): () => number {
  if (!boot) return steady
  let missed = boot() - steady()
  let looked = { wall: wall(), steady: steady() }
  return () => {
    const now = { wall: wall(), steady: steady() }
    const ran = now.steady - looked.steady
    const disagreement = Math.abs(now.wall - looked.wall - ran)
    if (ran >= lookEveryInMilliseconds || disagreement >= disagreementInMilliseconds) {
      looked = now
      const lag = boot() - (now.steady + missed)
      if (lag > coarsenessInMilliseconds) missed += lag
    }
    return now.steady + missed
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
