import type { AwsCredentialIdentity } from '../kernel/credentials.ts'
import { SessionError, UnavailableError } from '../kernel/errors.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import type { Log } from '../kernel/ports/log.ts'
import { singleFlight } from '../kernel/single-flight.ts'
import type { IdentityCenterSession, SessionRecord, SignInSession } from '../vault/session-record.ts'
import type { Vault } from '../vault/vault.ts'
import type { Failing } from './failing.ts'
import type { AccessToken, Expiring, Given } from './held-credentials.ts'
import { holdCredentials } from './held-credentials.ts'
import { isOfNetwork } from './is-of-network.ts'
import type { Keeping } from './keeping.ts'
import type { Life } from './life.ts'
import { allowedAt, isEarly } from './renewal-gate.ts'
import type {
  ChainEntry,
  Entry,
  RoleEntry,
  RotatingEntry,
  SessionEntry,
  SignInEntry,
  TakenEntry,
  TokenEntry,
  UserSessionEntry,
} from './session-entry.ts'
import { isTaken, placeOf, sessionOf } from './session-entry.ts'
import type { SessionProvider } from './session-provider.ts'
import { settleWithin } from './settle-within.ts'
import type { TakeContext, TakingProvider } from './taking-provider.ts'
import { findSession } from './vault-sessions.ts'

export interface RenewalsNeeds {
  readonly providers: {
    readonly signin: SessionProvider<SignInSession, AwsCredentialIdentity>
    readonly 'identity-center': SessionProvider<IdentityCenterSession, AccessToken>
    readonly role: TakingProvider<RoleEntry>
    readonly 'user-session': TakingProvider<UserSessionEntry>
    readonly chain: TakingProvider<ChainEntry>
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
    return this.#start(entry, undefined)
  }

  /** Starts one with a code that a person gave, after the one that is under way. */
  async renewWithCode(entry: TakenEntry, code: string): Promise<void> {
    while (this.isUnderWay(entry)) await this.renew(entry).catch(() => undefined)
    return this.#start(entry, code)
  }

  #start(entry: Entry, code: string | undefined): Promise<void> {
    const isJoining = this.isUnderWay(entry)
    const flight = this.#flights.run(entry.name, () => this.#attempt(entry, code))
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

  async #attempt(entry: Entry, code: string | undefined): Promise<void> {
    const { failing, clock, log } = this.#needs
    const controller = new AbortController()
    const gone = new SessionError('session-missing', 'The session was signed out.')
    entry.abandon = () => controller.abort(gone)
    const began = clock.elapsed()
    try {
      if (isTaken(entry)) await this.#take(entry, controller, code)
      else if (entry.kind !== 'iam-user') await this.#rotate(entry, controller)
      entry.failure = undefined
      entry.isWanted = false
      if (isTaken(entry)) forgetNetworkFault(sessionOf(entry))
      log.note('broker.renewed', { ...placeOf(entry), milliseconds: clock.elapsed() - began })
    } catch (error) {
      throw error === gone ? error : await failing.failed(entry, error)
    } finally {
      entry.abandon = undefined
      entry.lastTriedAt = clock.elapsed()
    }
  }

  #rotate(entry: SignInEntry | TokenEntry, controller: AbortController): Promise<void> {
    const { providers } = this.#needs
    return entry.kind === 'signin'
      ? this.#redeem(entry, providers[entry.kind], controller)
      : this.#redeem(entry, providers[entry.kind], controller)
  }

  async #redeem<S extends SessionRecord, C extends Expiring>(
    entry: (SignInEntry | TokenEntry) & RotatingEntry<S, C>,
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

  async #take(entry: TakenEntry, controller: AbortController, code: string | undefined): Promise<void> {
    const { clock } = this.#needs
    const asking = this.#taking(entry, { signal: controller.signal, code })
    const given = await this.#within(entry, asking, controller)
    entry.lastRenewedAt = clock.elapsed()
    entry.current = holdCredentials(entry.sessionId, given, entry.pace)
  }

  #taking(entry: TakenEntry, context: TakeContext): Promise<Given<AwsCredentialIdentity>> {
    const { providers } = this.#needs
    switch (entry.kind) {
      case 'role':
        return providers.role.take(entry, context)
      case 'user-session':
        return providers['user-session'].take(entry, context)
      case 'chain':
        return providers.chain.take(entry, context)
    }
  }

  async #within<T>(entry: Entry, asking: Promise<T>, controller: AbortController): Promise<T> {
    const { longestTryInMilliseconds } = entry.pace
    const settled = await settleWithin(asking, this.#needs.clock, longestTryInMilliseconds, controller.signal)
    if (!settled.late) return settled.value
    controller.abort()
    throw new UnavailableError('timed-out', `${peers[entry.kind]} took too long to answer.`)
  }
}

/** AWS has answered with what the session has: that it could not be reached is over. A rest that it asked for is not. */
export function forgetNetworkFault(session: SessionEntry): void {
  if (session.failure && isOfNetwork(session.failure.error)) session.failure = undefined
}

/** Who is asked. */
const peers: Readonly<Record<Entry['kind'], string>> = {
  signin: 'AWS Sign-In',
  'identity-center': 'IAM Identity Center',
  role: 'IAM Identity Center',
  'iam-user': 'AWS STS',
  'user-session': 'AWS STS',
  chain: 'AWS STS',
}
