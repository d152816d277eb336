import type { Clock } from '../../main/kernel/ports/clock.ts'

/** The clock of one process: when that is killed, nothing that it planned happens any more. */
export class MortalClock implements Clock {
  readonly #clock: Clock
  readonly #cancels = new Set<() => void>()
  #isDead = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  now(): number {
    return this.#clock.now()
  }

  elapsed(): number {
    return this.#clock.elapsed()
  }

  schedule(delayInMilliseconds: number, task: () => void): () => void {
    if (this.#isDead) return () => undefined
    const cancel = this.#clock.schedule(delayInMilliseconds, () => {
      this.#cancels.delete(cancel)
      task()
    })
    this.#cancels.add(cancel)
    return () => {
      this.#cancels.delete(cancel)
      cancel()
    }
  }

  kill(): void {
    this.#isDead = true
    for (const cancel of this.#cancels) cancel()
    this.#cancels.clear()
  }
}
