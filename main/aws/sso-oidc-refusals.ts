import type { RefusalMeaning, RefusalTable } from './service-error.ts'

const sessionExpired: RefusalMeaning = {
  kind: 'session',
  code: 'session-expired',
  says: 'has ended this session. Sign in again.',
}
const signInExpired: RefusalMeaning = {
  kind: 'session',
  code: 'sign-in-expired',
  says: 'no longer takes this sign-in: it took too long, or was used before. Nothing was saved. Start it again.',
}
const signInDenied: RefusalMeaning = {
  kind: 'session',
  code: 'sign-in-denied',
  says: 'says that the request was refused in the browser. Nothing was saved. Sign in again, and allow it there.',
}
const accessDenied: RefusalMeaning = {
  kind: 'refusal',
  code: 'access-denied',
  says: 'does not let you in. Ask who administers it whether your user is active there.',
}
const unapproved: RefusalMeaning = {
  kind: 'refusal',
  code: 'invalid-request',
  says: 'is still waiting for somebody to allow this sign-in. Finish it in the browser, then try again.',
  remedy: 'retry',
}
const clientUnknown: RefusalMeaning = {
  kind: 'refusal',
  code: 'registration-invalid',
  says: 'no longer knows the registration of this computer. Sign in again: that makes a new one.',
  remedy: 'sign-in',
}
const clientUnauthorized: RefusalMeaning = {
  kind: 'refusal',
  code: 'registration-invalid',
  says: 'does not take the registration of this computer for this kind of sign-in. Sign in again: that makes a new one.',
  remedy: 'sign-in',
}
const invalidRequest: RefusalMeaning = {
  kind: 'refusal',
  code: 'invalid-request',
  says: 'did not accept the request. Nothing was changed. Check the start URL and the region of the session, which is where Identity Center is at home.',
  remedy: 'fix-config',
}
const wrongRegion: RefusalMeaning = {
  kind: 'refusal',
  code: 'invalid-request',
  says: 'is at home in another region. Set the region of the session to that one, then try again.',
  remedy: 'fix-config',
}
const refreshRefused: RefusalMeaning = {
  kind: 'refusal',
  code: 'invalid-request',
  says: 'did not accept the refresh token. A token works only in the region where it was issued: check the region of the session, then sign in again.',
  remedy: 'sign-in',
}
const scopeRefused: RefusalMeaning = {
  kind: 'refusal',
  code: 'invalid-request',
  says: 'does not know one of the scopes that were asked for. Check sso_registration_scopes; the usual one is sso:account:access.',
  remedy: 'fix-config',
}
const metadataRefused: RefusalMeaning = {
  kind: 'refusal',
  code: 'invalid-request',
  says: 'did not accept the registration of this computer. Nothing was changed. Check the name and the start URL of the session.',
  remedy: 'fix-config',
}
const redirectRefused: RefusalMeaning = {
  kind: 'refusal',
  code: 'invalid-request',
  says: 'did not accept the address that the browser was to come back to. Nothing was changed. Sign in with a device code, and update Signet if it stays so.',
}
const grantUnsupported: RefusalMeaning = {
  kind: 'refusal',
  code: 'invalid-request',
  says: 'does not offer this kind of sign-in. Nothing was changed. Try the other one: with a browser here, or with a device code.',
}

const askForKey = 'Ask who administers IAM Identity Center.'
const keyDenied: RefusalMeaning = {
  kind: 'refusal',
  code: 'access-denied',
  says: `may not use its own KMS key for you. Your session is as it was. ${askForKey} The key's policy must allow kms:Decrypt.`,
}
/** The key is the organisation's matter: nothing that a sign-in could mend, so it never counts as the end of a session. */
const keyFault = (what: string): RefusalMeaning => ({
  kind: 'refusal',
  code: 'access-denied',
  says: `cannot work, because its KMS key ${what}. Your session is as it was. ${askForKey}`,
})

/** What the exceptions mean wherever a row says nothing else. The `error` codes are those of RFC 6749 and RFC 8628. */
const everyOperation: RefusalTable = {
  'reason KMS_AccessDeniedException': keyDenied,
  'reason KMS_NotFoundException': keyFault('does not exist any more'),
  'reason KMS_InvalidKeyUsageException': keyFault('is not one for encryption'),
  'reason KMS_InvalidStateException': keyFault('is not in a usable state'),
  'reason KMS_DisabledException': keyFault('is disabled'),
  AccessDeniedException: accessDenied,
  AuthorizationPendingException: unapproved,
  ExpiredTokenException: signInExpired,
  InvalidClientException: clientUnknown,
  InvalidClientMetadataException: metadataRefused,
  InvalidGrantException: signInExpired,
  InvalidRedirectUriException: redirectRefused,
  InvalidRequestException: invalidRequest,
  InvalidRequestRegionException: wrongRegion,
  InvalidScopeException: scopeRefused,
  SlowDownException: {
    kind: 'unavailable',
    code: 'throttled',
    says: 'is getting too many requests. Nothing was changed. Try again in a minute.',
  },
  UnauthorizedClientException: clientUnauthorized,
  UnsupportedGrantTypeException: grantUnsupported,
  access_denied: accessDenied,
  authorization_pending: unapproved,
  expired_token: signInExpired,
  invalid_client: clientUnknown,
  invalid_client_metadata: metadataRefused,
  invalid_grant: signInExpired,
  invalid_redirect_uri: redirectRefused,
  invalid_request: invalidRequest,
  invalid_scope: scopeRefused,
  unauthorized_client: clientUnauthorized,
  unsupported_grant_type: grantUnsupported,
}

/** RegisterClient, StartDeviceAuthorization, and CreateToken with a code. */
export const ssoOidcRefusals: RefusalTable = everyOperation

/** CreateToken with a device code: a denial is the person's own. */
export const devicePollRefusals: RefusalTable = {
  ...everyOperation,
  AccessDeniedException: signInDenied,
  access_denied: signInDenied,
}

/** CreateToken with a refresh token: only a spent grant ends the session (R20). */
export const ssoRefreshRefusals: RefusalTable = {
  ...everyOperation,
  ExpiredTokenException: sessionExpired,
  InvalidGrantException: sessionExpired,
  InvalidRequestException: refreshRefused,
  expired_token: sessionExpired,
  invalid_grant: sessionExpired,
  invalid_request: refreshRefused,
}
