/**
 * The answer to a caller.
 *
 * @module
 */
import type { AwsCredentialIdentity } from '../kernel/credentials.ts'
import { UnavailableError } from '../kernel/errors.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import type { Background } from './background.ts'
import {
  brokerClosed,
  deadOnArrival,
  forProfile,
  renewalFailed,
  renewalLate,
  renewedJustNow,
  renewedTooOften,
  sessionOver,
} from './broker-errors.ts'
import type { Expiring, Issued } from './held-credentials.ts'
import type { Keeping } from './keeping.ts'
import type { KeyEntry } from './key-entry.ts'
import type { Life } from './life.ts'
import type { Renewals } from './renewals.ts'
import type { Entry, Holding } from './session-entry.ts'
import { isEnded, isTaken, needsCode } from './session-entry.ts'
import type { ConfiguredSteps, SessionIndex } from './session-index.ts'
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
  credentials(
    profile: string,
    signal: AbortSignal | undefined,
    configured?: ConfiguredSteps,
  ): Promise<Issued> {
    const { index } = this.#needs
    try {
      signal?.throwIfAborted()
      if (this.#isClosed) throw brokerClosed()
      const entry = index.ofProfile(profile, configured)
      const issued = this.#atOnce<AwsCredentialIdentity>(entry)
      if (issued) return Promise.resolve(issued)
      return this.#wait<AwsCredentialIdentity>(
        () => index.ofProfile(profile, configured),
        entry,
        signal,
      ).catch((error: unknown) => Promise.reject(forProfile(error, profile)))
    } catch (error) {
      return Promise.reject(error)
    }
  }

  /** The same for the key that `find` finds, and throws when it is not there to be found. */
  async answer<C extends Expiring>(
    find: () => Holding<C>,
    signal: AbortSignal | undefined,
  ): Promise<Issued<C>> {
    signal?.throwIfAborted()
    if (this.#isClosed) throw brokerClosed()
    const entry = find()
    return this.#atOnce<C>(entry) ?? this.#wait(find, entry, signal)
  }

  peek(profile: string): Issued | undefined {
    if (this.#isClosed) return undefined
    try {
      return this.#atOnce<AwsCredentialIdentity>(this.#needs.index.ofProfile(profile))
    } catch {
      return undefined
    }
  }

  /**
   * Renews what has less life left than this, where a renewal gives more and may be made now. Waits for it no longer than
   * any caller. What came of it is seen by asking again.
   *
   * @throws as `credentials` when there is nothing to renew, and the reason of `signal`.
   */
  async lengthen(
    profile: string,
    leastInMilliseconds: number,
    signal: AbortSignal | undefined,
    configured?: ConfiguredSteps,
  ): Promise<void> {
    const { index, life, keeping, renewals, clock } = this.#needs
    const entry = index.ofProfile(profile, configured)
    const newest = life.newest<AwsCredentialIdentity>(entry)
    if (this.#isClosed || !newest || life.remaining(newest) >= leastInMilliseconds) return
    if (newest.lifeInMilliseconds < leastInMilliseconds || isEnded(entry) || needsCode(entry)) return
    if (!keeping.canSave(entry) || this.#resting(entry)) return
    const renewed = renewals.renew(entry).then(ignored, ignored)
    await settleWithin(renewed, clock, patienceInMilliseconds, signal)
  }

  /** Renews a session's own key now, and goes on trying where AWS cannot be asked. @throws what came in the way. */
  async renew(sessionId: string, signal: AbortSignal | undefined): Promise<void> {
    const { index, renewals, background, clock } = this.#needs
    if (this.#isClosed) throw brokerClosed()
    const entry = index.ofSession(sessionId)
    if (entry === undefined || entry.record.ended || entry.kind === 'iam-user') throw sessionOver(sessionId)
    const now = clock.elapsed()
    const rest = renewals.allowedAt(entry) - now
    if (rest > 0 && !renewals.isUnderWay(entry)) {
      if (!entry.failure) throw renewedJustNow(rest)
      if (entry.failure.error instanceof UnavailableError) background.want(entry)
      throw renewalFailed(entry.failure, now, now + rest)
    }
    background.want(entry)
    const settled = await settleWithin(renewals.renew(entry), clock, patienceInMilliseconds, signal)
    if (settled.late) throw renewalLate()
  }

  close(): void {
    this.#isClosed = true
  }

  #atOnce<C extends Expiring>(entry: Holding<C>): Issued<C> | undefined {
    const { life, background, clock } = this.#needs
    entry.lastAskedAt = clock.elapsed()
    // With its roles a session is in use: when one of them is renewed, nobody waits for the access token.
    if (entry.kind === 'role') entry.session.lastAskedAt = entry.lastAskedAt
    background.wake()
    const newest = life.newest<C>(entry)
    if (!newest) return undefined
    const remaining = life.remaining(newest)
    if (!(remaining > newest.windows.waitInMilliseconds)) return undefined
    if (remaining <= newest.windows.aheadInMilliseconds) background.renewAhead(entry)
    return this.#alive<C>(entry)
  }

  /** What may be handed out now: durable before unsaved, and nothing that is about to end. */
  #alive<C extends Expiring>(entry: Holding<C>): Issued<C> | undefined {
    const { life, keeping } = this.#needs
    if (entry.unsaved) keeping.settle(entry)
    const current = life.current<C>(entry)
    if (life.isAlive(current)) return current.issued
    const { unsaved }: KeyEntry<C> = entry
    if (isTaken(entry) || entry.kind === 'iam-user' || !unsaved) return undefined
    if (unsaved.state === 'writing') return undefined
    if (!life.isAlive(unsaved.held)) return undefined
    keeping.tellUnsaved(entry)
    return unsaved.held.issued
  }

  async #wait<C extends Expiring>(
    find: () => Holding<C>,
    entry: Holding<C>,
    signal: AbortSignal | undefined,
  ): Promise<Issued<C>> {
    const { renewals, background, keeping, clock } = this.#needs
    const old = this.#alive<C>(entry)
    if (isEnded(entry)) return old ?? this.#over(find, entry, signal)
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
    if (find() !== entry) return this.answer(find, signal)
    const issued = this.#alive<C>(entry)
    if (issued) return issued
    throw failure
  }

  /** What a session had that ended is over, too: says so. */
  #over<C extends Expiring>(
    find: () => Holding<C>,
    entry: KeyEntry<C>,
    signal: AbortSignal | undefined,
  ): Promise<Issued<C>> {
    entry.current = undefined
    return this.answer(find, signal)
  }

  /** Why no try may be made now, if so. */
  #resting(entry: Entry): unknown {
    const { renewals, clock } = this.#needs
    if (renewals.isUnderWay(entry)) return undefined
    const now = clock.elapsed()
    const rest = renewals.allowedAt(entry) - now
    if (!(rest > 0)) return undefined
    if (entry.failure) return renewalFailed(entry.failure, now)
    return renewedTooOften(rest)
  }
}

function ignored(): void {}
