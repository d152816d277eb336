import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outsideAddress } from '../../../../../../main/hosts/electron/decisions/outside-address.ts'

const open = (text: string, origins: readonly string[] = []) => outsideAddress(text, origins)?.href

describe('outsideAddress', () => {
  it.each([
    'https://us-east-1.signin.aws.amazon.com/v1/authorize?client_id=x&state=y',
    'https://signin.aws.amazon.com/federation?Action=login',
    'https://cn-north-1.signin.amazonaws.cn/v1/authorize',
    'https://us-gov-west-1.signin.amazonaws-us-gov.com/v1/authorize',
    'https://eusc-de-east-1.signin.amazonaws-eusc.eu/federation',
    'https://us-iso-east-1.signin.c2shome.ic.gov/v1/authorize',
    'https://eu-central-1.console.aws.amazon.com/s3/home',
    'https://console.amazonaws.cn/',
    'https://oidc.eu-central-1.amazonaws.com/authorize?response_type=code',
    'https://device.sso.us-east-1.amazonaws.com/?user_code=ABCD-EFGH',
    'https://d-1234567890.awsapps.com/start/#/device?user_code=ABCD-EFGH',
    'https://start.us-gov-home.awsapps.com/directory/acme',
    'https://ssoins-0123.portal.us-east-1.app.aws/',
    'https://ssoins-0123.eu-west-1.portal.amazonaws.com/',
    'https://identitycenter.amazonaws.com/ssoins-0123',
  ])('opens %s', (text) => {
    expect(open(text)).toBe(new URL(text).href)
  })

  it.each([
    ...[
      '',
      ' ',
      'aws',
      'file:///etc/passwd',
      'ms-msdt:/id PCWDiagnostic',
      '\\\\host\\share',
      '//signin.aws.amazon.com',
    ],
    ...[
      'javascript:alert(1)',
      'data:text/html,x',
      'smb://signin.aws.amazon.com/',
      'vscode://file/etc',
      'mailto:a@b',
    ],
    ...['http://signin.aws.amazon.com/', 'http://127.0.0.1:1/', 'ftp://signin.aws.amazon.com/', 'app://ui/'],
    ...[
      'https://aws.amazon.com.evil.tld',
      'https://evil.tld/signin.aws.amazon.com',
      'https://signin.aws.amazon.com.',
    ],
    ...['https://signin.aws.amazon.com:8443/', 'https://signin.aws.amazon.com@evil.tld/'],
    ...['https://user@signin.aws.amazon.com/', 'https://user:pass@signin.aws.amazon.com/'],
    ...[
      'https://xsignin.aws.amazon.com/',
      'https://signin.aws.amazon.com.awsapps.com.evil/',
      'https://awsapps.com/',
    ],
    ...[
      'https://bucket.s3.amazonaws.com/',
      'https://abc.execute-api.us-east-1.amazonaws.com/',
      'https://amazonaws.com/',
    ],
    ...[
      'https://signin.aws.amazon.com\\@evil.tld/',
      'https://evil.tld\\.awsapps.com/',
      'https://signin.aws.amazon.com\n',
    ],
    ...[
      ' https://signin.aws.amazon.com/',
      'https://sign\tin.aws.amazon.com/',
      'https://signin.aws.amazon.com/\u0000',
    ],
    ...[
      'https://ѕignin.aws.amazon.com/',
      'https://signin.aws.amazon.com/é',
      `https://signin.aws.amazon.com/${'a'.repeat(8200)}`,
    ],
    ...[
      'https://-.awsapps.com/',
      'https://a..awsapps.com/',
      'https://oidc.evil.amazonaws.com/',
      'https://[::1]/',
    ],
  ])('does not open %j (T17)', (text) => {
    expect(open(text)).toBeUndefined()
  })

  it('opens what the environment puts in AWS’s place, and only over https', () => {
    const origins = ['https://gateway.corp.example:8443', 'http://127.0.0.1:9999']
    expect(open('https://gateway.corp.example:8443/v1/authorize', origins)).toBeDefined()
    expect(open('https://gateway.corp.example/v1/authorize', origins)).toBeUndefined()
    expect(open('http://127.0.0.1:9999/v1/authorize', origins)).toBeUndefined()
  })

  it('gives no address but one of AWS, whatever it is given: 100,000 of them (T17)', () => {
    const schemes = fc.constantFrom(
      'https',
      'HTTPS',
      'http',
      'file',
      'ms-msdt',
      'javascript',
      'data',
      'https:/',
      '',
    )
    const host = fc.oneof(
      fc.constantFrom(
        'signin.aws.amazon.com',
        'd-1.awsapps.com',
        'console.aws.amazon.com',
        'evil.tld',
        '127.0.0.1',
      ),
      fc.webAuthority(),
      fc.domain(),
    )
    const glue = fc.constantFrom(
      '',
      '.',
      '@',
      ':80',
      ':443',
      '\\',
      '/',
      '#',
      '?',
      '%2e',
      '..',
      '\t',
      '\n',
      '%00',
      '‮',
    )
    const address = fc.oneof(
      fc
        .tuple(schemes, host, glue, host, fc.string())
        .map(([s, a, g, b, rest]) => `${s}://${a}${g}${b}/${rest}`),
      fc.tuple(schemes, host, glue, fc.webPath()).map(([s, a, g, rest]) => `${s}://${a}${g}${rest}`),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.string({ unit: 'binary' }),
    )
    let opened = 0
    fc.assert(
      fc.property(address, (text) => {
        const url = outsideAddress(text)
        if (url === undefined) return
        opened += 1
        expect(url.protocol).toBe('https:')
        expect([url.username, url.password, url.port]).toEqual(['', '', ''])
        expect(url.hostname).toMatch(
          /(^|\.)(signin\.aws\.amazon\.com|awsapps\.com|console\.aws\.amazon\.com)$/,
        )
      }),
      { numRuns: 100_000 },
    )
    // The walk is no walk through the refusals only.
    expect(opened).toBeGreaterThan(100)
  })
})
