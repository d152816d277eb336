/**
 * What is left of credentials, judged by every clock there is.
 *
 * @module
 */
import type { ServerTime } from '../aws/server-time.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import type { AccessToken, Expiring, HeldCredentials } from './held-credentials.ts'
import { holdCredentials, remainingLife } from './held-credentials.ts'
import type { KeyEntry } from './key-entry.ts'
import type { Entry, Holding, SessionEntry } from './session-entry.ts'
import { isTaken } from './session-entry.ts'

export class Life {
  readonly #serverTime: ServerTime
  readonly #clock: Clock

  constructor(needs: { readonly serverTime: ServerTime; readonly clock: Clock }) {
    this.#serverTime = needs.serverTime
    this.#clock = needs.clock
  }

  /** Milliseconds; negative when over. */
  remaining(held: HeldCredentials): number {
    return remainingLife(held, this.#clock.elapsed(), this.#serverTime.now())
  }

  /** Whether more is left than the floor, so that a request made with them still arrives in time. */
  isAlive<C extends Expiring>(held: HeldCredentials<C> | undefined): held is HeldCredentials<C> {
    return held !== undefined && this.remaining(held) > held.windows.floorInMilliseconds
  }

  /** The newest credentials of the key, whether they may be served or not. */
  newest<C extends Expiring>(entry: Holding<C>): HeldCredentials<C> | undefined {
    return entry.unsaved?.held ?? this.current(entry)
  }

  /** The newest whose refresh token is durable. */
  current<C extends Expiring>(entry: Holding<C>): HeldCredentials<C> | undefined {
    if (entry.hasStored && this.#mayHoldStored(entry)) {
      entry.hasStored = false
      if (!entry.current && !entry.unsaved && !isTaken(entry)) this.holdStored(entry)
    }
    return entry.current
  }

  hasAlive(entry: Entry): boolean {
    return this.isAlive(this.newest<Expiring>(entry)) || this.isAlive(this.current<Expiring>(entry))
  }

  /** Holds what the record has, as old as its times say by AWS's clock. */
  holdStored(entry: SessionEntry): void {
    if (entry.kind === 'signin') this.#hold(entry, entry.record.credentials, entry.record)
    else if (entry.kind === 'identity-center') {
      const { accessToken, accessTokenExpiresAt: expiration } = entry.record
      this.#hold<AccessToken>(entry, { accessToken, expiration }, entry.record)
    }
  }

  #hold<C extends Expiring>(
    entry: KeyEntry<C>,
    credentials: C | undefined,
    { renewedAt }: { readonly renewedAt: number },
  ): void {
    if (!credentials) return
    const age = Math.max(0, this.#serverTime.now() - renewedAt)
    const lifeInMilliseconds = credentials.expiration - renewedAt
    const since = this.#clock.elapsed() - age
    const given = { credentials, renewedAt, lifeInMilliseconds, since }
    entry.current = holdCredentials(entry.sessionId, given, entry.pace)
  }

  /**
   * SECURITY: credentials of an earlier run have no elapsed age, and the wall clock may have been set back since. They
   * count only once AWS has told its time to this process (P5). An access token is shown to nobody but the portal, which
   * says when it is over: better one answer more than a rotation more.
   */
  #mayHoldStored(entry: Entry): boolean {
    return entry.kind === 'identity-center' || this.#serverTime.offsetInMilliseconds() !== undefined
  }
}
