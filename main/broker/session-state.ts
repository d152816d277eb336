import type { ErrorCode } from '../../preload/contract/errors.ts'

/** How a session stands, for status views. Holds no secret. */
export interface SessionState {
  readonly sessionId: string
  /** `waiting`: the last try failed, and the next one comes by itself. */
  readonly state: 'active' | 'renewing' | 'waiting' | 'ended'
  readonly profiles: readonly string[]
  /** When the credentials in memory end, epoch milliseconds by AWS's clock; undefined while none live. */
  readonly expiration: number | undefined
  /** When they were given, epoch milliseconds by AWS's clock. */
  readonly renewedAt: number | undefined
  /** When the broker acts next on its own, epoch milliseconds by AWS's clock; undefined while nobody uses the session. */
  readonly nextRenewalAt: number | undefined
  /** Why the last try failed, or why the session ended; undefined after a success. */
  readonly lastFailure: ErrorCode | undefined
  /** False while its newest refresh token is only in memory. */
  readonly durable: boolean
}
