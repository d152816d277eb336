import { operationUrl } from './operation-url.ts'

/** What IAM Identity Center's browser page is asked for. */
export interface SsoOidcAuthorization {
  /** From {@link SsoOidcClient.baseUrl}. */
  readonly baseUrl: URL
  /** Of a registration for the authorization code. */
  readonly clientId: string
  /** `http://127.0.0.1:PORT/oauth/callback`: with the port, which the registered one has not. */
  readonly redirectUri: string
  /** Unguessable; comes back with the code. */
  readonly state: string
  readonly scopes: readonly string[]
  readonly codeChallenge: string
}

/** The page to open in a browser. The parameter is called `scopes` here, where RFC 6749 says `scope`. */
export function ssoOidcAuthorizeUrl(authorization: SsoOidcAuthorization): URL {
  return operationUrl(authorization.baseUrl, '/authorize', {
    response_type: 'code',
    client_id: authorization.clientId,
    redirect_uri: authorization.redirectUri,
    state: authorization.state,
    code_challenge_method: 'S256',
    scopes: authorization.scopes.join(' '),
    code_challenge: authorization.codeChallenge,
  })
}
