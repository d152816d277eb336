import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { consolePage, consoleSite } from '../../../../main/aws/console-site.ts'
import { loadEndpoints } from '../../../../main/aws/endpoints.ts'

const rules = await loadEndpoints('signin')
const site = (region: string) => consoleSite(rules, region)

describe('consoleSite', () => {
  it.each([
    ['us-east-1', 'us-east-1.signin.aws.amazon.com', 'console.aws.amazon.com'],
    ['ap-southeast-7', 'ap-southeast-7.signin.aws.amazon.com', 'console.aws.amazon.com'],
    ['cn-northwest-1', 'cn-northwest-1.signin.amazonaws.cn', 'console.amazonaws.cn'],
    ['us-gov-east-1', 'us-gov-east-1.signin.amazonaws-us-gov.com', 'console.amazonaws-us-gov.com'],
    ['eusc-de-east-1', 'eusc-de-east-1.signin.amazonaws-eusc.eu', 'console.amazonaws-eusc.eu'],
  ])('finds the console of %s by the rules of AWS', (region, signIn, host) => {
    const found = site(region)
    expect([found.signIn.href, found.host]).toEqual([`https://${signIn}/`, host])
  })

  it.each(['', 'us-east-1.evil.example', 'US-EAST-1', 'a/b', '@'])(
    'refuses the region %j (T11)',
    (region) => {
      expect(() => site(region)).toThrow(expect.objectContaining({ code: 'region-invalid' }))
    },
  )

  it('refuses rules that lead to another host than Sign-In of the region', () => {
    const strange = () => new URL('https://signin.example')
    expect(() => consoleSite(strange, 'us-east-1')).toThrow(
      expect.objectContaining({ code: 'endpoint-invalid' }),
    )
  })
})

describe('consolePage', () => {
  it.each([
    [{}, 'https://console.aws.amazon.com/console/home?region=eu-west-1'],
    [{ service: 's3' }, 'https://eu-west-1.console.aws.amazon.com/s3/home?region=eu-west-1'],
    [{ service: 'SSM' }, 'https://eu-west-1.console.aws.amazon.com/systems-manager/home?region=eu-west-1'],
    [
      { service: 'constructor' },
      'https://eu-west-1.console.aws.amazon.com/constructor/home?region=eu-west-1',
    ],
    [
      { path: '/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/$252Faws$252Flambda' },
      'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/$252Faws$252Flambda',
    ],
  ])('leads %j to its page', (place, expected) => {
    expect(consolePage(site('eu-west-1'), place).href).toBe(expected)
  })

  it.each([
    '//evil.example/x',
    '/\\evil.example',
    's3/home',
    'https://evil.example',
    '',
    '/a b',
    '/a\n',
    '/ü',
  ])('refuses the path %j (T17)', (path) => {
    expect(() => consolePage(site('eu-west-1'), { path })).toThrow(
      expect.objectContaining({ code: 'request-malformed' }),
    )
  })

  it('refuses a service that is none', () => {
    for (const service of ['', 's3/home', 'a.b', '..', 'a?b', 'a'.repeat(64)]) {
      expect(() => consolePage(site('eu-west-1'), { service }), service).toThrow(
        expect.objectContaining({ code: 'request-malformed' }),
      )
    }
  })

  it('never leaves the console, whatever is asked for (T17)', () => {
    const pieces = fc.constantFrom(
      '/',
      '\\',
      '@',
      ':',
      '.',
      '..',
      '?',
      '#',
      '%2f',
      '//',
      'evil.example',
      ' ',
      's3',
    )
    const text = fc.oneof(
      fc.string(),
      fc.array(pieces).map((parts) => `/${parts.join('')}`),
    )
    fc.assert(
      fc.property(text, fc.boolean(), (given, isPath) => {
        let page: URL
        try {
          page = consolePage(site('eu-west-1'), isPath ? { path: given } : { service: given })
        } catch {
          return
        }
        expect([page.protocol, page.host, page.username]).toEqual([
          'https:',
          'eu-west-1.console.aws.amazon.com',
          '',
        ])
      }),
      { numRuns: 5_000 },
    )
  })
})
