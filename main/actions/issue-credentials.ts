/**
 * Hands credentials of a profile to a tool.
 *
 * @module
 */
import type { Grants } from '../broker/grants.ts'
import type { AwsCredentialIdentity } from '../kernel/credentials.ts'

/** @throws an {@link AppError}, each with the next step in its message. Never opens a browser, never asks. */
export type IssueCredentials = (profile: string, signal: AbortSignal) => Promise<AwsCredentialIdentity>

export function issueCredentials(grants: Grants): IssueCredentials {
  return async (profile, signal) =>
    (await grants.issue({ profile, channel: 'credential-process', signal })).credentials
}
