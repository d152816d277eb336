import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { authorizeUrl } from '../../../../main/aws/signin-authorize.ts'

const authorization = {
  baseUrl: new URL('https://us-east-1.signin.aws.amazon.com'),
  clientId: 'arn:aws:signin:::devtools/same-device',
  state: '0d3f6e1a-9a55-4e0b-8f1d-7c2f51b3a9d4',
  codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  redirectUri: 'http://127.0.0.1:53682/oauth/callback',
}

describe('authorizeUrl', () => {
  it('is the page that the AWS CLI opens, to the letter', () => {
    expect(authorizeUrl(authorization).href).toBe(
      [
        'https://us-east-1.signin.aws.amazon.com/v1/authorize?response_type=code',
        'client_id=arn%3Aaws%3Asignin%3A%3A%3Adevtools%2Fsame-device',
        'state=0d3f6e1a-9a55-4e0b-8f1d-7c2f51b3a9d4',
        'code_challenge_method=SHA-256',
        'scope=openid',
        'redirect_uri=http%3A%2F%2F127.0.0.1%3A53682%2Foauth%2Fcallback',
        'code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      ].join('&'),
    )
  })

  it.each([
    ['http://127.0.0.1:9/x', 'http://127.0.0.1:9/x/v1/authorize'],
    ['http://127.0.0.1:9/x/', 'http://127.0.0.1:9/x/v1/authorize'],
    ['https://gate.example/a/b', 'https://gate.example/a/b/v1/authorize'],
  ])('keeps the path of an override: %s', (base, expected) => {
    const url = authorizeUrl({ ...authorization, baseUrl: new URL(base) })
    expect(url.origin + url.pathname).toBe(expected)
  })

  it('leaves nothing but unreserved characters bare, and loses nothing (RFC 3986, section 2.3)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (state) => {
        const { search, searchParams } = authorizeUrl({ ...authorization, state })
        expect(search).toMatch(/^\?(?:[A-Za-z0-9._~-]|%[0-9A-F]{2}|[=&])*$/)
        expect(searchParams.get('state')).toBe(state)
      }),
    )
    expect(authorizeUrl({ ...authorization, state: "!'()* " }).search).toContain('state=%21%27%28%29%2A%20&')
  })
})
