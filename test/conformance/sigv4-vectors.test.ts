import { describe, expect, it } from 'vitest'
import { signRequest } from '../../main/aws/sigv4.ts'
import vectors from './vectors/sigv4.json' with { type: 'json' }

const { accessKeyId, secretAccessKey, sessionToken, region, date } = vectors

describe('signRequest, against botocore', () => {
  it.each(vectors.cases)('signs $url', async (vector) => {
    const { url, signingName, body, contentType, signedHeaders, signature } = vector
    const headers = await signRequest(
      {
        method: 'POST',
        url: new URL(url),
        headers: { accept: 'application/json', ...(contentType ? { 'content-type': contentType } : {}) },
        ...(body ? { body: new TextEncoder().encode(body) } : {}),
      },
      {
        credentials: { accessKeyId, secretAccessKey, sessionToken },
        signingName,
        region,
        now: Date.parse(date),
      },
    )
    const scope = `20260102/${region}/${signingName}/aws4_request`
    expect(headers).toEqual({
      ...(contentType ? { 'content-type': contentType } : {}),
      host: new URL(url).host,
      'x-amz-date': '20260102T030405Z',
      'x-amz-security-token': sessionToken,
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
    })
  })
})
