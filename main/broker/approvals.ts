/**
 * What a person's yes is still good for. Only in memory; gone with a lock, a restart or a change of the policy.
 *
 * @module
 */
import type { Clock } from '../kernel/ports/clock.ts'

const idleInMilliseconds = 10 * 60_000
/** However often it is used. */
export const longestApprovalInMilliseconds = 12 * 60 * 60_000
const mostApprovals = 1_000

interface Approval {
  readonly profile: string
  readonly givenAt: number
  usedAt: number
}

export class Approvals {
  readonly #clock: Pick<Clock, 'elapsed'>
  readonly #given = new Map<string, Approval>()

  /** SECURITY: elapsed time. A clock that is set back lengthens nothing. */
  constructor(clock: Pick<Clock, 'elapsed'>) {
    this.#clock = clock
  }

  /** @param key - What `consumerKey` says. */
  give(key: string, profile: string): void {
    for (const [old] of this.#given) if (!this.#isGood(old)) this.#given.delete(old)
    if (this.#given.size >= mostApprovals) this.#given.clear()
    const now = this.#clock.elapsed()
    this.#given.set(key, { profile, givenAt: now, usedAt: now })
  }

  /** Whether there is a yes; then it is used, and good for longer. */
  use(key: string): boolean {
    const found = this.#given.get(key)
    if (!found || !this.#isGood(key)) return false
    found.usedAt = this.#clock.elapsed()
    return true
  }

  /** Of one profile, or all. */
  forget(profile?: string): void {
    for (const [key, approval] of this.#given) {
      if (profile === undefined || approval.profile === profile) this.#given.delete(key)
    }
  }

  #isGood(key: string): boolean {
    const found = this.#given.get(key)
    const now = this.#clock.elapsed()
    return (
      found !== undefined &&
      now - found.usedAt <= idleInMilliseconds &&
      now - found.givenAt <= longestApprovalInMilliseconds
    )
  }
}
