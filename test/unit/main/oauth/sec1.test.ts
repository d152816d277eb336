import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { privateJwkOfPem } from '../../../../main/oauth/sec1.ts'

const pem = (label: string, der: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`
const pair = (namedCurve = 'P-256') => generateKeyPairSync('ec', { namedCurve })
const refusal = { code: 'request-malformed', message: 'The key is not a P-256 private key in PEM form.' }

describe('privateJwkOfPem', () => {
  it.each(['sec1', 'pkcs8'] as const)('reads a %s PEM as the key it is', async (type) => {
    const { privateKey } = pair()
    const { kty, crv, x, y, d } = privateKey.export({ format: 'jwk' })
    const text = privateKey.export({ type, format: 'pem' }).toString()
    expect(await privateJwkOfPem(text)).toEqual({ kty, crv, x, y, d })
    expect(await privateJwkOfPem(text.replaceAll('\n', '\r\n'))).toEqual({ kty, crv, x, y, d })
  })

  it('works out the public key where SEC 1 leaves it out', async () => {
    const { privateKey } = pair()
    const { x, d = '' } = privateKey.export({ format: 'jwk' })
    const bare = Buffer.concat([Buffer.from('30250201010420', 'hex'), Buffer.from(d, 'base64url')])
    expect(await privateJwkOfPem(pem('EC PRIVATE KEY', bare))).toMatchObject({ x, d })
  })

  it('refuses a key with a public key that is not its own', async () => {
    const der = pair().privateKey.export({ type: 'sec1', format: 'der' })
    const other = pair().privateKey.export({ type: 'sec1', format: 'der' })
    other.copy(der, der.length - 64, other.length - 64)
    await expect(privateJwkOfPem(pem('EC PRIVATE KEY', der))).rejects.toMatchObject(refusal)
  })

  it('refuses other curves, other keys and public keys', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
    const texts = [
      pair('P-384').privateKey.export({ type: 'sec1', format: 'pem' }),
      pair('P-384').privateKey.export({ type: 'pkcs8', format: 'pem' }),
      rsa.export({ type: 'pkcs8', format: 'pem' }),
      pair().publicKey.export({ type: 'spki', format: 'pem' }),
      '',
      'x'.repeat(100_000),
    ]
    for (const text of texts) await expect(privateJwkOfPem(String(text))).rejects.toMatchObject(refusal)
  })

  it('refuses any other bytes without quoting them', async () => {
    const { privateKey } = pair()
    const whole = privateKey.export({ type: 'sec1', format: 'der' })
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const der = Uint8Array.from(whole)
        der[at] = (der[at] ?? 0) ^ flip
        const outcome = await privateJwkOfPem(pem('EC PRIVATE KEY', der)).catch((thrown: unknown) => thrown)
        // A change in what no reader looks at leaves the key as it was.
        if (outcome instanceof Error) expect(outcome).toMatchObject(refusal)
        else expect(outcome).toMatchObject({ d: privateKey.export({ format: 'jwk' }).d })
      }),
      { numRuns: 200 },
    )
  })
})
