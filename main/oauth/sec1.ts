/**
 * The private key of a DPoP chain as other AWS tools keep it: a PEM of the SEC 1 form (RFC 5915), or of PKCS #8.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5915#section-3 RFC 5915, section 3}
 * @see {@link https://www.rfc-editor.org/rfc/rfc5958#section-2 RFC 5958, section 2}
 * @module
 */
import { exportJWK, importPKCS8 } from 'jose'
import { InputError } from '../kernel/errors.ts'
import type { DpopPrivateJwk } from './dpop.ts'

const longestPem = 8_192

/** AlgorithmIdentifier: id-ecPublicKey on prime256v1 (RFC 5480, section 2.1.1). */
const p256 = [
  0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d,
  0x03, 0x01, 0x07,
]

/**
 * The P-256 key of a PEM.
 *
 * @param pem - Untrusted, and secret: no error quotes it.
 * @throws {@link InputError} `request-malformed`
 */
export async function privateJwkOfPem(pem: string): Promise<DpopPrivateJwk> {
  const { label, bytes } = readPem(pem)
  const pkcs8 = label === 'PRIVATE KEY' ? bytes : sequence([2, 1, 0], p256, tagged(0x04, bytes))
  try {
    const key = await importPKCS8(pemOf(pkcs8), 'ES256', { extractable: true })
    const { crv, x, y, d } = await exportJWK(key)
    if (crv === 'P-256' && x !== undefined && y !== undefined && d !== undefined) {
      return { kty: 'EC', crv, x, y, d }
    }
  } catch {
    // The reason could quote the key.
  }
  throw notAKey()
}

function readPem(pem: string): { readonly label: string; readonly bytes: readonly number[] } {
  const pattern = /^\s*-----BEGIN ((?:EC )?PRIVATE KEY)-----([A-Za-z0-9+/=\s]+)-----END \1-----\s*$/
  const [, label, body] = pattern.exec(pem.length > longestPem ? '' : pem) ?? []
  if (label === undefined || body === undefined) throw notAKey()
  try {
    return { label, bytes: Array.from(atob(body.replace(/\s/g, '')), (sign) => sign.charCodeAt(0)) }
  } catch {
    throw notAKey()
  }
}

function pemOf(bytes: readonly number[]): string {
  return `-----BEGIN PRIVATE KEY-----\n${btoa(String.fromCharCode(...bytes))}\n-----END PRIVATE KEY-----\n`
}

function sequence(...parts: readonly (readonly number[])[]): readonly number[] {
  return tagged(0x30, parts.flat())
}

/** DER: tag, definite length, content. */
function tagged(tag: number, content: readonly number[]): readonly number[] {
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return [tag, ...size, ...content]
}

function notAKey(): InputError {
  return new InputError('request-malformed', 'The key is not a P-256 private key in PEM form.', 'none')
}
