import { describe, expect, it } from 'vitest'
import { signRequest } from '../../../../main/aws/sigv4.ts'

const context = {
  credentials: { accessKeyId: 'ASIAEXAMPLEEXAMPLE00', secretAccessKey: 'k', sessionToken: 't' },
  signingName: 'signin',
  region: 'us-east-1',
  now: Date.parse('2026-01-02T03:04:05Z'),
}

describe('signRequest', () => {
  it('signs a port that is not the usual one as part of the host', async () => {
    const url = new URL('http://127.0.0.1:4801/x/get-resource-policy')
    const { host } = await signRequest({ method: 'POST', url, headers: {} }, context)
    expect(host).toBe('127.0.0.1:4801')
  })

  it('covers body, path, query and port, and no header that a proxy may change', async () => {
    const signature = async (url: string, body: string, headers: Record<string, string> = {}) => {
      const request = {
        method: 'POST',
        url: new URL(url),
        headers,
        body: new TextEncoder().encode(body),
      } as const
      return (await signRequest(request, context)).authorization
    }
    const plain = await signature('https://a.example/p?q=1', '{}')
    expect(await signature('https://a.example/p?q=1', '{}', { 'user-agent': 'x', accept: 'y' })).toBe(plain)
    const others = await Promise.all([
      signature('https://a.example/p?q=1', '{ }'),
      signature('https://a.example/p2?q=1', '{}'),
      signature('https://a.example/p?q=2', '{}'),
      signature('https://a.example:8443/p?q=1', '{}'),
      signature('https://a.example/p?q=1', '{}', { 'x-amz-extra': '1' }),
    ])
    expect(new Set([plain, ...others]).size).toBe(6)
  })
})
