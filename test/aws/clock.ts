/**
 * The stand-in's own clock. All it judges and all it stamps goes by it, so a test can move AWS's time without
 * touching the machine's.
 */
export class StandInClock {
  #shown: number
  #anchor = performance.now()
  #speed: number

  /** @param speed - How fast it runs beside the machine's; 0 stands still. */
  constructor(options: { readonly offsetInSeconds?: number; readonly speed?: number } = {}) {
    this.#shown = Date.now() + (options.offsetInSeconds ?? 0) * 1000
    this.#speed = checkedSpeed(options.speed ?? 1)
  }

  /** Epoch milliseconds. */
  now(): number {
    return this.#shown + (performance.now() - this.#anchor) * this.#speed
  }

  /** Epoch seconds, whole. */
  seconds(): number {
    return Math.floor(this.now() / 1000)
  }

  advance(seconds: number): void {
    this.set(this.now() + seconds * 1000)
  }

  /** Sets it to the machine's time plus this; from then on it runs at its speed. */
  setOffset(seconds: number): void {
    this.set(Date.now() + seconds * 1000)
  }

  /** @param epochMilliseconds - What it shows from now on. */
  set(epochMilliseconds: number): void {
    if (!Number.isFinite(epochMilliseconds)) throw new TypeError('A clock needs a finite time.')
    this.#shown = epochMilliseconds
    this.#anchor = performance.now()
  }

  setSpeed(speed: number): void {
    const checked = checkedSpeed(speed)
    this.set(this.now())
    this.#speed = checked
  }
}

function checkedSpeed(speed: number): number {
  if (!Number.isFinite(speed) || speed < 0) throw new TypeError('The speed of a clock is 0 or more.')
  return speed
}
