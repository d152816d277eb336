import type { Clock } from '../kernel/ports/clock.ts'
import type { Log } from '../kernel/ports/log.ts'
import type { Random } from '../kernel/ports/random.ts'
import type { Vault } from '../vault/vault.ts'
import { backoffInMilliseconds } from './backoff.ts'
import { isUnwritable } from './unwritable.ts'

export interface SavingNeeds {
  readonly vault: Vault
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** Called after each try. */
  readonly changed: () => void
}

/** Brings what is only in memory to disk, once the disk takes it again (R4, R5). */
export class Saving {
  readonly #needs: SavingNeeds
  #streak = 0
  #restUntil: number | undefined
  #isWriting = false

  constructor(needs: SavingNeeds) {
    this.#needs = needs
  }

  /** A write has failed: try again after a rest. */
  begin(): void {
    if (this.#restUntil === undefined && !this.#isWriting) this.#rest()
  }

  /** Tries now, unless a try is under way or its rest is not over, or another change has reached the disk meanwhile. */
  attempt(): void {
    const { vault, clock } = this.#needs
    if (this.#isWriting) return
    if (vault.status().durable) {
      this.#streak = 0
      this.#restUntil = undefined
      return
    }
    if (this.#restUntil !== undefined && this.#restUntil > clock.elapsed()) return
    void this.#write()
  }

  /** When the next try is due, in `Clock.elapsed()`; undefined when nothing waits, or a try is under way. */
  dueAt(): number | undefined {
    return this.#isWriting ? undefined : this.#restUntil
  }

  async #write(): Promise<void> {
    const { vault, log, changed } = this.#needs
    this.#isWriting = true
    this.#restUntil = undefined
    try {
      await vault.save()
      this.#streak = 0
      log.note('broker.saved-again')
    } catch (error) {
      // A locked vault keeps nothing in memory that could still be saved.
      if (isUnwritable(error)) this.#rest()
      log.note('broker.still-not-saved', { count: this.#streak })
    }
    this.#isWriting = false
    changed()
  }

  #rest(): void {
    const { clock, random } = this.#needs
    this.#streak += 1
    this.#restUntil = clock.elapsed() + backoffInMilliseconds(this.#streak, random)
  }
}
