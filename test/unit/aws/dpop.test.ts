import { randomUUID } from 'node:crypto'
import { calculateJwkThumbprint, EncryptJWT, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { DpopRefusal, jwkThumbprint, ReplayMemory, verifyDpopProof } from '../../aws/dpop.ts'
import { dpopProof, newProofKey } from '../../aws/test-client.ts'
import vector from './vectors/dpop.json' with { type: 'json' }

const url = 'http://127.0.0.1:1234/v1/token'
const now = Date.parse('2026-01-02T03:04:05Z')
const key = newProofKey()

function verdict(
  proof: string,
  more: { acceptsNonce?: (nonce: string) => boolean; at?: number } = {},
): string {
  try {
    const { acceptsNonce, at = now } = more
    return verifyDpopProof(proof, { method: 'POST', url, now: at, acceptsNonce, replays: new ReplayMemory() })
  } catch (error) {
    if (error instanceof DpopRefusal) return error.kind
    throw error
  }
}

/** Changes one part of a proof without signing again. */
function spoil(part: 0 | 1 | 2, change: (text: string) => string): string {
  const parts = dpopProof(key, url, now).split('.')
  parts[part] = change(parts[part] ?? '')
  return parts.join('.')
}

describe('verifyDpopProof (T13)', () => {
  it('accepts the vector by the clock of its day, and names its key', () => {
    const expected = { method: vector.method, url: vector.url, now: vector.iat * 1000 }
    expect(verifyDpopProof(vector.proof, { ...expected, replays: new ReplayMemory() })).toBe(
      vector.thumbprint,
    )
  })

  it('accepts proofs of an independent library, and names their keys as it does', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
    const jwk = await exportJWK(publicKey)
    const proof = await new SignJWT({ htm: 'POST', htu: url, jti: randomUUID() })
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk })
      .setIssuedAt(Math.floor(now / 1000))
      .sign(privateKey)
    expect(verdict(proof)).toBe(await calculateJwkThumbprint(jwk))
  })

  it.each([-300, 0, 300])('accepts a proof dated %i s from now', (skew) => {
    expect(verdict(dpopProof(key, url, now + skew * 1000))).toBe(jwkThumbprint(key.jwk))
  })

  it.each([-301, 301])('refuses a proof dated %i s from now, as a matter of the clock (R10)', (skew) => {
    expect(verdict(dpopProof(key, url, now + skew * 1000))).toBe('clock')
  })

  const { x, y } = key.jwk
  const flipped = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1)
  it.each<[what: string, proof: string]>([
    ['another typ', dpopProof(key, url, now, { header: { typ: 'JWT' } })],
    ['another alg', dpopProof(key, url, now, { header: { alg: 'ES384' } })],
    ['alg none', dpopProof(key, url, now, { header: { alg: 'none' } })],
    ['no key', dpopProof(key, url, now, { header: { jwk: undefined } })],
    ['a private key', dpopProof(key, url, now, { header: { jwk: { ...key.jwk, d: x } } })],
    ['another curve', dpopProof(key, url, now, { header: { jwk: { ...key.jwk, crv: 'P-384' } } })],
    ['a short coordinate', dpopProof(key, url, now, { header: { jwk: { ...key.jwk, x: 'AAAA' } } })],
    ['a padded coordinate', dpopProof(key, url, now, { header: { jwk: { ...key.jwk, y: `${y}=` } } })],
    ['a point off the curve', dpopProof(key, url, now, { header: { jwk: { ...key.jwk, x: y, y: x } } })],
    ['the key of another', dpopProof(key, url, now, { header: { jwk: newProofKey().jwk } })],
    ['critical extensions', dpopProof(key, url, now, { header: { crit: ['exp'] } })],
    ['another method', dpopProof(key, url, now, { claims: { htm: 'GET' } })],
    ['the method in small letters', dpopProof(key, url, now, { claims: { htm: 'post' } })],
    ['another path', dpopProof(key, 'http://127.0.0.1:1234/v1/tokens', now)],
    ['another port', dpopProof(key, 'http://127.0.0.1:1235/v1/token', now)],
    ['another scheme', dpopProof(key, 'https://127.0.0.1:1234/v1/token', now)],
    ['a query in htu', dpopProof(key, `${url}?a=b`, now)],
    ['no jti', dpopProof(key, url, now, { claims: { jti: undefined } })],
    ['an empty jti', dpopProof(key, url, now, { claims: { jti: '' } })],
    ['no iat', dpopProof(key, url, now, { claims: { iat: undefined } })],
    ['a broken iat', dpopProof(key, url, now, { claims: { iat: now / 1000 + 0.5 } })],
    ['iat as text', dpopProof(key, url, now, { claims: { iat: String(Math.floor(now / 1000)) } })],
    ['a spoilt header', spoil(0, flipped)],
    ['spoilt claims', spoil(1, flipped)],
    ['a spoilt signature', spoil(2, flipped)],
    ['a short signature', spoil(2, (text) => text.slice(0, -4))],
    ['a padded signature', spoil(2, (text) => `${text}==`)],
    ['no signature', spoil(2, () => '')],
    ['a fourth part', `${dpopProof(key, url, now)}.AAAA`],
    ['no JWS at all', 'nonsense'],
  ])('refuses %s', (_what, proof) => {
    expect(verdict(proof)).toBe('proof')
  })

  it('refuses a signature in DER form', async () => {
    const { sign } = await import('node:crypto')
    const signed = dpopProof(key, url, now).split('.').slice(0, 2).join('.')
    const der = sign('sha256', Buffer.from(signed), key.privateKey).toString('base64url')
    expect(verdict(`${signed}.${der}`)).toBe('proof')
  })

  it('refuses an encrypted token in the place of a proof', async () => {
    const secret = new Uint8Array(32)
    const token = await new EncryptJWT({ htm: 'POST', htu: url, jti: randomUUID() })
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(secret)
    expect(verdict(token)).toBe('proof')
  })

  it('asks for the nonce when one is required', () => {
    const acceptsNonce = (nonce: string) => nonce === 'n-1'
    const proofs = [{}, { nonce: 'n-0' }, { nonce: 1 }, { nonce: 'n-1' }].map((claims) =>
      dpopProof(key, url, now, { claims }),
    )
    expect(proofs.map((proof) => verdict(proof, { acceptsNonce }))).toEqual([
      'nonce',
      'nonce',
      'nonce',
      jwkThumbprint(key.jwk),
    ])
  })
})

describe('ReplayMemory (T13)', () => {
  it('refuses a proof for as long as it could still be fresh', () => {
    const replays = new ReplayMemory()
    const proof = dpopProof(key, url, now + 300_000)
    const show = (at: number): string => {
      try {
        return verifyDpopProof(proof, { method: 'POST', url, now: at, replays })
      } catch (error) {
        return error instanceof DpopRefusal ? error.message : String(error)
      }
    }
    expect([show(now), show(now), show(now + 600_999), show(now + 601_000)]).toEqual([
      jwkThumbprint(key.jwk),
      'This DPoP proof was used before.',
      'This DPoP proof was used before.',
      'The DPoP proof is not from now.',
    ])
  })
})
