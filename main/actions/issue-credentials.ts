/**
 * Hands credentials of a profile to a tool.
 *
 * @module
 */
import type { AwsCredentialIdentity } from '../kernel/credentials.ts'
import type { VaultDoor } from './vault-door.ts'

/** @throws an {@link AppError}, each with the next step in its message. Never opens a browser, never asks. */
export type IssueCredentials = (profile: string, signal: AbortSignal) => Promise<AwsCredentialIdentity>

export interface IssueCredentialsDependencies {
  readonly door: Pick<VaultDoor, 'enter'>
  readonly broker: {
    credentials(
      profile: string,
      options: { readonly signal: AbortSignal },
    ): Promise<{ readonly credentials: AwsCredentialIdentity }>
  }
}

export function issueCredentials({ door, broker }: IssueCredentialsDependencies): IssueCredentials {
  return async (profile, signal) => {
    await door.enter({})
    return (await broker.credentials(profile, { signal })).credentials
  }
}
