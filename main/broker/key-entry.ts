import type { Expiring, HeldCredentials } from './held-credentials.ts'
import type { RenewalPace } from './renewal-pace.ts'

/** Credentials whose refresh token is not durable yet, so that they must not leave the process while others live. */
export interface UnsavedCredentials<C extends Expiring = Expiring> {
  readonly held: HeldCredentials<C>
  /** `late`: the write has not come back in time. `failed`: it came back as impossible. */
  state: 'writing' | 'late' | 'failed'
}

export interface RenewalFailure {
  readonly error: unknown
  /** Failures in a row. */
  readonly streak: number
  /** No try before this moment of `Clock.elapsed()`. */
  until: number
}

/**
 * What the broker knows of one key, which is whatever credentials depend on. Moments are `Clock.elapsed()` milliseconds.
 * What has no refresh token of its own has nothing stored and nothing unsaved.
 */
export interface KeyEntry<C extends Expiring = Expiring> {
  readonly sessionId: string
  /** Names the key: no two are alike, not even of two sign-ins as the same principal. */
  readonly name: string
  readonly pace: RenewalPace
  /** Whether the record came with the vault when it was opened: its credentials were durable then, their age is unproven. */
  hasStored: boolean
  current: HeldCredentials<C> | undefined
  unsaved: UnsavedCredentials<C> | undefined
  lastAskedAt: number
  /** A person asked for a renewal by hand, and AWS has not answered yet: it is tried until it has. */
  isWanted: boolean
  /** End of the last try. */
  lastTriedAt: number
  lastRenewedAt: number
  /** The last time that credentials ended within the usual spacing of renewals. */
  lastEarlyAt: number
  /** Start of the last renewal, the one under way if there is one. */
  renewingSince: number | undefined
  /** When a due renewal starts, spread after a wake. */
  startAt: number | undefined
  failure: RenewalFailure | undefined
  /** Ends the try that is under way, for a session that is gone. */
  abandon: (() => void) | undefined
}

export function keyEntry<C extends Expiring>(
  sessionId: string,
  name: string,
  pace: RenewalPace,
  hasStored: boolean,
): KeyEntry<C> {
  return {
    sessionId,
    name,
    pace,
    hasStored,
    current: undefined,
    unsaved: undefined,
    lastAskedAt: Number.NEGATIVE_INFINITY,
    isWanted: false,
    lastTriedAt: Number.NEGATIVE_INFINITY,
    lastRenewedAt: Number.NEGATIVE_INFINITY,
    lastEarlyAt: Number.NEGATIVE_INFINITY,
    renewingSince: undefined,
    startAt: undefined,
    failure: undefined,
    abandon: undefined,
  }
}
