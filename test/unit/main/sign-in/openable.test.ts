import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openable } from '../../../../main/sign-in/openable.ts'

const base = new URL('https://us-east-1.signin.aws.amazon.com')

describe('openable', () => {
  const good: readonly (readonly [address: string, base: string])[] = [
    ['https://us-east-1.signin.aws.amazon.com/v1/authorize?a=b', base.href],
    ['https://us-east-1.signin.aws.amazon.com:443/v1/authorize', base.href],
    ['http://127.0.0.1:4566/signin/v1/authorize?a=b', 'http://127.0.0.1:4566/signin'],
    ['http://127.0.0.1:4566/signin/v1/authorize?a=b', 'http://127.0.0.1:4566/signin/'],
    ['http://[::1]:4566/v1/authorize', 'http://[::1]:4566'],
    ['http://localhost:4566/v1/authorize', 'http://localhost:4566'],
  ]
  for (const [address, below] of good) {
    it(`lets through ${address}`, () => expect(openable(new URL(address), new URL(below))).toBe(true))
  }

  const bad: readonly string[] = [
    'http://us-east-1.signin.aws.amazon.com/v1/authorize',
    'https://us-east-1.signin.aws.amazon.com.evil.example/v1/authorize',
    'https://us-east-1.signin.aws.amazon.com@evil.example/v1/authorize',
    'https://user@us-east-1.signin.aws.amazon.com/v1/authorize',
    'https://:password@us-east-1.signin.aws.amazon.com/v1/authorize',
    'https://us-east-1.signin.aws.amazon.com:8443/v1/authorize',
    'https://us-east-1.signin.aws.amazon.com./v1/authorize',
    'https://xn--us-east-1-signin-aws-amazon-com/v1/authorize',
    'https://us-west-2.signin.aws.amazon.com/v1/authorize',
    `https://us-east-1.signin.aws.amazon.com/${'a'.repeat(8192)}`,
    'http://127.0.0.1.evil.example/v1/authorize',
    'http://127.0.0.2/v1/authorize',
    'http://0.0.0.0/v1/authorize',
    'file:///etc/passwd',
    'file://host/share/x.exe',
    'ms-msdt:/id',
    'search-ms:query=x',
    'vscode://x',
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:https://us-east-1.signin.aws.amazon.com/x',
    'ftp://us-east-1.signin.aws.amazon.com/',
    'mailto:a@b',
    'ws://127.0.0.1/',
    'view-source:https://us-east-1.signin.aws.amazon.com/',
    'smb://host/share',
  ]
  for (const address of bad) {
    it(`keeps back ${address.slice(0, 90)} (T11, T17)`, () =>
      expect(openable(new URL(address), base)).toBe(false))
  }

  it('keeps back what is beside the path of the base (T11)', () => {
    const below = new URL('http://127.0.0.1:4566/signin')
    const addresses = [
      'http://127.0.0.1:4566/other',
      'http://127.0.0.1:4566/signin-evil/x',
      'http://127.0.0.1:4567/signin/x',
    ]
    expect(addresses.filter((address) => openable(new URL(address), below))).toEqual([])
  })

  it('lets nothing but pages of the base through, out of 100,000 addresses (T11, T17)', () => {
    const host = fc.oneof(
      fc.constantFrom(
        base.host,
        `${base.host}.evil.example`,
        'evil.example',
        '127.0.0.1',
        'localhost',
        '0x7f.1',
        '127.9.9.9',
        '128.0.0.1',
        base.host.toUpperCase(),
      ),
      fc.domain(),
    )
    const address = fc
      .tuple(
        fc.constantFrom(
          'https://',
          'http://',
          'file://',
          'ftp://',
          'https:\\\\',
          'HTTPS://',
          'ms-msdt:',
          'wss://',
          '',
        ),
        fc.constantFrom('', '', 'user@', ':x@', `${base.host}@`, '\\', ' '),
        host,
        fc.constantFrom('', '', ':443', ':80', ':8443', '\\@', '#@', '?@'),
        fc.oneof(fc.webPath(), fc.string({ maxLength: 10 })),
      )
      .map((parts) => parts.join(''))
    let letThrough = 0
    fc.assert(
      fc.property(fc.oneof(address, fc.webUrl(), fc.string({ unit: 'binary', maxLength: 30 })), (text) => {
        if (!URL.canParse(text)) return
        const url = new URL(text)
        const through = openable(url, base)
        if (through) letThrough += 1
        // Judged on the text that a launcher gets, which is not how the function judges.
        expect(through).toBe(/^https:\/\/us-east-1\.signin\.aws\.amazon\.com\/(?!.{8192})/.test(url.href))
        expect(openable(url)).toBe(
          /^https:\/\/[^/?#@]+([/?#]|$)|^http:\/\/(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?\//.test(
            url.href,
          ),
        )
      }),
      { numRuns: 100_000 },
    )
    expect(letThrough).toBeGreaterThan(100)
  })
})
