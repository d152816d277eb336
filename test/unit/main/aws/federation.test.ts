import { describe, expect, it } from 'vitest'
import { consolePage, consoleSite } from '../../../../main/aws/console-site.ts'
import { loadEndpoints } from '../../../../main/aws/endpoints.ts'
import { federation } from '../../../../main/aws/federation.ts'
import { serverTime } from '../../../../main/aws/server-time.ts'
import { AppError, UnavailableError } from '../../../../main/kernel/errors.ts'
import { Secret } from '../../../../main/kernel/secret.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'
import { type FakeAnswer, FakeHttp, jsonReply } from '../../../fakes/fake-http.ts'
import { SeededRandom } from '../../../fakes/seeded-random.ts'

const site = consoleSite(await loadEndpoints('signin'), 'eu-central-1')
const credentials = {
  accessKeyId: 'ASIACANARY',
  secretAccessKey: 'canary/+=&?"',
  sessionToken: 'canary/token+==',
  expiration: 0,
  accountId: '111122223333',
}
const given = jsonReply(200, { SigninToken: 'token-_canary' })
const page = (status: number) => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: new TextEncoder().encode('<html><title>400</title>canary/token+== is not good</html>'),
})

function rig(...script: FakeAnswer[]) {
  const clock = new FakeClock()
  const http = new FakeHttp(...script)
  const ports = { http, serverTime: serverTime(clock), clock, random: new SeededRandom() }
  const make = (override?: string) => federation(ports, override ? new URL(override) : undefined)
  /** Lets the waits between tries pass. */
  const ended = async <T>(running: Promise<T>): Promise<T> => {
    const state = { over: false }
    const watched = running.finally(() => {
      state.over = true
    })
    watched.catch(() => undefined)
    while (!state.over) await clock.advance(1_000)
    return watched
  }
  const asked = () => http.requests.map(({ url }) => Object.fromEntries(url.searchParams))
  return { http, make, ended, asked }
}

async function thrownBy(promise: Promise<unknown>): Promise<AppError> {
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (thrown instanceof AppError) return thrown
  throw new Error('nothing was thrown')
}

describe('federation.signinToken', () => {
  it('asks by GET at the Sign-In host of the region, with the three members of the session', async () => {
    const { http, make, ended, asked } = rig(given)
    const token = await ended(make().signinToken({ site, credentials }))
    expect([token.token.reveal(), token.isLengthTaken]).toEqual(['token-_canary', false])
    const [request] = http.requests
    expect([request?.method, request?.url.origin, request?.url.pathname, request?.body]).toEqual([
      'GET',
      'https://eu-central-1.signin.aws.amazon.com',
      '/federation',
      undefined,
    ])
    expect(asked()).toEqual([
      {
        Action: 'getSigninToken',
        Session: JSON.stringify({
          sessionId: 'ASIACANARY',
          sessionKey: 'canary/+=&?"',
          sessionToken: 'canary/token+==',
        }),
      },
    ])
    // Nothing of it is left bare, where a server could read a plus as a space.
    expect(request?.url.search).not.toMatch(/[+"{} ]/)
  })

  it('asks for a length with a capital S, and once more without it after a 400', async () => {
    const { make, ended, asked } = rig(page(400), given)
    const token = await ended(make().signinToken({ site, credentials, sessionSeconds: 43_200 }))
    expect(token.isLengthTaken).toBe(false)
    expect(asked().map(({ SessionDuration }) => SessionDuration)).toEqual(['43200', undefined])

    const taken = rig(given)
    const one = await taken.ended(taken.make().signinToken({ site, credentials, sessionSeconds: 900 }))
    expect([one.isLengthTaken, taken.asked()[0]?.SessionDuration]).toEqual([true, '900'])
  })

  it('gives up after the second 400, and after the first where no length was asked for', async () => {
    const twice = rig(page(400), page(400))
    const once = rig(page(400))
    const errors = [
      await thrownBy(twice.ended(twice.make().signinToken({ site, credentials, sessionSeconds: 900 }))),
      await thrownBy(once.ended(once.make().signinToken({ site, credentials }))),
    ]
    expect(errors.map(({ code }) => code)).toEqual(['invalid-request', 'invalid-request'])
    expect([twice.http.left, once.http.left]).toEqual([0, 0])
  })

  it.each<[string, FakeAnswer[], string]>([
    ['a page that says no', [page(403)], 'access-denied'],
    ['a page in place of JSON', [page(200)], 'network-down'],
    ['a redirect', [page(302)], 'network-down'],
    ['a proxy that wants a sign-in', [page(407)], 'network-down'],
    ['a network that does', [page(511)], 'network-down'],
    ['too many requests', [page(429), page(429), page(429)], 'throttled'],
    ['a fault of AWS', [page(500), page(503), page(500)], 'server-error'],
    ['JSON without a token', [jsonReply(200, {})], 'response-malformed'],
    ['a token that is none', [jsonReply(200, { SigninToken: 'a b' })], 'response-malformed'],
    [
      'no network',
      Array.from({ length: 3 }, () => new UnavailableError('network-down', 'Down.')),
      'network-down',
    ],
  ])(
    'explains %s by its status alone, without a word of what was sent (R19, T23)',
    async (_, script, code) => {
      const { make, ended } = rig(...script)
      const error = await thrownBy(ended(make().signinToken({ site, credentials })))
      expect(error.code).toBe(code)
      expect(JSON.stringify([error.message, String(error.cause), error.stack])).not.toMatch(
        /canary|Session=/i,
      )
    },
  )

  it('goes to the override, and its path stays', async () => {
    const { http, make, ended } = rig(given)
    await ended(make('http://127.0.0.1:4800/x').signinToken({ site, credentials }))
    expect(http.requests[0]?.url.href).toMatch(/^http:\/\/127\.0\.0\.1:4800\/x\/federation\?Action=/)
  })
})

describe('federation.loginUrl', () => {
  const input = {
    site,
    token: new Secret('token-_~+/=&'),
    issuer: 'https://d-1.awsapps.com/start',
    destination: consolePage(site, { path: '/a?b=c%20d&e#f=g/h' }),
    signOutFirst: false,
  }

  it('has the destination encoded once', () => {
    const url = rig().make().loginUrl(input)
    expect(url.href).toBe(
      'https://eu-central-1.signin.aws.amazon.com/federation?Action=login' +
        '&Issuer=https%3A%2F%2Fd-1.awsapps.com%2Fstart' +
        '&Destination=https%3A%2F%2Feu-central-1.console.aws.amazon.com%2Fa%3Fb%3Dc%2520d%26e%23f%3Dg%2Fh' +
        '&SigninToken=token-_~%2B%2F%3D%26',
    )
    expect(url.searchParams.get('Destination')).toBe(input.destination.href)
  })

  it('goes by way of a sign-out where that is wanted', () => {
    const make = rig().make()
    const url = make.loginUrl({ ...input, signOutFirst: true })
    expect([url.origin, url.pathname, Object.fromEntries(url.searchParams)]).toEqual([
      'https://eu-central-1.signin.aws.amazon.com',
      '/oauth',
      { Action: 'logout', redirect_uri: make.loginUrl(input).href },
    ])
  })
})
