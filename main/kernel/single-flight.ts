/**
 * One run at a time per key: who comes while it runs shares its outcome, success or failure.
 *
 * @module
 */

export interface SingleFlight<T> {
  /** Joins the run of `key`, or starts `work`. */
  run(key: string, work: () => Promise<T>): Promise<T>
  /** Whether a run of `key` is under way. */
  underWay(key: string): boolean
}

export function singleFlight<T>(): SingleFlight<T> {
  const flights = new Map<string, Promise<T>>()
  return {
    run(key, work) {
      const joined = flights.get(key)
      if (joined) return joined
      // `work` starts in a later microtask, so that a synchronous throw is a rejection and the entry is there before it runs.
      const flight = Promise.resolve()
        .then(work)
        .finally(() => flights.delete(key))
      flights.set(key, flight)
      return flight
    },
    underWay: (key) => flights.has(key),
  }
}
