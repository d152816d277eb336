import type { RefusalMeaning, RefusalTable } from './service-error.ts'

const mfaFailed: RefusalMeaning = {
  kind: 'refusal',
  code: 'mfa-failed',
  says: 'did not take the MFA code: it was mistyped, is too old, or was used already. Wait for the next code, then try again.',
  remedy: 'sign-in',
}
const mfaMissing: RefusalMeaning = {
  kind: 'refusal',
  code: 'access-denied',
  says: 'wants an MFA code for this. Nothing was changed. Name the device in the profile with mfa_serial, then sign in again.',
  remedy: 'fix-config',
}
const keyUnknown: RefusalMeaning = {
  kind: 'refusal',
  code: 'access-denied',
  says: 'does not know the access key: it was deactivated or deleted. Make a new one in IAM, put it into the AWS credentials file, and run: signet import --move-keys',
  remedy: 'fix-config',
}
/** Of temporary credentials: the next try takes newer ones, so it ends nothing. */
const tokenOver: RefusalMeaning = {
  kind: 'session',
  code: 'session-expired',
  says: 'did not take the credentials any more: they have ended. Your session is as it was. Try again.',
  remedy: 'retry',
}
const signature: RefusalMeaning = {
  kind: 'refusal',
  code: 'access-denied',
  says: 'did not accept the signature. Nothing was changed. The secret key is not the one of this access key, or the clock is wrong.',
}
const denied: RefusalMeaning = {
  kind: 'refusal',
  code: 'insufficient-permissions',
  says: 'does not allow this. Nothing was changed. Ask who administers the account.',
}
const regionOff: RefusalMeaning = {
  kind: 'refusal',
  code: 'region-invalid',
  says: 'is turned off in this region. Nothing was changed. Set another region in the profile, or have the region turned on for the account.',
  remedy: 'fix-config',
}
const invalid: RefusalMeaning = {
  kind: 'refusal',
  code: 'invalid-request',
  says: 'did not accept the request. Nothing was changed. Check role_arn, external_id, role_session_name and duration_seconds of the profile.',
  remedy: 'fix-config',
}
const throttled: RefusalMeaning = {
  kind: 'unavailable',
  code: 'throttled',
  says: 'is getting too many requests. Your session is as it was. Try again in a minute.',
}
const serverFault: RefusalMeaning = {
  kind: 'unavailable',
  code: 'server-error',
  says: 'had a fault. Your session is as it was. Try again in a minute.',
}

/** What STS's refusals mean, whatever was asked. */
export const stsRefusals: RefusalTable = {
  'reason mfa-failed': mfaFailed,
  'reason mfa-missing': mfaMissing,
  'reason role-chaining': {
    ...invalid,
    says: 'gives at most one hour to a role that is assumed with the credentials of another role. Nothing was changed. Set duration_seconds = 3600 in the profile, or leave it out.',
  },
  'reason too-long': {
    ...invalid,
    says: 'does not give credentials of this role for so long. Nothing was changed. Make duration_seconds of the profile smaller, or have the role’s maximum session duration raised.',
  },
  AccessDenied: denied,
  InvalidClientTokenId: keyUnknown,
  SignatureDoesNotMatch: signature,
  IncompleteSignature: signature,
  MissingAuthenticationToken: signature,
  ExpiredToken: tokenOver,
  ExpiredTokenException: tokenOver,
  RequestExpired: signature,
  RegionDisabledException: regionOff,
  ValidationError: invalid,
  Throttling: throttled,
  ThrottlingException: throttled,
  InternalFailure: serverFault,
  ServiceUnavailable: serverFault,
}

/** The same for AssumeRole, where a refusal is about the one role. */
export function assumeRoleRefusals(roleArn: string): RefusalTable {
  // SECURITY (T25): an ARN goes into a message only as far as AWS's own grammar lets it be one.
  const role = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/.test(roleArn) ? roleArn : 'this role'
  return {
    ...stsRefusals,
    AccessDenied: {
      kind: 'refusal',
      code: 'role-not-assigned',
      says: `does not let you assume ${role}. Your session is as it was. Its trust policy must name who you are (and the external id or MFA, where it asks for them), and your own policy must allow sts:AssumeRole.`,
    },
    InvalidClientTokenId: {
      kind: 'refusal',
      code: 'access-denied',
      says: 'does not know the credentials that would assume the role. Your session is as it was. Sign in again, or check that their partition and region fit the role.',
    },
  }
}

/**
 * Why, where the code alone does not say. AWS's words are matched and dropped.
 *
 * @returns a key of {@link stsRefusals} after `reason `.
 */
export function stsReasonOf(code: string, words: string): string | undefined {
  if (code === 'AccessDenied' && /MultiFactorAuthentication failed/i.test(words)) return 'mfa-failed'
  if (code === 'AccessDenied' && /MultiFactorAuth/i.test(words)) return 'mfa-missing'
  if (code !== 'ValidationError') return undefined
  if (/role chaining/i.test(words)) return 'role-chaining'
  return /DurationSeconds exceeds|MaxSessionDuration/i.test(words) ? 'too-long' : undefined
}
