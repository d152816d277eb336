import type { AwsCredentialIdentity } from '../kernel/credentials.ts'
import type { Given } from './held-credentials.ts'
import type { TakenEntry } from './session-entry.ts'

export interface TakeContext {
  readonly signal: AbortSignal
  /** Six digits of the entry's MFA device, from a person. */
  readonly code?: string | undefined
}

/** Gets credentials with what another key holds. Keeps nothing. */
export interface TakingProvider<E extends TakenEntry> {
  /**
   * @throws {@link SessionError} `mfa-needed` when only a person can go on; what AWS refused, as an error of the house.
   */
  take(entry: E, context: TakeContext): Promise<Given<AwsCredentialIdentity>>
}
