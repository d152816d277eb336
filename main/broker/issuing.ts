/**
 * The answer to a caller.
 *
 * @module
 */
import type { Clock } from '../kernel/ports/clock.ts'
import type { Background } from './background.ts'
import { brokerClosed, deadOnArrival, renewalFailed, renewalLate, renewedTooOften } from './broker-errors.ts'
import type { Issued } from './held-credentials.ts'
import type { Keeping } from './keeping.ts'
import type { Life } from './life.ts'
import type { Renewals } from './renewals.ts'
import type { SessionEntry } from './session-entry.ts'
import type { SessionIndex } from './session-index.ts'
import { settleWithin } from './settle-within.ts'

/** A caller waits this long for a renewal: command line tools and SDKs wait longer, container clients have given up. */
const patienceInMilliseconds = 15_000

export interface IssuingNeeds {
  readonly index: SessionIndex
  readonly renewals: Renewals
  readonly background: Background
  readonly keeping: Keeping
  readonly life: Life
  readonly clock: Clock
}

export class Issuing {
  readonly #needs: IssuingNeeds
  #isClosed = false

  constructor(needs: IssuingNeeds) {
    this.#needs = needs
  }

  /** The hot path: no await, no closure, one object. */
  credentials(profile: string, signal: AbortSignal | undefined): Promise<Issued> {
    try {
      signal?.throwIfAborted()
      if (this.#isClosed) throw brokerClosed()
      const entry = this.#needs.index.ofProfile(profile)
      const issued = this.#atOnce(entry)
      return issued ? Promise.resolve(issued) : this.#wait(profile, entry, signal)
    } catch (error) {
      return Promise.reject(error)
    }
  }

  peek(profile: string): Issued | undefined {
    if (this.#isClosed) return undefined
    try {
      return this.#atOnce(this.#needs.index.ofProfile(profile))
    } catch {
      return undefined
    }
  }

  close(): void {
    this.#isClosed = true
  }

  #atOnce(entry: SessionEntry): Issued | undefined {
    const { life, background, clock } = this.#needs
    entry.lastAskedAt = clock.elapsed()
    background.wake()
    const newest = life.newest(entry)
    if (!newest) return undefined
    const remaining = life.remaining(newest)
    if (!(remaining > newest.windows.waitInMilliseconds)) return undefined
    if (remaining <= newest.windows.aheadInMilliseconds) background.renewAhead(entry)
    return this.#alive(entry)
  }

  /** What may be handed out now: durable before unsaved, and nothing that is about to end. */
  #alive(entry: SessionEntry): Issued | undefined {
    const { life, keeping } = this.#needs
    if (entry.unsaved) keeping.settle(entry)
    const current = life.current(entry)
    if (life.isAlive(current)) return current.issued
    const { unsaved } = entry
    if (!unsaved || unsaved.state === 'writing' || !life.isAlive(unsaved.held)) return undefined
    keeping.tellUnsaved(entry)
    return unsaved.held.issued
  }

  async #wait(profile: string, entry: SessionEntry, signal: AbortSignal | undefined): Promise<Issued> {
    const { index, renewals, background, keeping, clock } = this.#needs
    const old = this.#alive(entry)
    if (old && !keeping.canSave(entry)) {
      background.renewAhead(entry)
      return old
    }
    const resting = this.#resting(entry)
    if (old && resting) return old
    if (resting) throw resting
    const flight = renewals.renew(entry)
    // With something to fall back on, nobody waits for a renewal that has kept others waiting already.
    const since = (old && entry.renewingSince) ?? clock.elapsed()
    const patience = Math.max(0, patienceInMilliseconds - (clock.elapsed() - since))
    let failure: unknown
    try {
      const settled = await settleWithin(flight, clock, patience, signal)
      failure = settled.late ? renewalLate() : deadOnArrival()
    } catch (error) {
      if (signal?.aborted) throw error
      failure = error
    }
    // Signed out, signed in anew, ended or locked meanwhile: the vault says what is true now.
    if (index.ofProfile(profile) !== entry) return this.credentials(profile, signal)
    const issued = this.#alive(entry)
    if (issued) return issued
    throw failure
  }

  /** Why no try may be made now, if so. */
  #resting(entry: SessionEntry): unknown {
    const { renewals, clock } = this.#needs
    if (renewals.isUnderWay(entry)) return undefined
    const now = clock.elapsed()
    const rest = renewals.allowedAt(entry) - now
    if (!(rest > 0)) return undefined
    if (entry.failure) return renewalFailed(entry.failure, now)
    return renewedTooOften(rest)
  }
}
