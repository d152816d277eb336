import type { ServerTime } from '../aws/server-time.ts'
import type { AssumeRoleInput, StsClient, StsSigner } from '../aws/sts.ts'
import { partsOfRoleArn } from '../config/role-chain.ts'
import type { AwsCredentialIdentity } from '../kernel/credentials.ts'
import { SessionError } from '../kernel/errors.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import { mfaNeeded } from './broker-errors.ts'
import type { Given, Issued } from './held-credentials.ts'
import type { ChainEntry, CredentialEntry } from './session-entry.ts'
import type { TakeContext, TakingProvider } from './taking-provider.ts'

export interface ChainProviderNeeds {
  readonly sts: Pick<StsClient, 'assumeRole'>
  /** The answer to who asks for the key that a chain's credentials are taken with. */
  readonly source: (entry: ChainEntry, signal: AbortSignal) => Promise<Issued>
  readonly serverTime: ServerTime
  readonly clock: Clock
}

/** Assumes a role with the credentials of another key (STS AssumeRole). */
export function chainProvider(needs: ChainProviderNeeds): TakingProvider<ChainEntry> {
  const { sts, source, serverTime, clock } = needs

  async function assume(
    entry: ChainEntry,
    signer: StsSigner,
    code: string | undefined,
  ): Promise<Given<AwsCredentialIdentity>> {
    const since = clock.elapsed()
    const { roleArn, mfaSerial, region: _, ...rest } = entry.assumes
    const mfa = mfaSerial !== undefined && code !== undefined ? { serial: mfaSerial, code } : undefined
    const input: AssumeRoleInput = { roleArn, ...rest, mfa }
    const { assumedRoleArn: __, ...credentials } = await sts.assumeRole(input, signer)
    // AWS names the moment of their end; how long that is from now is counted from the request.
    const renewedAt = serverTime.now() - (clock.elapsed() - since)
    return {
      credentials: { ...credentials, accountId: partsOfRoleArn(roleArn).accountId },
      renewedAt,
      lifeInMilliseconds: credentials.expiration - renewedAt,
      since,
    }
  }

  return {
    async take(entry, { signal, code }: TakeContext) {
      if (entry.assumes.mfaSerial !== undefined && code === undefined) throw mfaNeeded()
      const { region } = entry.assumes
      const issued = await source(entry, signal)
      try {
        return await assume(entry, { credentials: issued.credentials, region, signal }, code)
      } catch (error) {
        // AWS took them for over before their time. A code has been used up by then.
        if (!(error instanceof SessionError) || code !== undefined) throw error
        forget(entry.source, issued)
        const { credentials } = await source(entry, signal)
        if (credentials.accessKeyId === issued.credentials.accessKeyId) throw error
        return assume(entry, { credentials, region, signal }, code)
      }
    },
  }
}

/** What AWS does not take is not handed out again. */
function forget(source: CredentialEntry, refused: Issued): void {
  if (source.current?.issued === refused) source.current = undefined
}
