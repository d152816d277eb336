import type { ErrorCode } from '../../preload/contract/errors.ts'

/** Something a person should know, told once: the broker never asks and never opens anything itself. */
export interface BrokerNotice {
  /** `session-ended`: AWS has ended it. `restart-loses-session`: its newest refresh token is only in memory. */
  readonly kind: 'session-ended' | 'restart-loses-session'
  readonly sessionId: string
  /** Names of the profiles that it serves. */
  readonly profiles: readonly string[]
  readonly code: ErrorCode
  readonly message: string
}
