import type { RefusalMeaning, RefusalTable } from './service-error.ts'

const sessionExpired: RefusalMeaning = {
  kind: 'session',
  code: 'session-expired',
  says: 'has ended this session. Sign in again.',
}
const signInExpired: RefusalMeaning = {
  kind: 'session',
  code: 'sign-in-expired',
  says: 'no longer takes this sign-in: it took too long. Nothing was saved. Start it again.',
}
const credentialsChanged: RefusalMeaning = {
  kind: 'session',
  code: 'credentials-changed',
  says: 'has ended this session, because the password or the permissions of the user changed. Sign in again.',
}
const insufficientPermissions: RefusalMeaning = {
  kind: 'refusal',
  code: 'insufficient-permissions',
  says: 'does not let this user sign in here. Ask who administers the account for the managed policy SignInLocalDevelopmentAccess (signin:AuthorizeOAuth2Access and signin:CreateOAuth2Token), and whether a sign-in resource policy denies it.',
}
const invalidRequest: RefusalMeaning = {
  kind: 'refusal',
  code: 'invalid-request',
  says: 'did not accept the token: it may have been revoked, or come from another region. Sign in again.',
  remedy: 'sign-in',
}

/**
 * What CreateOAuth2Token's refusals mean. An AccessDeniedException says why in its `error` code; elsewhere the exception
 * goes first, because a TooManyRequestsError carries the code INVALID_REQUEST. Replies without an exception, in plain
 * OAuth codes (RFC 6749, section 5.2; RFC 9449, section 5), have been seen from stand-ins.
 */
export const signinRefusals: RefusalTable = {
  'AccessDeniedException TOKEN_EXPIRED': sessionExpired,
  'AccessDeniedException AUTHCODE_EXPIRED': signInExpired,
  'AccessDeniedException USER_CREDENTIALS_CHANGED': credentialsChanged,
  'AccessDeniedException INSUFFICIENT_PERMISSIONS': insufficientPermissions,
  ValidationException: invalidRequest,
  TOKEN_EXPIRED: sessionExpired,
  AUTHCODE_EXPIRED: signInExpired,
  USER_CREDENTIALS_CHANGED: credentialsChanged,
  INSUFFICIENT_PERMISSIONS: insufficientPermissions,
  INVALID_REQUEST: invalidRequest,
  invalid_request: invalidRequest,
  invalid_grant: invalidRequest,
  invalid_dpop_proof: invalidRequest,
}
