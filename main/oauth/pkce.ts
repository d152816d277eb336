/**
 * Proof Key for Code Exchange: what ties a token request to the browser page that was opened for it.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7636 RFC 7636}
 * @module
 */
import { base64url } from 'jose'
import type { Random } from '../kernel/ports/random.ts'

export interface Pkce {
  /** 64 characters of `A-Z a-z 0-9 - _`. A secret until the token request is sent. */
  readonly codeVerifier: string
  /**
   * The verifier's S256 challenge. Its method's name is left to the caller: RFC 7636 and IAM Identity Center say
   * `S256`, AWS Sign-In says `SHA-256`.
   */
  readonly codeChallenge: string
}

/** A fresh verifier and its challenge, for one sign-in. */
export async function createPkce(random: Random): Promise<Pkce> {
  const codeVerifier = base64url.encode(random.bytes(48))
  return { codeVerifier, codeChallenge: await codeChallengeOf(codeVerifier) }
}

/** @see {@link https://www.rfc-editor.org/rfc/rfc7636#section-4.2 RFC 7636, section 4.2} */
export async function codeChallengeOf(codeVerifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(codeVerifier))
  return base64url.encode(new Uint8Array(digest))
}
