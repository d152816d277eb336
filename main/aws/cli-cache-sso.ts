/**
 * A file of `~/.aws/sso/cache`, in which AWS tools keep the tokens and the client registrations of IAM Identity Center.
 *
 * @module
 */

import { own } from '../kernel/own.ts'
import {
  CacheFileError,
  type CacheMembers,
  readCacheMembers,
  timeMember,
  tokenMember,
} from './cli-cache-json.ts'

export interface CachedSsoToken {
  readonly kind: 'token'
  readonly accessToken: string
  /** Epoch milliseconds. */
  readonly expiresAt: number
  /** As configured when it was written. Untrusted. */
  readonly startUrl: string | undefined
  /** Untrusted. */
  readonly region: string | undefined
  /** Undefined: the sign-in ends with its access token. */
  readonly refreshToken: string | undefined
  readonly registration: CachedSsoRegistration | undefined
}

export interface CachedSsoRegistration {
  readonly kind: 'registration'
  readonly clientId: string
  readonly clientSecret: string
  readonly expiresAt: number
  readonly scopes: readonly string[]
  /** Made for the authorization code; else for the device flow. Undefined where the file does not tell. */
  readonly grantTypes: readonly string[] | undefined
}

/**
 * @throws {@link CacheFileError}, which quotes nothing of the file. `foreign` for the files of other tools in that
 * folder, IDE extensions among them.
 */
export function decodeCachedSso(text: string): CachedSsoToken | CachedSsoRegistration {
  const members = readCacheMembers(text)
  const accessToken = tokenMember(members, 'accessToken')
  const registration = registrationIn(
    members,
    accessToken === undefined ? 'expiresAt' : 'registrationExpiresAt',
  )
  if (accessToken === undefined) {
    if (registration) return registration
    throw new CacheFileError(Object.hasOwn(members, 'accessToken') ? 'incomplete' : 'foreign')
  }
  const expiresAt = timeMember(members, 'expiresAt')
  if (expiresAt === undefined) throw new CacheFileError('incomplete')
  return {
    kind: 'token',
    accessToken,
    expiresAt,
    startUrl: tokenMember(members, 'startUrl'),
    region: tokenMember(members, 'region'),
    refreshToken: tokenMember(members, 'refreshToken'),
    registration,
  }
}

function registrationIn(members: CacheMembers, expiry: string): CachedSsoRegistration | undefined {
  const clientId = tokenMember(members, 'clientId')
  const clientSecret = tokenMember(members, 'clientSecret')
  const expiresAt = timeMember(members, expiry)
  if (clientId === undefined || clientSecret === undefined || expiresAt === undefined) return undefined
  return {
    kind: 'registration',
    clientId,
    clientSecret,
    expiresAt,
    scopes: texts(members, 'scopes') ?? [],
    grantTypes: texts(members, 'grantTypes'),
  }
}

function texts(members: CacheMembers, name: string): readonly string[] | undefined {
  const value = own(members, name)
  if (!Array.isArray(value)) return undefined
  return value.filter((text): text is string => typeof text === 'string')
}
