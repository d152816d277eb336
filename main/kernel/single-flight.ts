/**
 * One run at a time per key: who comes while it runs shares its outcome, success or failure.
 *
 * @module
 */

export interface SingleFlight<T> {
  /**
   * Joins the run of `key`, or starts `work`. The outcome is shared once: who comes after it starts anew.
   * `work` must end by itself, it is not timed here, and must not wait for a run of its own key.
   */
  run(key: string, work: () => Promise<T>): Promise<T>
  /** Whether a run of `key` is under way. */
  underWay(key: string): boolean
  /** Resolves when all the runs that are under way now have ended, well or not. */
  settled(): Promise<void>
}

export function singleFlight<T>(): SingleFlight<T> {
  const flights = new Map<string, Promise<T>>()
  return {
    run(key, work) {
      const joined = flights.get(key)
      if (joined) return joined
      // `work` starts in a later microtask, so that a synchronous throw is a rejection and the entry is there before it runs.
      // The entry goes before anyone hears of the outcome, so that a retry on hearing it starts anew.
      const flight = Promise.resolve()
        .then(work)
        .finally(() => flights.delete(key))
      flights.set(key, flight)
      return flight
    },
    underWay: (key) => flights.has(key),
    async settled() {
      await Promise.allSettled(flights.values())
    },
  }
}
