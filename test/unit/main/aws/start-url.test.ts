import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import { resolveStartUrl } from '../../../../main/aws/start-url.ts'
import { nodeHttp } from '../../../../main/hosts/node/http.ts'
import { UnavailableError } from '../../../../main/kernel/errors.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'
import { type FakeAnswer, FakeHttp } from '../../../fakes/fake-http.ts'

const portal = 'https://d-1234567890.awsapps.com/start'
const reply = (status: number, location?: string) => ({
  status,
  headers: { ...(location === undefined ? {} : { location }) } as Record<string, string>,
  body: new Uint8Array(),
})

async function resolve(startUrl: string, ...script: FakeAnswer[]) {
  const http = new FakeHttp(...script)
  const clock = new FakeClock()
  const outcome: unknown = await resolveStartUrl(startUrl, { http, clock }).catch((error: unknown) => error)
  const asked = http.requests.map(({ method, url }) => `${method} ${url.href}`)
  expect(clock.scheduled).toBe(0)
  return { outcome, asked }
}
const invalid = { name: 'InputError', code: 'start-url-invalid', remedy: 'fix-config' }

describe('resolveStartUrl', () => {
  it.each([
    [portal, portal, undefined],
    [`  ${portal}\n`, portal, undefined],
    [`${portal}/`, `${portal}/`, undefined],
    [`${portal}#`, portal, undefined],
    [`${portal}/#/?tab=accounts`, portal, undefined],
    ['https://D-1234567890.AwsApps.com/start', portal, undefined],
    ['https://d-1.awsapps.cn/start', 'https://d-1.awsapps.cn/start', undefined],
    [
      'https://start.us-gov-home.awsapps.com/directory/d-1',
      'https://start.us-gov-home.awsapps.com/directory/d-1',
      undefined,
    ],
    ['https://ssoins-1.portal.eu-west-1.app.aws', 'https://ssoins-1.portal.eu-west-1.app.aws', 'eu-west-1'],
    ['https://ssoins-1.portal.eu-west-1.app.aws/', 'https://ssoins-1.portal.eu-west-1.app.aws/', 'eu-west-1'],
    [
      'https://ssoins-1.us-east-2.portal.amazonaws.com',
      'https://ssoins-1.us-east-2.portal.amazonaws.com',
      'us-east-2',
    ],
    [
      'https://s.cn-north-1.portal.amazonaws.com.cn',
      'https://s.cn-north-1.portal.amazonaws.com.cn',
      'cn-north-1',
    ],
    [
      'https://s.portal.cn-north-1.app.amazonwebservices.com.cn',
      'https://s.portal.cn-north-1.app.amazonwebservices.com.cn',
      'cn-north-1',
    ],
    [
      'https://s.eusc-de-east-1.portal.amazonaws.eu',
      'https://s.eusc-de-east-1.portal.amazonaws.eu',
      'eusc-de-east-1',
    ],
    [
      'https://s.portal.eusc-de-east-1.api.amazonwebservices.eu',
      'https://s.portal.eusc-de-east-1.api.amazonwebservices.eu',
      'eusc-de-east-1',
    ],
    [
      'https://s.us-gov-west-1.portal.amazonaws.com',
      'https://s.us-gov-west-1.portal.amazonaws.com',
      'us-gov-west-1',
    ],
    [
      'https://identitycenter.amazonaws.com/ssoins-1',
      'https://identitycenter.amazonaws.com/ssoins-1',
      undefined,
    ],
    [
      'https://identitycenter.us-gov.amazonaws.com/ssoins-1',
      'https://identitycenter.us-gov.amazonaws.com/ssoins-1',
      undefined,
    ],
    ['https://us-east-1.awsapps.com/start', 'https://us-east-1.awsapps.com/start', undefined],
    ['https://a.b.portal.amazonaws.com/start', 'https://a.b.portal.amazonaws.com/start', undefined],
  ])('takes AWS’s own %j as it is, and asks nobody', async (startUrl, resolved, region) => {
    expect(await resolve(startUrl)).toEqual({ outcome: { startUrl: resolved, region }, asked: [] })
  })

  it.each([
    '',
    'd-1234567890.awsapps.com/start',
    'http://d-1234567890.awsapps.com/start',
    'file:///etc/passwd',
    'https://user:password@d-1234567890.awsapps.com/start',
    'https://user@d-1234567890.awsapps.com/start',
    'https://d-1234567890.aws\napps.com/start',
    'https://d-1234567890.awsapps.com/st art',
    `${portal}/${'x'.repeat(2048)}`,
  ])('refuses %j, and asks nobody', async (startUrl) => {
    const { outcome, asked } = await resolve(startUrl)
    expect(outcome).toMatchObject({
      ...invalid,
      message: expect.stringMatching(/^The start URL must be .+\. Copy /),
    })
    expect([asked, String(outcome).includes('password')]).toEqual([[], false])
  })

  it.each([
    'https://awsapps.com/start',
    'https://evilawsapps.com/start',
    'https://awsapps.com.evil.example/start',
    'https://evil.example/d-1.awsapps.com/start',
    'https://evil.example\\.awsapps.com/start',
    'https://evil.example?.awsapps.com',
    'https://x.identitycenter.amazonaws.com/start',
    'https://x.amazonaws.com/start',
  ])('does not take %j for one of AWS’s', async (startUrl) => {
    const { outcome, asked } = await resolve(startUrl, reply(200))
    expect(outcome).toMatchObject(invalid)
    expect(asked.length).toBe(1)
  })

  it.each([301, 302, 303, 307, 308])(
    'follows the one redirect of a vanity address with %i',
    async (status) => {
      const target = 'https://ssoins-1.portal.eu-west-1.app.aws/#/'
      expect(await resolve('https://sso.example.com/', reply(status, target))).toEqual({
        outcome: { startUrl: 'https://ssoins-1.portal.eu-west-1.app.aws', region: 'eu-west-1' },
        asked: ['HEAD https://sso.example.com/'],
      })
    },
  )

  it.each([405, 501])('asks with GET where HEAD gets %i', async (status) => {
    expect(await resolve('https://sso.example.com/a?b=c', reply(status), reply(302, portal))).toEqual({
      outcome: { startUrl: portal, region: undefined },
      asked: ['HEAD https://sso.example.com/a?b=c', 'GET https://sso.example.com/a?b=c'],
    })
  })

  it.each<[string, FakeAnswer[]]>([
    ['over http', [reply(302, 'http://d-1234567890.awsapps.com/start')]],
    ['to itself', [reply(302, '/start')]],
    ['to another host', [reply(302, 'https://login.example.com/')]],
    ['to another host that leads to AWS', [reply(302, 'https://b.example.com/'), reply(302, portal)]],
    ['to no address', [reply(302, 'https://')]],
    ['with a password', [reply(302, 'https://a:b@d-1234567890.awsapps.com/start')]],
    ['nowhere, with a 302', [reply(302)]],
    ['nowhere, with a page', [reply(200)]],
    ['nowhere, with a 404', [reply(404)]],
    ['nowhere, after a GET', [reply(405), reply(405)]],
  ])('refuses an address that leads %s', async (_, script) => {
    const { outcome } = await resolve('https://sso.example.com/', ...script)
    expect(outcome).toMatchObject({
      ...invalid,
      message: expect.stringMatching(/^sso\.example\.com .+ Copy the AWS/),
    })
  })

  it.each([
    [407, 'network-down'],
    [429, 'server-error'],
    [503, 'server-error'],
  ])('says that it is the moment, with %i', async (status, code) => {
    const { outcome } = await resolve('https://sso.example.com/', reply(status))
    expect(outcome).toMatchObject({ code, remedy: 'retry' })
  })

  it('passes on what the network did', async () => {
    const down = new UnavailableError('network-down', 'down')
    expect((await resolve('https://sso.example.com/', down)).outcome).toBe(down)
  })

  it('waits ten seconds in all, and ends with its signal', async () => {
    const hang: FakeAnswer = ({ signal }) =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
    const clock = new FakeClock()
    const slow = resolveStartUrl('https://sso.example.com/', { clock, http: new FakeHttp(hang) })
    const late = expect(slow).rejects.toMatchObject({ code: 'timed-out', remedy: 'retry' })
    await clock.advance(9_999)
    expect(clock.scheduled).toBe(1)
    await clock.advance(1)
    await late
    const reason = new Error('cancelled')
    const controller = new AbortController()
    const { signal } = controller
    const http = new FakeHttp(hang)
    const cancelled = expect(
      resolveStartUrl('https://sso.example.com/', { clock, http }, { signal }),
    ).rejects.toBe(reason)
    controller.abort(reason)
    await cancelled
    await expect(resolveStartUrl('https://sso.example.com/', { clock, http }, { signal })).rejects.toBe(
      reason,
    )
    expect([http.requests.length, clock.scheduled]).toEqual([1, 0])
  })
})

describe('nodeHttp, HEAD', () => {
  it('gives status and headers, with no body and no redirect followed', async () => {
    const asked: string[] = []
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`)
      response.writeHead(302, { location: portal, 'content-length': 1234 }).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const http = nodeHttp({ env: {} })
    const url = new URL(`http://127.0.0.1:${port}/a?b`)
    const { status, headers, body } = await http.send({ method: 'HEAD', url, headers: {} })
    await http.close()
    server.close()
    expect([status, headers.location, body.length, asked]).toEqual([302, portal, 0, ['HEAD /a?b']])
  })
})
