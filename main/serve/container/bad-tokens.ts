import type { Clock } from '../../kernel/ports/clock.ts'

const freeInWindow = 5
const windowInMilliseconds = 1_000
const pauseInMilliseconds = 1_000

/** How often a wrong token came of late: five a second are answered at once, each one more after a second. */
export class BadTokens {
  readonly #clock: Pick<Clock, 'elapsed' | 'schedule'>
  /** When the last ones came, oldest first. */
  #times: number[] = []

  constructor(clock: Pick<Clock, 'elapsed' | 'schedule'>) {
    this.#clock = clock
  }

  /** Counts one more. False when it is to wait. */
  count(): boolean {
    const now = this.#clock.elapsed()
    const isFree = this.#times.filter((time) => now - time < windowInMilliseconds).length < freeInWindow
    this.#times = [...this.#times.slice(1 - freeInWindow), now]
    return isFree
  }

  pause(): Promise<void> {
    return new Promise((resolve) => this.#clock.schedule(pauseInMilliseconds, resolve))
  }
}
