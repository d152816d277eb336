import type { AwsCredentialIdentity } from '../kernel/credentials.ts'
import type { SessionRecord } from '../vault/session-record.ts'

export interface Renewal<S extends SessionRecord = SessionRecord> {
  /** The session as it must be kept from now on. */
  readonly session: S
  readonly credentials: AwsCredentialIdentity
  /** The life AWS gave them. */
  readonly lifeInMilliseconds: number
  /** `Clock.elapsed()` when they were asked for, so never after their life began. */
  readonly since: number
}

export interface RenewalContext<S extends SessionRecord = SessionRecord> {
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
export interface SessionProvider<S extends SessionRecord = SessionRecord> {
  renew(session: S, context: RenewalContext<S>): Promise<Renewal<S>>
}
