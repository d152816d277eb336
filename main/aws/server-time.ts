/** AWS's own clock, as learned from the `Date` header of its replies. */
export interface ServerTime {
  /** Epoch milliseconds by AWS's clock; the local wall clock while nothing is learned. */
  now(): number
  /** AWS's clock minus the local wall clock, milliseconds; undefined while nothing is learned. */
  offsetInMilliseconds(): number | undefined
  /** Learns from the `Date` header of a reply that came just now. Anything that is not an HTTP date is passed over. */
  learn(dateHeader: string | undefined): void
}
