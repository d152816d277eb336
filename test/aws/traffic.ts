/** How much comes at a time: what a client's own limits are judged by. */
export class Traffic {
  #inFlight = 0
  #maximumInFlight = 0
  #peakCallsPerSecond = 0
  #calls = 0
  #lastSecond: number[] = []

  /** @param now - Epoch milliseconds. */
  began(now: number): void {
    this.#calls += 1
    this.#inFlight += 1
    this.#maximumInFlight = Math.max(this.#maximumInFlight, this.#inFlight)
    this.#lastSecond = [...this.#lastSecond.filter((then) => then > now - 1000 && then <= now), now]
    this.#peakCallsPerSecond = Math.max(this.#peakCallsPerSecond, this.#lastSecond.length)
  }

  ended(): void {
    this.#inFlight -= 1
  }

  /** The peak is over any second, by the stand-in's clock. */
  figures(): {
    readonly calls: number
    readonly maximumInFlight: number
    readonly peakCallsPerSecond: number
  } {
    return {
      calls: this.#calls,
      maximumInFlight: this.#maximumInFlight,
      peakCallsPerSecond: this.#peakCallsPerSecond,
    }
  }

  /** What is in flight stays counted. */
  reset(): void {
    this.#maximumInFlight = this.#inFlight
    this.#peakCallsPerSecond = 0
    this.#calls = 0
    this.#lastSecond = []
  }
}
