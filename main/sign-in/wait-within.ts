import type { Clock } from '../kernel/ports/clock.ts'

export type Waited<T> =
  | { readonly kind: 'came'; readonly value: T }
  | { readonly kind: 'late' }
  | { readonly kind: 'cancelled' }

export interface WaitLimits {
  readonly clock: Clock
  /** By {@link Clock.elapsed}. */
  readonly deadline: number
  readonly signal: AbortSignal | undefined
}

/**
 * Waits for a promise, but not past the deadline and not past an abort. The timer and the listener are gone when
 * it settles; the promise itself goes on, unheard.
 *
 * @throws What the promise rejects with, in time.
 */
export function waitWithin<T>(
  promise: Promise<T>,
  { clock, deadline, signal }: WaitLimits,
): Promise<Waited<T>> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      promise.catch(() => undefined)
      resolve({ kind: 'cancelled' })
      return
    }
    const stopTimer = clock.schedule(deadline - clock.elapsed(), () => end({ kind: 'late' }))
    const cancel = () => end({ kind: 'cancelled' })
    signal?.addEventListener('abort', cancel, { once: true })

    function release(): void {
      stopTimer()
      signal?.removeEventListener('abort', cancel)
    }
    function end(outcome: Waited<T>): void {
      release()
      resolve(outcome)
    }
    promise.then(
      // A timer can be late after a suspend: what comes past the deadline is late all the same.
      (value) => end(clock.elapsed() >= deadline ? { kind: 'late' } : { kind: 'came', value }),
      (error: unknown) => {
        release()
        reject(error)
      },
    )
  })
}
