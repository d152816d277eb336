import type { SessionRecord } from '../vault/session-record.ts'
import type { Expiring, Given } from './held-credentials.ts'

/** `since` is never after the life of the credentials began. */
export interface Renewal<S extends SessionRecord, C extends Expiring> extends Given<C> {
  /** The session as it must be kept from now on. */
  readonly session: S
}

export interface RenewalContext<S extends SessionRecord> {
  /** The session as the vault has it now; undefined when it was signed out. */
  latest(): S | undefined
  readonly signal: AbortSignal
}

/**
 * Turns one kind of session into fresh credentials.
 * Keeps nothing: the broker makes `session` durable before `credentials` leave the process.
 *
 * @throws a refusal only when the session has no other token worth trying; `UnavailableError` says nothing about it.
 */
export interface SessionProvider<S extends SessionRecord, C extends Expiring> {
  renew(session: S, context: RenewalContext<S>): Promise<Renewal<S, C>>
}
