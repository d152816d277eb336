import type { Clock } from '../kernel/ports/clock.ts'

/** A write that takes longer counts as not possible for now: a folder on a dead network mount hangs for ever (R5). */
export const longestWriteInMilliseconds = 10_000

/** The value, or that it was late. */
export type Settled<T> = { readonly late: false; readonly value: T } | { readonly late: true }

/**
 * Waits for `work`, but no longer than told. What is waited for goes on.
 * @throws what `work` rejects with, or the reason of `signal` when that aborts first.
 */
export function settleWithin<T>(
  work: Promise<T>,
  clock: Clock,
  milliseconds: number,
  signal?: AbortSignal,
): Promise<Settled<T>> {
  return new Promise((resolve, reject) => {
    const aborted = () => {
      cancel()
      reject(signal?.reason)
    }
    const done = () => {
      cancel()
      signal?.removeEventListener('abort', aborted)
    }
    const cancel = clock.schedule(milliseconds, () => {
      signal?.removeEventListener('abort', aborted)
      resolve({ late: true })
    })
    signal?.addEventListener('abort', aborted, { once: true })
    work.then(
      (value) => {
        done()
        resolve({ late: false, value })
      },
      (error) => {
        done()
        reject(error)
      },
    )
  })
}
