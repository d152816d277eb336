/**
 * A file of `~/.aws/login/cache`, in which AWS tools keep one AWS Sign-In session each.
 *
 * @module
 */
import type { AwsCredentialIdentity } from '../kernel/credentials.ts'
import { AppError } from '../kernel/errors.ts'
import type { DpopPrivateJwk } from '../oauth/dpop.ts'
import { type Principal, principalOf } from '../oauth/id-token.ts'
import { privateJwkOfPem } from '../oauth/sec1.ts'
import { CacheFileError, isMembers, readCacheMembers, timeMember, tokenMember } from './cli-cache-json.ts'

export interface CachedLogin {
  readonly credentials: AwsCredentialIdentity
  readonly clientId: string
  readonly tokenType: string
  readonly refreshToken: string
  readonly dpopKey: DpopPrivateJwk
  /** Who signed in, where the file says so. */
  readonly principal: Principal | undefined
  /** Where the refresh token was issued, where the file says so. Untrusted. */
  readonly signInRegion: string | undefined
}

const clientIds = ['arn:aws:signin:::devtools/same-device', 'arn:aws:signin:::devtools/cross-device']

/** @throws {@link CacheFileError}, which quotes nothing of the file. */
export async function decodeCachedLogin(text: string): Promise<CachedLogin> {
  const members = readCacheMembers(text)
  const accessToken = Object.hasOwn(members, 'accessToken') ? members.accessToken : undefined
  const pem = Object.hasOwn(members, 'dpopKey') ? members.dpopKey : undefined
  if (!isMembers(accessToken)) throw new CacheFileError('foreign')
  const accessKeyId = tokenMember(accessToken, 'accessKeyId')
  const secretAccessKey = tokenMember(accessToken, 'secretAccessKey')
  const sessionToken = tokenMember(accessToken, 'sessionToken')
  const accountId = tokenMember(accessToken, 'accountId')
  const expiration = timeMember(accessToken, 'expiresAt')
  const refreshToken = tokenMember(members, 'refreshToken')
  const clientId = tokenMember(members, 'clientId')
  const isWhole =
    accessKeyId !== undefined &&
    secretAccessKey !== undefined &&
    sessionToken !== undefined &&
    accountId !== undefined &&
    /^\d{12}$/.test(accountId) &&
    expiration !== undefined &&
    refreshToken !== undefined &&
    clientId !== undefined &&
    clientIds.includes(clientId) &&
    typeof pem === 'string'
  if (!isWhole) throw new CacheFileError('incomplete')
  return {
    credentials: { accessKeyId, secretAccessKey, sessionToken, accountId, expiration },
    clientId,
    tokenType: tokenMember(members, 'tokenType') ?? 'urn:aws:params:oauth:token-type:access_token_sigv4',
    refreshToken,
    dpopKey: await keyOf(pem),
    principal: principalIn(tokenMember(members, 'idToken') ?? tokenMember(members, 'identityToken')),
    signInRegion: tokenMember(members, 'signInRegion'),
  }
}

async function keyOf(pem: string): Promise<DpopPrivateJwk> {
  try {
    return await privateJwkOfPem(pem)
  } catch (thrown) {
    if (thrown instanceof AppError) throw new CacheFileError('key-unusable')
    throw thrown
  }
}

/** A token that tells nothing is no reason to leave the session: a profile of the config may name the principal. */
function principalIn(idToken: string | undefined): Principal | undefined {
  try {
    return idToken === undefined ? undefined : principalOf(idToken)
  } catch (thrown) {
    if (thrown instanceof AppError) return undefined
    throw thrown
  }
}
