/** So many per second on average, and as many at once. */
export class TokenBucket {
  #left = Number.POSITIVE_INFINITY
  #at = Number.NEGATIVE_INFINITY

  /**
   * Takes one, if there is one.
   *
   * @param rate - Per second; may change from call to call. 0 for no limit.
   * @param now - Epoch milliseconds.
   */
  take(rate: number, now: number): boolean {
    if (rate === 0) return true
    // A clock that was set back gives nothing.
    const gained = (Math.max(0, now - this.#at) / 1000) * rate
    this.#left = Math.min(Math.max(1, rate), this.#left + gained)
    this.#at = now
    if (this.#left < 1) return false
    this.#left -= 1
    return true
  }
}
