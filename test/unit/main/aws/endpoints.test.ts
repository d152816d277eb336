import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { overridesFrom, overrideVariables } from '../../../../main/aws/endpoint-overrides.ts'
import { type EndpointQuery, loadEndpoints } from '../../../../main/aws/endpoints.ts'
import { AppError } from '../../../../main/kernel/errors.ts'

const signin = await loadEndpoints('signin')
const sso = await loadEndpoints('sso')
const ssoOidc = await loadEndpoints('sso-oidc')
const sts = await loadEndpoints('sts')
const stand = new URL('http://127.0.0.1:4801/x')

function thrownBy(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

describe('loadEndpoints', () => {
  const gov = 'us-gov-west-1'
  it.each<[EndpointQuery, string]>([
    [{ region: 'us-east-1' }, 'https://us-east-1.signin.aws.amazon.com/'],
    [{ region: 'eu-central-1' }, 'https://eu-central-1.signin.aws.amazon.com/'],
    [{ region: 'cn-north-1' }, 'https://cn-north-1.signin.amazonaws.cn/'],
    [{ region: gov }, 'https://us-gov-west-1.signin.amazonaws-us-gov.com/'],
    [{ region: 'eusc-de-east-1' }, 'https://eusc-de-east-1.signin.amazonaws-eusc.eu/'],
    [{ region: 'us-iso-east-1' }, 'https://us-iso-east-1.signin.c2shome.ic.gov/'],
    [{ region: 'us-isob-east-1' }, 'https://us-isob-east-1.signin.sc2shome.sgov.gov/'],
    [{ region: 'eu-isoe-west-1' }, 'https://eu-isoe-west-1.signin.csphome.adc-e.uk/'],
    [{ region: 'us-isof-east-1' }, 'https://us-isof-east-1.signin.csphome.hci.ic.gov/'],
    [{ region: 'moon-base-1' }, 'https://moon-base-1.signin.aws.amazon.com/'],
    [{ region: 'us-east-1', kind: 'oauth' }, 'https://us-east-1.oauth.signin.aws/'],
    [{ region: 'cn-north-1', kind: 'oauth' }, 'https://cn-north-1.signin.amazonaws.cn/'],
    [{ region: gov, kind: 'oauth' }, 'https://us-gov-west-1.signin.amazonaws-us-gov.com/'],
    [{ region: 'us-east-1', kind: 'control' }, 'https://signin.us-east-1.api.aws/'],
    [{ region: 'cn-north-1', kind: 'control' }, 'https://signin.cn-north-1.api.amazonwebservices.com.cn/'],
    [{ region: gov, kind: 'control' }, 'https://signin.us-gov-west-1.api.aws/'],
    [
      { region: 'us-east-1', kind: 'control', fips: true, dualStack: true },
      'https://signin.us-east-1.api.aws/',
    ],
    [{ region: gov, fips: true }, 'https://signin-fips.amazonaws-us-gov.com/'],
    [{ region: 'us-gov-east-1', fips: true }, 'https://us-gov-east-1.signin-fips.amazonaws-us-gov.com/'],
    [{ region: 'us-east-1', fips: true }, 'https://signin-fips.us-east-1.amazonaws.com/'],
    [{ region: 'us-east-1', dualStack: true }, 'https://signin.us-east-1.api.aws/'],
    [{ region: 'us-east-1', fips: true, dualStack: true }, 'https://signin-fips.us-east-1.api.aws/'],
  ])('finds AWS Sign-In for %j', (query, expected) => {
    expect(signin(query).href).toBe(expected)
  })

  it('finds the other services', () => {
    expect({
      oidc: ssoOidc({ region: 'us-east-1' }).host,
      oidcSovereign: ssoOidc({ region: 'eusc-de-east-1' }).host,
      oidcChina: ssoOidc({ region: 'cn-north-1' }).host,
      oidcGovFips: ssoOidc({ region: gov, fips: true }).host,
      portal: sso({ region: 'eu-west-1' }).host,
      portalDualStack: sso({ region: 'eu-west-1', dualStack: true }).host,
      tokens: sts({ region: 'eu-west-1' }).host,
      tokensFips: sts({ region: 'us-east-1', fips: true }).host,
    }).toEqual({
      oidc: 'oidc.us-east-1.amazonaws.com',
      oidcSovereign: 'oidc.eusc-de-east-1.amazonaws.eu',
      oidcChina: 'oidc.cn-north-1.amazonaws.com.cn',
      oidcGovFips: 'oidc.us-gov-west-1.amazonaws.com',
      portal: 'portal.sso.eu-west-1.amazonaws.com',
      portalDualStack: 'portal.sso.eu-west-1.api.aws',
      tokens: 'sts.eu-west-1.amazonaws.com',
      tokensFips: 'sts-fips.us-east-1.amazonaws.com',
    })
  })

  it('takes an override where AWS does, and its own for the control plane', async () => {
    const overridden = await loadEndpoints('signin', { signin: stand })
    const both = await loadEndpoints('signin', {
      signin: stand,
      'signin-control': new URL('https://c.example'),
    })
    const region = 'us-east-1'
    expect({
      data: overridden({ region }).href,
      oauth: overridden({ region, kind: 'oauth' }).href,
      control: overridden({ region, kind: 'control' }).href,
      ownControl: both({ region, kind: 'control' }).href,
      withFips: thrownBy(() => overridden({ region, fips: true })),
      oauthFips: thrownBy(() => overridden({ region, fips: true, kind: 'oauth' })),
      anotherService: (await loadEndpoints('sso', { signin: stand }))({ region }).host,
    }).toEqual({
      data: 'http://127.0.0.1:4801/x',
      oauth: 'http://127.0.0.1:4801/x',
      control: 'https://signin.us-east-1.api.aws/',
      ownControl: 'https://c.example/',
      withFips: 'endpoint-invalid',
      oauthFips: 'endpoint-invalid',
      anotherService: 'portal.sso.us-east-1.amazonaws.com',
    })
  })

  it('gives the rule’s own words where AWS has no endpoint', () => {
    expect(() => signin({ region: 'us-east-1', kind: 'oauth', fips: true })).toThrow(/FIPS.*not supported/i)
  })

  it('reads rules only: no setting of the AWS SDK, however bad, gets in the way', async () => {
    const source = new URL('../../../../main/aws/endpoints.ts', import.meta.url).href
    const script = `
      const { loadEndpoints } = await import(${JSON.stringify(source)})
      for (const service of ['signin', 'sso', 'sso-oidc', 'sts']) await loadEndpoints(service)
      await new Promise((resolve) => setTimeout(resolve, 100))
      console.log('ok')`
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--no-warnings', '--eval', script],
      { env: { PATH: process.env.PATH, AWS_DEFAULTS_MODE: 'garbage', AWS_RETRY_MODE: 'garbage' } },
    )
    expect(stdout).toBe('ok\n')
  })

  it('hands out a URL of its own each time', () => {
    const first = signin({ region: 'us-east-1' })
    first.host = 'changed.example'
    expect(signin({ region: 'us-east-1' }).host).toBe('us-east-1.signin.aws.amazon.com')
  })

  it('lets no region, whatever it says, choose the domain (T11)', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'evil.example#',
        'evil.example/',
        'a@b',
        '..',
        'us-east-1.evil',
        'xn--a',
        '',
        '-',
        '%2e',
      ),
      fc.stringMatching(/^[a-z0-9-]{1,63}$/),
    )
    fc.assert(
      fc.property(hostile, fc.constantFrom('data', 'oauth', 'control'), (region, kind) => {
        const result = thrownBy(() => signin({ region, kind }).href)
        if (result === 'region-invalid') return
        expect(new URL(String(result)).host).toMatch(
          /(?:\.signin\.aws\.amazon\.com|\.oauth\.signin\.aws|\.api\.aws|\.amazonaws\.cn|\.amazonwebservices\.com\.cn|-us-gov\.com|\.amazonaws-eusc\.eu|\.ic\.gov|\.sgov\.gov|\.adc-e\.uk|\.amazonwebservices\.eu|\.aws\.scloud)$/,
        )
      }),
      { numRuns: 2000 },
    )
  })

  it.each(['', 'US-EAST-1', 'us east', 'us-east-1.evil.example', 'a'.repeat(64), 'us-east-1\n'])(
    'refuses %j as a region (T11)',
    (region) => {
      expect(thrownBy(() => signin({ region }))).toBe('region-invalid')
    },
  )
})

describe('overridesFrom', () => {
  const hrefs = (env: Record<string, string>) =>
    Object.fromEntries(Object.entries(overridesFrom(env)).map(([service, url]) => [service, url.href]))

  it('takes a service’s own name before the common one, and ours for what AWS has no name for', () => {
    expect([
      hrefs({}),
      hrefs({ AWS_ENDPOINT_URL: 'http://127.0.0.1:9/x', AWS_ENDPOINT_URL_SSO_OIDC: 'https://oidc.example' }),
      hrefs({ SIGNET_ENDPOINT_URL_SIGNIN_CONTROL: 'http://[::1]:9', AWS_ENDPOINT_URL_SIGNIN: '' }),
      hrefs({ SIGNET_ENDPOINT_URL_FEDERATION: 'http://127.0.0.1:9' }),
    ]).toEqual([
      {},
      {
        signin: 'http://127.0.0.1:9/x',
        sso: 'http://127.0.0.1:9/x',
        'sso-oidc': 'https://oidc.example/',
        sts: 'http://127.0.0.1:9/x',
      },
      { 'signin-control': 'http://[::1]:9/' },
      { federation: 'http://127.0.0.1:9/' },
    ])
  })

  it('leaves AWS’s names alone when they are to be ignored', () => {
    const env = { AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'True' }
    expect(hrefs(env)).toEqual({})
  })

  it.each([
    'http://signin.example.com',
    'http://127.0.0.1.evil.example/',
    'http://localhost.evil.example/',
    'https://user:canary@signin.example.com',
    'https://canary@signin.example.com',
    'https://:canary@signin.example.com',
    'https://signin.example.com/?canary',
    'https://signin.example.com/#canary',
    'ftp://127.0.0.1/',
    'canary',
  ])('refuses %j by name, and shows nothing of it (T11)', (value) => {
    for (const name of [
      ...['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_STS'],
      ...['SIGNET_ENDPOINT_URL_SIGNIN_CONTROL', 'SIGNET_ENDPOINT_URL_FEDERATION'],
    ]) {
      let thrown: unknown
      try {
        overridesFrom({ [name]: value })
      } catch (error) {
        thrown = error
      }
      expect(thrown).toMatchObject({ code: 'endpoint-invalid', remedy: 'fix-config' })
      expect(String(thrown)).toContain(name)
      expect(String(thrown)).not.toContain('canary')
    }
  })
})

describe('overrideVariables', () => {
  it('names what set each override, to be taken away by whoever did not set it', () => {
    const env = { AWS_ENDPOINT_URL: 'https://all.example', AWS_ENDPOINT_URL_STS: 'https://sts.example' }
    const named = overrideVariables(env)
    expect(Object.keys(overridesFrom(env)).map((service) => [service, named[service]])).toEqual([
      ['signin', 'AWS_ENDPOINT_URL'],
      ['sso', 'AWS_ENDPOINT_URL'],
      ['sso-oidc', 'AWS_ENDPOINT_URL'],
      ['sts', 'AWS_ENDPOINT_URL_STS'],
    ])
  })
})
