import { SessionError, UnavailableError } from '../kernel/errors.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import type { Log } from '../kernel/ports/log.ts'
import { singleFlight } from '../kernel/single-flight.ts'
import type { Vault } from '../vault/vault.ts'
import type { Failing } from './failing.ts'
import type { Keeping } from './keeping.ts'
import type { Life } from './life.ts'
import { allowedAt, isEarly } from './renewal-gate.ts'
import type { SessionEntry } from './session-entry.ts'
import type { Renewal, SessionProvider } from './session-provider.ts'
import { settleWithin } from './settle-within.ts'
import { findSession } from './vault-sessions.ts'

/** A client has limits of its own, far under this: it only frees those who wait if they fail (R29). */
const longestTryInMilliseconds = 30_000

export interface RenewalsNeeds {
  readonly providers: { readonly signin: SessionProvider }
  readonly vault: Vault
  readonly keeping: Keeping
  readonly failing: Failing
  readonly life: Life
  readonly clock: Clock
  readonly log: Log
  /** Called when a renewal has ended, well or not. */
  readonly changed: () => void
}

/** One renewal at a time per session. */
export class Renewals {
  readonly #needs: RenewalsNeeds
  readonly #flights = singleFlight<void>()

  constructor(needs: RenewalsNeeds) {
    this.#needs = needs
  }

  /** Joins the renewal that is under way, or starts one. Rejects with what everyone who waits is told. */
  renew(entry: SessionEntry): Promise<void> {
    const isJoining = this.isUnderWay(entry)
    const flight = this.#flights.run(keyOf(entry), () => this.#attempt(entry))
    if (isJoining) return flight
    const now = this.#needs.clock.elapsed()
    if (isEarly(entry, now)) entry.lastEarlyAt = now
    entry.renewingSince = now
    entry.startAt = undefined
    // The outcome is kept in the entry: nobody has to wait for it.
    flight.then(this.#needs.changed, this.#needs.changed)
    return flight
  }

  isUnderWay(entry: SessionEntry): boolean {
    return this.#flights.underWay(keyOf(entry))
  }

  /** The earliest moment of `Clock.elapsed()` at which a try may start. */
  allowedAt(entry: SessionEntry): number {
    const { life, clock } = this.#needs
    return allowedAt(entry, life.hasAlive(entry), clock.elapsed())
  }

  /** Resolves when all that is under way now has ended. */
  settled(): Promise<void> {
    return this.#flights.settled()
  }

  async #attempt(entry: SessionEntry): Promise<void> {
    const { keeping, failing, clock, log } = this.#needs
    const { accountId, region } = entry.record
    const controller = new AbortController()
    const gone = new SessionError('session-missing', 'The session was signed out.')
    entry.abandon = () => controller.abort(gone)
    const began = clock.elapsed()
    try {
      // After this rotation the token on disk is two generations old.
      if (entry.unsaved) keeping.tellUnsaved(entry)
      const renewal = await this.#ask(entry, controller)
      entry.lastRenewedAt = clock.elapsed()
      await keeping.keep(entry, renewal)
      entry.failure = undefined
      log.note('broker.renewed', { accountId, region, milliseconds: clock.elapsed() - began })
    } catch (error) {
      throw error === gone ? error : await failing.failed(entry, error)
    } finally {
      entry.abandon = undefined
      entry.lastTriedAt = clock.elapsed()
    }
  }

  async #ask(entry: SessionEntry, controller: AbortController): Promise<Renewal> {
    const { providers, vault, clock } = this.#needs
    const { record } = entry
    const { signal } = controller
    const latest = () => findSession(vault.contents(), record)
    const asking = providers[record.kind].renew(record, { latest, signal })
    const settled = await settleWithin(asking, clock, longestTryInMilliseconds, signal)
    if (!settled.late) return settled.value
    controller.abort()
    throw new UnavailableError('timed-out', 'AWS Sign-In took too long to answer.')
  }
}

/** A new sign-in of the same principal is another session, with a chain of tokens of its own. */
function keyOf({ record }: SessionEntry): string {
  return `${record.signedInAt} ${record.id}`
}
