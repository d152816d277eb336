/**
 * Hands credentials of a profile to a tool.
 *
 * @module
 */
import type { ConsumerClaim } from '../../broker/consumer.ts'
import type { Grants } from '../../broker/grants.ts'
import type { AwsCredentialIdentity } from '../../kernel/credentials.ts'
import type { Asking } from '../config/aws-files.ts'

/**
 * Never opens a browser. A person is asked, elsewhere, only where the profile's policy says so.
 *
 * @throws an {@link AppError}, each with the next step in its message.
 */
export type IssueCredentials = (
  profile: string,
  signal: AbortSignal,
  consumer?: ConsumerClaim | undefined,
  place?: Asking | undefined,
) => Promise<AwsCredentialIdentity>

export function issueCredentials(grants: Grants): IssueCredentials {
  return async (profile, signal, consumer, place) =>
    (await grants.issue({ profile, channel: 'credential-process', signal, consumer, place })).credentials
}
