/**
 * What is left of credentials, judged by every clock there is.
 *
 * @module
 */
import type { ServerTime } from '../aws/server-time.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import type { HeldCredentials } from './held-credentials.ts'
import { holdCredentials, remainingLife } from './held-credentials.ts'
import type { SessionEntry } from './session-entry.ts'

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
  isAlive(held: HeldCredentials | undefined): held is HeldCredentials {
    return held !== undefined && this.remaining(held) > held.windows.floorInMilliseconds
  }

  /** The newest credentials of the session, whether they may be served or not. */
  newest(entry: SessionEntry): HeldCredentials | undefined {
    return entry.unsaved?.held ?? this.current(entry)
  }

  /** The newest whose refresh token is durable. */
  current(entry: SessionEntry): HeldCredentials | undefined {
    // SECURITY: credentials of an earlier run have no elapsed age, and the wall clock may have been set back since. They
    // count only once AWS has told its time to this process (P5).
    if (entry.hasStored && this.#serverTime.offsetInMilliseconds() !== undefined) {
      entry.hasStored = false
      if (!entry.current && !entry.unsaved) this.holdStored(entry)
    }
    return entry.current
  }

  hasAlive(entry: SessionEntry): boolean {
    return this.isAlive(this.newest(entry)) || this.isAlive(this.current(entry))
  }

  /** Holds the credentials of the record, as old as its times say by AWS's clock. */
  holdStored(entry: SessionEntry): void {
    const { id, credentials, renewedAt } = entry.record
    if (!credentials) return
    const age = Math.max(0, this.#serverTime.now() - renewedAt)
    const issued = { credentials: Object.freeze({ ...credentials }), sessionId: id, renewedAt }
    const life = credentials.expiration - renewedAt
    entry.current = holdCredentials(Object.freeze(issued), life, this.#clock.elapsed() - age)
  }
}
