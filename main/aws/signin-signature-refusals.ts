import type { RefusalMeaning, RefusalTable } from './service-error.ts'

const credentialsOver: RefusalMeaning = {
  kind: 'session',
  code: 'session-expired',
  says: 'no longer takes these credentials. Nothing was changed. Try again; if it stays so, sign in again.',
}
const credentialsChanged: RefusalMeaning = {
  kind: 'session',
  code: 'credentials-changed',
  says: 'no longer takes these credentials, because the password or the permissions of the user changed. Sign in again.',
}
const credentialsUnknown: RefusalMeaning = {
  kind: 'refusal',
  code: 'access-denied',
  says: 'does not know these credentials. Nothing was changed. Check that the region belongs to the same partition as the account.',
  remedy: 'fix-config',
}
const signatureWrong: RefusalMeaning = {
  kind: 'refusal',
  code: 'access-denied',
  says: 'did not accept the signature of the request. Nothing was changed. Check the clock of this computer and the endpoint settings.',
}

/**
 * What AWS says of a signed request before any service looks at it (common errors of SigV4), and of credentials whose
 * session is over.
 *
 * @see {@link https://docs.aws.amazon.com/signin/latest/APIReference/CommonErrors.html}
 */
export const signatureRefusals: RefusalTable = {
  'AccessDeniedException TOKEN_EXPIRED': credentialsOver,
  'AccessDeniedException USER_CREDENTIALS_CHANGED': credentialsChanged,
  TOKEN_EXPIRED: credentialsOver,
  USER_CREDENTIALS_CHANGED: credentialsChanged,
  ExpiredToken: credentialsOver,
  ExpiredTokenException: credentialsOver,
  InvalidClientTokenId: credentialsUnknown,
  UnrecognizedClientException: credentialsUnknown,
  InvalidToken: credentialsUnknown,
  IncompleteSignature: signatureWrong,
  IncompleteSignatureException: signatureWrong,
  InvalidSignatureException: signatureWrong,
  MissingAuthenticationToken: signatureWrong,
  MissingAuthenticationTokenException: signatureWrong,
  RequestExpired: signatureWrong,
  SignatureDoesNotMatch: signatureWrong,
}
