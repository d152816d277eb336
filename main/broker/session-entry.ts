import type { SessionRecord } from '../vault/session-record.ts'
import type { HeldCredentials } from './held-credentials.ts'

/** Credentials whose refresh token is not durable yet, so that they must not leave the process while others live. */
export interface UnsavedCredentials {
  readonly held: HeldCredentials
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
 * What the broker knows of one session beyond its record. Moments are `Clock.elapsed()` milliseconds.
 * Credentials of Sign-In depend on the session alone, so one entry is one key; credentials of a role get an entry of
 * their own, whose provider asks the session's.
 */
export interface SessionEntry {
  record: SessionRecord
  /** Whether `record` came with the vault when it was opened: its credentials were durable then, their age is unproven. */
  hasStored: boolean
  current: HeldCredentials | undefined
  unsaved: UnsavedCredentials | undefined
  lastAskedAt: number
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
  /** A person was told that a restart loses the session. */
  toldUnsaved: boolean
  /** Ends the try that is under way, for a session that is gone. */
  abandon: (() => void) | undefined
}

export function sessionEntry(record: SessionRecord, hasStored: boolean): SessionEntry {
  return {
    record,
    hasStored,
    current: undefined,
    unsaved: undefined,
    lastAskedAt: Number.NEGATIVE_INFINITY,
    lastTriedAt: Number.NEGATIVE_INFINITY,
    lastRenewedAt: Number.NEGATIVE_INFINITY,
    lastEarlyAt: Number.NEGATIVE_INFINITY,
    renewingSince: undefined,
    startAt: undefined,
    failure: undefined,
    toldUnsaved: false,
    abandon: undefined,
  }
}
