import type { AccessKey } from '../access-keys.ts'
import { Refusal, type Reply } from '../service.ts'
import { mfaOf } from './mfa.ts'
import { onlyThese, seconds } from './parameters.ts'
import type { StsParts } from './service.ts'
import { credentialMembers, stsError, stsResult } from './xml.ts'

const mostSeconds = 129_600
const mostRootSeconds = 3600
const usualSeconds = 43_200

/** Gives a user's session to who signs with the user's own key. */
export function getSessionToken(parts: StsParts, key: AccessKey, given: URLSearchParams): Reply {
  onlyThese(given, ['DurationSeconds', 'SerialNumber', 'TokenCode'])
  const { iam, principals, keys, clock } = parts
  if (key.sessionToken !== undefined) {
    throw new Refusal(stsError('AccessDenied', 'Cannot call GetSessionToken with session credentials'))
  }
  if (!principals.may(key.principal, 'sts:GetSessionToken')) {
    const message = `User: ${key.principal.arn} is not authorized to perform: sts:GetSessionToken with an explicit deny`
    throw new Refusal(stsError('AccessDenied', message))
  }
  const isRoot = key.principal.kind === 'root'
  const most = isRoot ? mostRootSeconds : mostSeconds
  const lasts = seconds(given, 900, most, isRoot ? mostRootSeconds : usualSeconds)
  const device = mfaOf(given, key, iam)
  const issued = keys.issue(key.principal, clock.now() + lasts * 1000, { mfaSerial: device })
  return stsResult('GetSessionToken', { Credentials: credentialMembers(issued) })
}
