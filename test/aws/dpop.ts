/**
 * DPoP proofs, judged as strictly as the specification allows, with nothing but the platform's cryptography.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9449#section-4.3 RFC 9449, section 4.3}
 * @module
 */
import { createHash, createPublicKey, type JsonWebKey, verify } from 'node:crypto'
import { decodeBase64url } from './base64url.ts'

/** Why a proof is refused. `clock` and `nonce` are answered in their own way. */
export class DpopRefusal extends Error {
  readonly kind: 'proof' | 'clock' | 'nonce'

  constructor(kind: DpopRefusal['kind'], message: string) {
    super(message)
    this.name = 'DpopRefusal'
    this.kind = kind
  }
}

export interface DpopExpectation {
  readonly method: string
  /** Full request URL without query and fragment. */
  readonly url: string
  /** Epoch milliseconds. */
  readonly now: number
  /** Set: the proof must carry one for which this holds. */
  readonly acceptsNonce?: ((nonce: string) => boolean) | undefined
  readonly replays: ReplayMemory
}

const mostSkewInSeconds = 300
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/** Remembers proofs for as long as one could be shown again. */
export class ReplayMemory {
  readonly #seen = new Map<string, number>()

  /** False when this identifier was here before and its proof could still be valid. */
  admit(jti: string, now: number): boolean {
    for (const [old, until] of this.#seen) {
      // They stand in the order in which they came, so the rest is younger.
      if (until >= now) break
      this.#seen.delete(old)
    }
    if (this.#seen.has(jti)) return false
    // A proof dated ahead by the most skew stays fresh for twice the skew, and a second for what rounding hides.
    this.#seen.set(jti, now + (2 * mostSkewInSeconds + 1) * 1000)
    return true
  }
}

/**
 * Judges a proof.
 *
 * @returns The thumbprint of the key that made it.
 * @throws {@link DpopRefusal}
 */
export function verifyDpopProof(proof: string, expected: DpopExpectation): string {
  const [header, payload, signature, ...rest] = proof.split('.')
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) {
    throw new DpopRefusal('proof', 'The DPoP proof is not a compact JWS.')
  }
  const jwk = checkHeader(jsonPart(header, 'header'))
  checkSignature(jwk, `${header}.${payload}`, signature)
  checkClaims(jsonPart(payload, 'payload'), expected)
  return jwkThumbprint(jwk)
}

/** RFC 7638 thumbprint of a P-256 key: SHA-256, base64url. */
export function jwkThumbprint(jwk: { readonly x: string; readonly y: string }): string {
  const canonical = `{"crv":"P-256","kty":"EC","x":"${jwk.x}","y":"${jwk.y}"}`
  return createHash('sha256').update(canonical).digest('base64url')
}

function jsonPart(part: string, what: string): Readonly<Record<string, unknown>> {
  const bytes = decodeBase64url(part)
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (bytes && isObject(value)) return value
  } catch {
    // Refused below.
  }
  throw new DpopRefusal('proof', `The DPoP proof's ${what} is not base64url of a JSON object.`)
}

function checkHeader(header: Readonly<Record<string, unknown>>): { readonly x: string; readonly y: string } {
  const { typ, alg, jwk, crit } = header
  if (typ !== 'dpop+jwt') throw new DpopRefusal('proof', 'The DPoP proof has another typ.')
  if (alg !== 'ES256') throw new DpopRefusal('proof', 'The DPoP proof has another alg.')
  if (crit !== undefined) throw new DpopRefusal('proof', 'The DPoP proof has critical extensions.')
  if (!isObject(jwk) || jwk.kty !== 'EC' || jwk.crv !== 'P-256') {
    throw new DpopRefusal('proof', 'The DPoP proof carries no P-256 key.')
  }
  if (privateMembers.some((member) => member in jwk)) {
    throw new DpopRefusal('proof', 'The DPoP proof carries a private key.')
  }
  const { x, y } = jwk
  if (!isCoordinate(x) || !isCoordinate(y)) {
    throw new DpopRefusal('proof', 'A coordinate of the DPoP key is not base64url of 32 bytes.')
  }
  return { x, y }
}

function checkSignature(
  jwk: { readonly x: string; readonly y: string },
  signed: string,
  signature: string,
): void {
  const bytes = decodeBase64url(signature)
  if (bytes?.length !== 64) {
    throw new DpopRefusal('proof', "The DPoP proof's signature is not base64url of 64 bytes.")
  }
  const key: JsonWebKey = { kty: 'EC', crv: 'P-256', x: jwk.x, y: jwk.y }
  let valid = false
  try {
    const publicKey = createPublicKey({ key, format: 'jwk' })
    valid = verify('sha256', Buffer.from(signed), { key: publicKey, dsaEncoding: 'ieee-p1363' }, bytes)
  } catch {
    throw new DpopRefusal('proof', 'The DPoP key is not a point of P-256.')
  }
  if (!valid) throw new DpopRefusal('proof', "The DPoP proof's signature does not verify.")
}

function checkClaims(claims: Readonly<Record<string, unknown>>, expected: DpopExpectation): void {
  const { htm, htu, iat, jti, nonce } = claims
  if (htm !== expected.method) throw new DpopRefusal('proof', 'The DPoP proof is for another method.')
  if (htu !== expected.url) throw new DpopRefusal('proof', 'The DPoP proof is for another URL.')
  if (typeof jti !== 'string' || jti.length < 8 || jti.length > 256) {
    throw new DpopRefusal('proof', 'The DPoP proof has no usable jti.')
  }
  if (!Number.isSafeInteger(iat)) throw new DpopRefusal('proof', 'The DPoP proof has no whole iat.')
  if (Math.abs(Number(iat) - Math.floor(expected.now / 1000)) > mostSkewInSeconds) {
    throw new DpopRefusal('clock', 'The DPoP proof is not from now.')
  }
  if (expected.acceptsNonce && !(typeof nonce === 'string' && expected.acceptsNonce(nonce))) {
    throw new DpopRefusal('nonce', 'The DPoP proof must carry the nonce.')
  }
  if (!expected.replays.admit(jti, expected.now)) {
    throw new DpopRefusal('proof', 'This DPoP proof was used before.')
  }
}

function isCoordinate(value: unknown): value is string {
  return typeof value === 'string' && decodeBase64url(value)?.length === 32
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
