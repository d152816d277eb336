import type { AwsCredentialIdentity } from '../kernel/credentials.ts'
import { SessionError, UnavailableError } from '../kernel/errors.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import type { Log } from '../kernel/ports/log.ts'
import { singleFlight } from '../kernel/single-flight.ts'
import type { IdentityCenterSession, SessionRecord, SignInSession } from '../vault/session-record.ts'
import type { Vault } from '../vault/vault.ts'
import type { Failing } from './failing.ts'
import type { AccessToken, Expiring } from './held-credentials.ts'
import { holdCredentials } from './held-credentials.ts'
import type { Keeping } from './keeping.ts'
import type { Life } from './life.ts'
import { allowedAt, isEarly } from './renewal-gate.ts'
import type { RoleProvider } from './role-provider.ts'
import type { Entry, RoleEntry, RotatingEntry, SessionEntry } from './session-entry.ts'
import { placeOf } from './session-entry.ts'
import type { SessionProvider } from './session-provider.ts'
import { settleWithin } from './settle-within.ts'
import { findSession } from './vault-sessions.ts'

export interface RenewalsNeeds {
  readonly providers: {
    readonly signin: SessionProvider<SignInSession, AwsCredentialIdentity>
    readonly 'identity-center': SessionProvider<IdentityCenterSession, AccessToken>
    readonly role: RoleProvider
  }
  readonly vault: Vault
  readonly keeping: Keeping
  readonly failing: Failing
  readonly life: Life
  readonly clock: Clock
  readonly log: Log
  /** Called when a renewal has ended, well or not. */
  readonly changed: () => void
}

/** One renewal at a time per key. */
export class Renewals {
  readonly #needs: RenewalsNeeds
  readonly #flights = singleFlight<void>()

  constructor(needs: RenewalsNeeds) {
    this.#needs = needs
  }

  /** Joins the renewal that is under way, or starts one. Rejects with what everyone who waits is told. */
  renew(entry: Entry): Promise<void> {
    const isJoining = this.isUnderWay(entry)
    const flight = this.#flights.run(entry.name, () => this.#attempt(entry))
    if (isJoining) return flight
    const now = this.#needs.clock.elapsed()
    if (isEarly(entry, now)) entry.lastEarlyAt = now
    entry.renewingSince = now
    entry.startAt = undefined
    // The outcome is kept in the entry: nobody has to wait for it.
    flight.then(this.#needs.changed, this.#needs.changed)
    return flight
  }

  isUnderWay(entry: Entry): boolean {
    return this.#flights.underWay(entry.name)
  }

  /** The earliest moment of `Clock.elapsed()` at which a try may start. */
  allowedAt(entry: Entry): number {
    const { life, clock } = this.#needs
    return allowedAt(entry, life.hasAlive(entry), clock.elapsed())
  }

  /** Resolves when all that is under way now has ended. */
  settled(): Promise<void> {
    return this.#flights.settled()
  }

  async #attempt(entry: Entry): Promise<void> {
    const { failing, clock, log } = this.#needs
    const controller = new AbortController()
    const gone = new SessionError('session-missing', 'The session was signed out.')
    entry.abandon = () => controller.abort(gone)
    const began = clock.elapsed()
    try {
      await (entry.kind === 'role' ? this.#take(entry, controller) : this.#rotate(entry, controller))
      entry.failure = undefined
      log.note('broker.renewed', { ...placeOf(entry), milliseconds: clock.elapsed() - began })
    } catch (error) {
      throw error === gone ? error : await failing.failed(entry, error)
    } finally {
      entry.abandon = undefined
      entry.lastTriedAt = clock.elapsed()
    }
  }

  #rotate(entry: SessionEntry, controller: AbortController): Promise<void> {
    const { providers } = this.#needs
    return entry.kind === 'signin'
      ? this.#redeem(entry, providers[entry.kind], controller)
      : this.#redeem(entry, providers[entry.kind], controller)
  }

  async #redeem<S extends SessionRecord, C extends Expiring>(
    entry: SessionEntry & RotatingEntry<S, C>,
    provider: SessionProvider<S, C>,
    controller: AbortController,
  ): Promise<void> {
    const { keeping, vault, clock } = this.#needs
    const { record }: RotatingEntry<S, C> = entry
    const { signal } = controller
    // After this rotation the token on disk is two generations old.
    if (entry.unsaved) keeping.tellUnsaved(entry)
    const latest = () => findSession(vault.contents(), record)
    const renewal = await this.#within(entry, provider.renew(record, { latest, signal }), controller)
    entry.lastRenewedAt = clock.elapsed()
    await keeping.keep(entry, renewal)
  }

  async #take(entry: RoleEntry, controller: AbortController): Promise<void> {
    const { providers, clock } = this.#needs
    const given = await this.#within(entry, providers.role.renew(entry, controller.signal), controller)
    entry.lastRenewedAt = clock.elapsed()
    entry.current = holdCredentials(entry.sessionId, given, entry.pace)
  }

  async #within<T>(entry: Entry, asking: Promise<T>, controller: AbortController): Promise<T> {
    const { longestTryInMilliseconds } = entry.pace
    const settled = await settleWithin(asking, this.#needs.clock, longestTryInMilliseconds, controller.signal)
    if (!settled.late) return settled.value
    controller.abort()
    const who = entry.kind === 'signin' ? 'AWS Sign-In' : 'IAM Identity Center'
    throw new UnavailableError('timed-out', `${who} took too long to answer.`)
  }
}
