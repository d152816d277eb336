/**
 * Demonstrating Proof of Possession: a fresh signature with each token request, by a key that the refresh token is
 * bound to.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9449 RFC 9449}
 * @module
 */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose'
import type { HttpRequest } from '../kernel/ports/http.ts'
import type { Random } from '../kernel/ports/random.ts'

/** A private P-256 key as a JWK (RFC 7517, RFC 7518 section 6.2). */
export interface DpopPrivateJwk {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
  readonly d: string
}

/** The key of one sign-in. It lives and ends with the session's refresh token. */
export async function generateDpopKey(): Promise<DpopPrivateJwk> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const { x, y, d } = await exportJWK(privateKey)
  if (x === undefined || y === undefined || d === undefined) throw new TypeError('not a private EC key')
  return { kty: 'EC', crv: 'P-256', x, y, d }
}

export interface DpopProofClaims {
  readonly method: HttpRequest['method']
  /** The URL that is asked. Query and fragment are left out of the proof; port and path stay. */
  readonly url: URL
  /** Epoch seconds by the server's clock, as well as it is known. */
  readonly issuedAt: number
  /** What the server asked to be repeated in its `DPoP-Nonce` header. */
  readonly nonce?: string | undefined
}

/**
 * The value of the `DPoP` header of one request. Each call draws a new `jti`: a proof must not be sent twice, not even
 * when the same request is.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9449#section-4.2 RFC 9449, section 4.2}
 */
export async function createDpopProof(
  key: DpopPrivateJwk,
  claims: DpopProofClaims,
  random: Random,
): Promise<string> {
  const { kty, crv, x, y } = key
  return new SignJWT({
    htm: claims.method,
    htu: claims.url.origin + claims.url.pathname,
    iat: claims.issuedAt,
    jti: random.uuid(),
    ...(claims.nonce === undefined ? {} : { nonce: claims.nonce }),
  })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } })
    .sign(await importJWK({ ...key }, 'ES256'))
}

/** The key's name in a bound token's `cnf.jkt` (RFC 7638, SHA-256, base64url). */
export async function dpopThumbprint(key: DpopPrivateJwk): Promise<string> {
  const { kty, crv, x, y } = key
  return calculateJwkThumbprint({ kty, crv, x, y }, 'sha256')
}
