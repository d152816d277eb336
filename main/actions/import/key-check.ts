/**
 * Which access keys can go into the vault, and whose they are by AWS's own word.
 *
 * @module
 */
import { inWords } from '../../../preload/contract/said-forms.ts'
import type { StsClient } from '../../aws/sts.ts'
import type { FoundAccessKey } from '../../config/access-keys.ts'
import { assertMfaSerial } from '../../config/role-chain.ts'
import { AppError, RefusalError, UnavailableError } from '../../kernel/errors.ts'
import { bindingOf } from '../../vault/profile-session.ts'
import type { VaultContents } from '../../vault/session-record.ts'

export interface MovableKey extends FoundAccessKey {
  readonly region: string
  readonly principalArn: string | undefined
  readonly accountId: string | undefined
}

export interface KeyCheckDependencies {
  readonly sts: Pick<StsClient, 'getCallerIdentity'>
}

interface Question {
  readonly env: Readonly<Record<string, string>>
  readonly isOffline: boolean
  readonly signal: AbortSignal
}

/**
 * Asks AWS whose each key is (GetCallerIdentity), unless told not to.
 *
 * @throws {@link UnavailableError} when AWS cannot be asked.
 */
export async function checkKeys(
  { sts }: KeyCheckDependencies,
  { env, isOffline, signal }: Question,
  found: readonly FoundAccessKey[],
  contents: VaultContents,
): Promise<readonly MovableKey[]> {
  const devices = new Map<string, string | undefined>()
  const checked: MovableKey[] = []
  for (const key of found) {
    const region = [key.region, env.AWS_REGION, env.AWS_DEFAULT_REGION].find(isRegion) ?? 'us-east-1'
    const obstacle =
      key.obstacle ?? deviceFault(key) ?? vaultFault(key, contents) ?? sharedFault(key, devices)
    const plain = { ...key, region, obstacle, principalArn: undefined, accountId: undefined }
    if (obstacle !== undefined || isOffline) checked.push(plain)
    else checked.push({ ...plain, ...(await whose(sts, plain, signal)) })
  }
  return checked
}

async function whose(
  sts: KeyCheckDependencies['sts'],
  { accessKeyId, secretAccessKey, region }: MovableKey,
  signal: AbortSignal,
): Promise<Pick<MovableKey, 'principalArn' | 'accountId' | 'obstacle'>> {
  const credentials = { accessKeyId, secretAccessKey: secretAccessKey.reveal() }
  try {
    const { arn, accountId } = await sts.getCallerIdentity({ credentials, region, signal })
    return { principalArn: arn, accountId, obstacle: undefined }
  } catch (thrown) {
    if (thrown instanceof UnavailableError) {
      throw new UnavailableError(
        thrown.code,
        `${thrown.message} Nothing was changed. To move the keys without asking AWS whose they are, add --offline.`,
        { cause: thrown },
      )
    }
    if (!(thrown instanceof RefusalError)) throw thrown
    const obstacle = inWords('stays-key-refused')
    return { principalArn: undefined, accountId: undefined, obstacle }
  }
}

function deviceFault({ mfaSerial, profile }: FoundAccessKey): string | undefined {
  try {
    if (mfaSerial !== undefined) assertMfaSerial(mfaSerial, profile)
    return undefined
  } catch (thrown) {
    if (thrown instanceof AppError) return inWords('stays-mfa-serial')
    throw thrown
  }
}

function vaultFault(
  { keyProfile, accessKeyId }: FoundAccessKey,
  contents: VaultContents,
): string | undefined {
  const bound = bindingOf(contents, keyProfile)
  if (!bound || bound.session === `iam-user:${accessKeyId}`) return undefined
  return inWords('stays-served')
}

/** One key makes sessions with one device: profiles that share it must agree. */
function sharedFault(
  { accessKeyId, mfaSerial }: FoundAccessKey,
  devices: Map<string, string | undefined>,
): string | undefined {
  if (devices.has(accessKeyId) && devices.get(accessKeyId) !== mfaSerial) {
    return inWords('stays-other-mfa-serial')
  }
  devices.set(accessKeyId, mfaSerial)
  return undefined
}

function isRegion(region: string | undefined): region is string {
  return region !== undefined && /^[a-z0-9-]{1,63}$/.test(region)
}
