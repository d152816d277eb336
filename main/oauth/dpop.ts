/** A private P-256 key as a JWK (RFC 7517, RFC 7518 section 6.2). */
export interface DpopPrivateJwk {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
  readonly d: string
}
