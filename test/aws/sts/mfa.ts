import type { AccessKey } from '../access-keys.ts'
import { Refusal } from '../service.ts'
import type { Iam } from './iam.ts'
import { parameter } from './parameters.ts'
import { stsError } from './xml.ts'

/**
 * The device whose code came along, if one did.
 *
 * @throws {@link Refusal} in the words of AWS when the code is wrong, used, or the device is another's.
 */
export function mfaOf(given: URLSearchParams, key: AccessKey, iam: Iam): string | undefined {
  const serial = parameter(given, 'SerialNumber')
  const code = parameter(given, 'TokenCode')
  if (serial === undefined && code === undefined) return undefined
  if (serial === undefined || code === undefined) {
    throw failed('must provide both MFA serial number and one time pass code.')
  }
  const verdict = iam.takesCode(key, serial, code)
  if (verdict === 'taken') return serial
  throw failed(
    verdict === 'wrong'
      ? 'with invalid MFA one time pass code.'
      : 'unable to validate MFA code. Please verify your MFA serial number is valid and associated with this user.',
  )
}

function failed(why: string): Refusal {
  return new Refusal(stsError('AccessDenied', `MultiFactorAuthentication failed ${why}`))
}
