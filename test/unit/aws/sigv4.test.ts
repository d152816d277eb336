import { describe, expect, it } from 'vitest'
import type { Received } from '../../aws/service.ts'
import { SigV4Refusal, verifySigV4 } from '../../aws/sigv4.ts'
import vectors from './vectors/sigv4.json' with { type: 'json' }

const now = Date.parse('2026-01-02T03:04:05Z')
const key = { secretAccessKey: vectors.secretAccessKey, sessionToken: vectors.sessionToken }

interface Vector {
  readonly service: string
  readonly host: string
  readonly path: string
  readonly query: string
  readonly body: string
  readonly contentType: string | null
  readonly signedHeaders: string
  readonly signature: string
}

interface Change {
  readonly request?: Partial<Received>
  readonly headers?: Readonly<Record<string, readonly string[] | undefined>>
  readonly vector?: Partial<Vector>
}

function requestOf(vector: Vector, change: Change = {}): Received {
  const { service, signedHeaders, signature } = { ...vector, ...change.vector }
  const scope = `${vectors.accessKeyId}/20260102/us-east-1/${service}/aws4_request`
  const headers: Readonly<Record<string, readonly string[] | undefined>> = {
    host: [vector.host],
    'x-amz-date': [vectors.date],
    'x-amz-security-token': [vectors.sessionToken],
    'content-type': vector.contentType === null ? undefined : [vector.contentType],
    authorization: [
      `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
    ],
    ...change.headers,
  }
  return {
    method: 'POST',
    path: vector.path,
    query: vector.query,
    headers: new Map(Object.entries(headers).flatMap(([name, values]) => (values ? [[name, values]] : []))),
    body: Buffer.from(vector.body),
    base: `https://${vector.host}`,
    url: `https://${vector.host}${vector.path}`,
    ...change.request,
  }
}

function verify(vector: Vector, change: Change = {}, at = now, service = vector.service) {
  return verifySigV4(requestOf(vector, change), {
    now: at,
    service,
    regions: ['us-east-1'],
    find: (id) => (id === vectors.accessKeyId ? key : undefined),
  })
}

function refusalOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof SigV4Refusal) return `${error.code}: ${error.message}`
    throw error
  }
  return 'accepted'
}

describe('verifySigV4', () => {
  it.each(vectors.requests)('accepts what botocore signed for $host$path', (vector) => {
    expect(verify(vector)).toBe(key)
  })

  it('reads a query in any order and with any encoding of its letters', () => {
    const [, vector] = vectors.requests
    if (!vector) throw new Error('The vector is missing.')
    expect(verify(vector, { request: { query: 'x%2Damz-client-auth-method=iam' } })).toBe(key)
  })

  const [plain, , sts] = vectors.requests
  if (!plain || !sts) throw new Error('A vector is missing.')
  const authorization = requestOf(sts).headers.get('authorization')?.[0] ?? ''

  it.each<[what: string, code: string, run: () => unknown]>([
    ['another body', 'SignatureDoesNotMatch', () => verify(sts, { request: { body: Buffer.from('x') } })],
    ['another method', 'SignatureDoesNotMatch', () => verify(sts, { request: { method: 'GET' } })],
    ['another path', 'SignatureDoesNotMatch', () => verify(sts, { request: { path: '/x' } })],
    ['another query', 'SignatureDoesNotMatch', () => verify(sts, { request: { query: 'a=b' } })],
    ['another host', 'SignatureDoesNotMatch', () => verify(sts, { headers: { host: ['evil.example'] } })],
    [
      'another signature',
      'SignatureDoesNotMatch',
      () => verify(sts, { vector: { signature: 'a'.repeat(64) } }),
    ],
    [
      'another service in its scope',
      'SignatureDoesNotMatch: Credential should be scoped to correct service',
      () => verify(plain, {}, now, 'sts'),
    ],
    [
      'over five minutes late',
      'SignatureDoesNotMatch: Signature expired',
      () => verify(sts, {}, now + 300_001),
    ],
    [
      'over five minutes early',
      'SignatureDoesNotMatch: Signature not yet current',
      () => verify(sts, {}, now - 300_001),
    ],
    [
      'a date outside its scope',
      'SignatureDoesNotMatch: Date in Credential scope',
      () =>
        verify(sts, { headers: { 'x-amz-date': ['20260103T000000Z'] } }, Date.parse('2026-01-03T00:00:00Z')),
    ],
    ['no date', 'IncompleteSignature', () => verify(sts, { headers: { 'x-amz-date': undefined } })],
    [
      'an unsigned x-amz header',
      'SignatureDoesNotMatch: These headers must be signed: x-amz-target',
      () => verify(sts, { headers: { 'x-amz-target': ['x'] } }),
    ],
    [
      'an unsigned content type',
      'SignatureDoesNotMatch: These headers must be signed: content-type',
      () => verify(sts, { vector: { signedHeaders: 'host;x-amz-date;x-amz-security-token' } }),
    ],
    [
      'signed headers out of order',
      'SignatureDoesNotMatch: SignedHeaders must be sorted',
      () => verify(sts, { vector: { signedHeaders: 'host;content-type;x-amz-date;x-amz-security-token' } }),
    ],
    [
      'a claimed body hash that is not the body',
      'SignatureDoesNotMatch: The body is not the one',
      () =>
        verify(sts, {
          headers: { 'x-amz-content-sha256': ['UNSIGNED-PAYLOAD'] },
          vector: {
            signedHeaders: 'content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token',
          },
        }),
    ],
    [
      'no session token',
      'InvalidClientTokenId',
      () => verify(sts, { headers: { 'x-amz-security-token': undefined } }),
    ],
    [
      'another session token',
      'InvalidClientTokenId',
      () => verify(sts, { headers: { 'x-amz-security-token': ['x'] } }),
    ],
    [
      'an unknown key',
      'InvalidClientTokenId',
      () =>
        verify(sts, { headers: { authorization: [authorization.replace('ASIAEXAMPLE', 'ASIASTRANGE')] } }),
    ],
    [
      'no signature',
      'MissingAuthenticationToken',
      () => verify(sts, { headers: { authorization: undefined } }),
    ],
    [
      'two signatures',
      'IncompleteSignature',
      () => verify(sts, { headers: { authorization: [authorization, authorization] } }),
    ],
    [
      'another scheme',
      'IncompleteSignature',
      () => verify(sts, { headers: { authorization: ['Bearer x'] } }),
    ],
  ])('refuses %s with %s', (_what, code, run) => {
    expect(refusalOf(run)).toMatch(code)
  })
})
