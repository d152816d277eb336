import type { DpopPrivateJwk } from '../oauth/dpop.ts'

/** What `CreateOAuth2Token` answers. */
export interface SigninTokens {
  readonly accessToken: {
    readonly accessKeyId: string
    readonly secretAccessKey: string
    readonly sessionToken: string
  }
  /** As AWS spells it; stored, never judged. */
  readonly tokenType: string
  /** Seconds from the reply, 1 to 900. */
  readonly expiresInSeconds: number
  readonly refreshToken: string
  /** Only with the authorization code grant. */
  readonly idToken: string | undefined
  /** When these credentials end, epoch milliseconds by AWS's clock. */
  readonly expiration: number
}

export type SigninGrant =
  | {
      readonly grantType: 'authorization_code'
      readonly clientId: string
      readonly code: string
      readonly codeVerifier: string
      readonly redirectUri: string
    }
  | { readonly grantType: 'refresh_token'; readonly clientId: string; readonly refreshToken: string }

/** AWS Sign-In's data plane. */
export interface SigninClient {
  /** Base of the browser's authorize page and of `/v1/token`, by AWS's endpoint rules or an override. */
  baseUrl(region: string): URL
  createToken(
    grant: SigninGrant,
    proof: { readonly key: DpopPrivateJwk; readonly region: string; readonly signal?: AbortSignal },
  ): Promise<SigninTokens>
}
