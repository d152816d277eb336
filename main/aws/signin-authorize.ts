import { operationUrl } from './operation-url.ts'

/** What AWS Sign-In's browser page is asked for. */
export interface SigninAuthorization {
  /** From {@link SigninClient.baseUrl}. */
  readonly baseUrl: URL
  /** `arn:aws:signin:::devtools/same-device` or `…/cross-device`; the same in every partition. */
  readonly clientId: string
  /** Unguessable; comes back with the code. */
  readonly state: string
  readonly codeChallenge: string
  readonly redirectUri: string
}

/**
 * The page to open in a browser (operation AuthorizeOAuth2Access). AWS Sign-In spells the challenge method `SHA-256`,
 * where RFC 7636 says `S256`.
 */
export function authorizeUrl(authorization: SigninAuthorization): URL {
  return operationUrl(authorization.baseUrl, '/v1/authorize', {
    response_type: 'code',
    client_id: authorization.clientId,
    state: authorization.state,
    code_challenge_method: 'SHA-256',
    scope: 'openid',
    redirect_uri: authorization.redirectUri,
    code_challenge: authorization.codeChallenge,
  })
}
