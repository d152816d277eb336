import type { AwsCredentialIdentity } from '../kernel/credentials.ts'
import type { RenewalPace } from './renewal-pace.ts'
import type { RenewalWindows } from './renewal-windows.ts'
import { renewalWindows } from './renewal-windows.ts'

/** What the broker holds: it ends, by AWS's clock, at these epoch milliseconds. */
export interface Expiring {
  readonly expiration: number
}

/** What an Identity Center session shows the portal. */
export interface AccessToken extends Expiring {
  readonly accessToken: string
}

/** One answer of the broker. */
export interface Issued<C extends Expiring = AwsCredentialIdentity> {
  readonly credentials: C
  readonly sessionId: string
  /** When AWS gave them, epoch milliseconds by AWS's clock. */
  readonly renewedAt: number
}

/** Credentials in memory, with what it takes to know whether they live. */
export interface HeldCredentials<C extends Expiring = Expiring> {
  readonly issued: Issued<C>
  /** The life that AWS gave them, counted from `since`. */
  readonly lifeInMilliseconds: number
  /** `Clock.elapsed()` when they were asked for, so never after their life began. */
  readonly since: number
  readonly windows: RenewalWindows
}

/** Credentials as AWS has just given them, or as they were kept. */
export interface Given<C extends Expiring> {
  readonly credentials: C
  readonly renewedAt: number
  readonly lifeInMilliseconds: number
  readonly since: number
}

export function holdCredentials<C extends Expiring>(
  sessionId: string,
  { credentials, renewedAt, lifeInMilliseconds, since }: Given<C>,
  pace: RenewalPace,
): HeldCredentials<C> {
  const issued = Object.freeze({ credentials: Object.freeze({ ...credentials }), sessionId, renewedAt })
  return { issued, lifeInMilliseconds, since, windows: renewalWindows(lifeInMilliseconds, pace) }
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
