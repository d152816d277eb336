import { createHash, createPublicKey } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDpopProof, dpopThumbprint, generateDpopKey } from '../../../../main/oauth/dpop.ts'
import { readProof } from '../../../conformance/read-proof.ts'
import { SeededRandom } from '../../../fakes/seeded-random.ts'

const url = new URL('https://us-east-1.signin.aws.amazon.com/v1/token')

describe('generateDpopKey', () => {
  it('makes a private P-256 key, with 32 bytes to each number, anew each time', async () => {
    const keys = await Promise.all(Array.from({ length: 40 }, generateDpopKey))
    expect(new Set(keys.map(({ d }) => d)).size).toBe(40)
    for (const key of keys) {
      expect(Object.keys(key).sort()).toEqual(['crv', 'd', 'kty', 'x', 'y'])
      expect([key.x, key.y, key.d].map((part) => Buffer.from(part, 'base64url').length)).toEqual([32, 32, 32])
      createPublicKey({ key: { ...key }, format: 'jwk' })
    }
  })
})

describe('createDpopProof', () => {
  it('says what RFC 9449 asks for and nothing more, and shows no private part (T13)', async () => {
    const key = await generateDpopKey()
    const random = new SeededRandom()
    const proof = await createDpopProof(key, { method: 'POST', url, issuedAt: 1_760_000_000 }, random)
    const { header, claims } = readProof(proof)
    expect({ header, claims }).toEqual({
      header: { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty: 'EC', crv: 'P-256', x: key.x, y: key.y } },
      claims: { htm: 'POST', htu: url.href, iat: 1_760_000_000, jti: new SeededRandom().uuid() },
    })
    expect(proof).not.toContain(key.d)
  })

  it.each([
    ['https://a.example/v1/token?x=1#y', 'https://a.example/v1/token'],
    ['http://127.0.0.1:9/x/v1/token', 'http://127.0.0.1:9/x/v1/token'],
    ['https://a.example:443/v1/token', 'https://a.example/v1/token'],
    ['https://a.example:8443/v1/token', 'https://a.example:8443/v1/token'],
  ])('names %s as %s', async (asked, htu) => {
    const claims = { method: 'POST', url: new URL(asked), issuedAt: 1 } as const
    const proof = await createDpopProof(await generateDpopKey(), claims, new SeededRandom())
    expect(readProof(proof).claims.htu).toBe(htu)
  })

  it('verifies with another implementation, whatever it says, and never repeats its jti (T13)', async () => {
    const random = new SeededRandom()
    const key = await generateDpopKey()
    const seen = new Set<unknown>()
    let made = 0
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          method: fc.constantFrom('GET', 'POST'),
          url: fc.webUrl({ withQueryParameters: true, withFragments: true }).map((text) => new URL(text)),
          issuedAt: fc.integer({ min: 0, max: 4_102_444_800 }),
          nonce: fc.option(fc.stringMatching(/^[!#-[\]-~]{1,40}$/), { nil: undefined }),
        }),
        async (asked) => {
          const { header, claims, verified } = readProof(await createDpopProof(key, asked, random))
          made += 1
          seen.add(claims.jti)
          expect({ verified, iat: claims.iat, nonce: claims.nonce }).toEqual({
            verified: true,
            iat: asked.issuedAt,
            nonce: asked.nonce,
          })
          expect(header.jwk).not.toHaveProperty('d')
          expect(claims.htu).not.toMatch(/[?#]/)
        },
      ),
      { numRuns: 200 },
    )
    expect(seen.size).toBe(made)
  })
})

describe('dpopThumbprint', () => {
  it('hashes the required members in order (RFC 7638, section 3)', async () => {
    const key = await generateDpopKey()
    const text = `{"crv":"P-256","kty":"EC","x":"${key.x}","y":"${key.y}"}`
    expect(await dpopThumbprint(key)).toBe(createHash('sha256').update(text).digest('base64url'))
  })
})
