import type { AwsCredentialIdentity } from '../kernel/credentials.ts'
import type { RenewalWindows } from './renewal-windows.ts'
import { renewalWindows } from './renewal-windows.ts'

/** One answer of the broker. */
export interface Issued {
  readonly credentials: AwsCredentialIdentity
  readonly sessionId: string
  /** When AWS gave them, epoch milliseconds by AWS's clock. */
  readonly renewedAt: number
}

/** Credentials in memory, with what it takes to know whether they live. */
export interface HeldCredentials {
  readonly issued: Issued
  /** The life that AWS gave them, counted from `since`. */
  readonly lifeInMilliseconds: number
  /** `Clock.elapsed()` when they were asked for, so never after their life began. */
  readonly since: number
  readonly windows: RenewalWindows
}

export function holdCredentials(issued: Issued, lifeInMilliseconds: number, since: number): HeldCredentials {
  return { issued, lifeInMilliseconds, since, windows: renewalWindows(lifeInMilliseconds) }
}

/**
 * Milliseconds that are surely left: the smaller of what AWS's clock and what elapsed time say.
 * A wall clock that was set back cannot lengthen it, nor can a machine whose elapsed time stops in suspend.
 */
export function remainingLife(held: HeldCredentials, elapsed: number, awsNow: number): number {
  return Math.min(
    held.issued.credentials.expiration - awsNow,
    held.lifeInMilliseconds - (elapsed - held.since),
  )
}
