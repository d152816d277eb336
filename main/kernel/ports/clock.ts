/** Time, as a host tells it. */
export interface Clock {
  /** Wall clock, epoch milliseconds. May jump either way. */
  now(): number
  /** Milliseconds since a fixed moment of this boot. Never goes back, and counts suspend where the system can. */
  elapsed(): number
  /** Runs `task` once, about `delayInMilliseconds` from now. Suspend may make it late. Returns its cancel. */
  schedule(delayInMilliseconds: number, task: () => void): () => void
}
