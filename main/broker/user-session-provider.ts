/**
 * Session credentials of IAM users: the long-term key signs calls of STS and nothing else.
 *
 * @module
 */
import type { ServerTime } from '../aws/server-time.ts'
import type { StsClient, StsSigner } from '../aws/sts.ts'
import type { AwsCredentialIdentity } from '../kernel/credentials.ts'
import { RefusalError, SessionError } from '../kernel/errors.ts'
import { own } from '../kernel/own.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import type { IamUserSession } from '../vault/session-record.ts'
import type { Vault } from '../vault/vault.ts'
import { mfaNeeded } from './broker-errors.ts'
import type { Given } from './held-credentials.ts'
import type { Saving } from './saving.ts'
import type { UserSessionEntry } from './session-entry.ts'
import type { TakingProvider } from './taking-provider.ts'
import { isUnwritable } from './unwritable.ts'
import { findSession, replaceSession } from './vault-sessions.ts'

/** Made again by itself, so it need not be long. */
const plainSeconds = 3600
/** One code a working day. */
const mfaSeconds = 43_200
/** AWS gives no more to the root user. */
const rootSeconds = 3600
/** What has less left is not worth keeping from a person who could type a code. */
const leastLeftInMilliseconds = 60_000

export interface UserSessionProviderNeeds {
  readonly sts: Pick<StsClient, 'getSessionToken' | 'getCallerIdentity'>
  readonly vault: Vault
  readonly saving: Saving
  readonly serverTime: ServerTime
  readonly clock: Clock
}

/** STS GetSessionToken. */
export function userSessionProvider(needs: UserSessionProviderNeeds): TakingProvider<UserSessionEntry> {
  const { sts, vault, saving, serverTime, clock } = needs

  /** The record as it is now: the vault may have learned more since. */
  function latest({ session }: UserSessionEntry): IamUserSession {
    return findSession(vault.contents(), session.record) ?? session.record
  }

  async function keep(record: IamUserSession, learned: Partial<IamUserSession>): Promise<void> {
    try {
      await vault.update((contents) => {
        const kept = findSession(contents, record)
        return kept ? replaceSession(contents, { ...kept, ...learned }) : contents
      })
    } catch (error) {
      // Without it a restart asks for another code, and nothing else is lost.
      if (!isUnwritable(error)) throw error
      saving.begin()
    }
  }

  /** Whose key it is. Asked once: a key that came in without AWS has not been told yet. */
  async function accountOf(record: IamUserSession, signer: StsSigner): Promise<string> {
    if (record.accountId !== undefined) return record.accountId
    const { accountId, arn } = await sts.getCallerIdentity(signer)
    await keep(record, { accountId, principalArn: arn })
    return accountId
  }

  async function make(
    entry: UserSessionEntry,
    code: string | undefined,
    signal: AbortSignal,
  ): Promise<Given<AwsCredentialIdentity>> {
    const record = latest(entry)
    const { accessKeyId, secretAccessKey, region, principalArn } = record
    const signer = { credentials: { accessKeyId, secretAccessKey }, region, signal }
    const { mfaSerial: serial } = entry
    const mfa = serial !== undefined && code !== undefined ? { serial, code } : undefined
    const most = principalArn?.endsWith(':root') ? rootSeconds : mfaSeconds
    const durationSeconds = mfa ? most : plainSeconds
    const accountId = await accountOf(record, signer)
    const since = clock.elapsed()
    const given = await sts.getSessionToken({ durationSeconds, mfa }, signer)
    const renewedAt = serverTime.now() - (clock.elapsed() - since)
    const credentials = { ...given, accountId }
    if (mfa) {
      const mfaSessions = { ...latest(entry).mfaSessions, [mfa.serial]: { credentials, renewedAt } }
      await keep(record, { mfaSessions })
    }
    return { credentials, renewedAt, lifeInMilliseconds: given.expiration - renewedAt, since }
  }

  /** What an earlier run got for a code, if AWS still takes it: AWS tells its time then, too (P5). */
  async function kept(
    entry: UserSessionEntry,
    serial: string,
    signal: AbortSignal,
  ): Promise<Given<AwsCredentialIdentity> | undefined> {
    const { mfaSessions = {}, region } = latest(entry)
    const found = own(mfaSessions, serial)
    if (!found || found.credentials.expiration - serverTime.now() < leastLeftInMilliseconds) return undefined
    const since = clock.elapsed()
    try {
      await sts.getCallerIdentity({ credentials: found.credentials, region, signal })
    } catch (error) {
      if (error instanceof RefusalError || error instanceof SessionError) return undefined
      throw error
    }
    const lifeInMilliseconds = found.credentials.expiration - serverTime.now()
    if (lifeInMilliseconds < leastLeftInMilliseconds) return undefined
    return { ...found, lifeInMilliseconds, since }
  }

  return {
    async take(entry, { signal, code }) {
      const { mfaSerial } = entry
      if (mfaSerial === undefined || code !== undefined) return make(entry, code, signal)
      const before = entry.current ? undefined : await kept(entry, mfaSerial, signal)
      if (before) return before
      throw mfaNeeded()
    },
  }
}
