import { createPublicKey, type JsonWebKey, verify } from 'node:crypto'

export interface ReadProof {
  readonly header: {
    readonly typ: string
    readonly alg: string
    readonly jwk: { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string }
  }
  readonly claims: Readonly<Record<string, unknown>>
  /** Whether the signature is by the key in the header. */
  readonly verified: boolean
}

/** Reads a DPoP proof with Node's own cryptography, which the code under test does not use. */
export function readProof(proof: string): ReadProof {
  const [header = '', claims = '', signature = ''] = proof.split('.')
  const decoded = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString())
  const read = decoded(header) as ReadProof['header']
  const key = createPublicKey({ key: { ...read.jwk } satisfies JsonWebKey, format: 'jwk' })
  return {
    header: read,
    claims: decoded(claims) as ReadProof['claims'],
    verified: verify(
      'sha256',
      Buffer.from(`${header}.${claims}`),
      { key, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    ),
  }
}
