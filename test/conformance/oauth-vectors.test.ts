import { createPrivateKey, createPublicKey, verify } from 'node:crypto'
import { calculateJwkThumbprint } from 'jose'
import { describe, expect, it } from 'vitest'
import { createDpopProof, type DpopPrivateJwk, dpopThumbprint } from '../../main/oauth/dpop.ts'
import { codeChallengeOf } from '../../main/oauth/pkce.ts'
import { SeededRandom } from '../fakes/seeded-random.ts'
import { readProof } from './read-proof.ts'
import vectors from './vectors/oauth.json' with { type: 'json' }

describe('PKCE and DPoP, against published vectors', () => {
  it(`makes the challenge of ${vectors.pkce.source}`, async () => {
    expect(await codeChallengeOf(vectors.pkce.codeVerifier)).toBe(vectors.pkce.codeChallenge)
  })

  it(`has a thumbprint that is right for ${vectors.thumbprint.source}`, async () => {
    expect(await calculateJwkThumbprint(vectors.thumbprint.jwk)).toBe(vectors.thumbprint.thumbprint)
  })

  it.each(vectors.proofs)('reads, verifies and names the key of: $source (T13)', async (vector) => {
    const { header, claims, verified } = readProof(vector.proof)
    const thumbprint = await dpopThumbprint({ ...header.jwk, d: '' })
    expect({ claims, verified, thumbprint }).toEqual({
      claims: vector.claims,
      verified: true,
      thumbprint: vector.thumbprint,
    })
  })

  it('takes the key of an AWS CLI login cache, and proves with it (T13)', async () => {
    const { pem, x, y, thumbprint } = vectors.key
    const key = createPrivateKey(pem).export({ format: 'jwk' }) as DpopPrivateJwk
    const url = new URL('https://us-east-1.signin.aws.amazon.com/v1/token')
    const proof = await createDpopProof(
      key,
      { method: 'POST', url, issuedAt: 1_760_000_000 },
      new SeededRandom(),
    )
    expect({ x: key.x, y: key.y, thumbprint: await dpopThumbprint(key) }).toEqual({ x, y, thumbprint })
    const [header, claims, signature = ''] = proof.split('.')
    const signed = Buffer.from(`${header}.${claims}`)
    const publicKey = { key: createPublicKey(pem), dsaEncoding: 'ieee-p1363' } as const
    expect(verify('sha256', signed, publicKey, Buffer.from(signature, 'base64url'))).toBe(true)
  })
})
