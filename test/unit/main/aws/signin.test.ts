import { describe, expect, it } from 'vitest'
import { NotSent } from '../../../../main/aws/not-sent.ts'
import type { SigninGrant } from '../../../../main/aws/signin.ts'
import { AppError, UnavailableError } from '../../../../main/kernel/errors.ts'
import type { HttpRequest } from '../../../../main/kernel/ports/http.ts'
import { generateDpopKey } from '../../../../main/oauth/dpop.ts'
import { readProof } from '../../../conformance/read-proof.ts'
import { type FakeAnswer, jsonReply, sentJson } from '../../../fakes/fake-http.ts'
import { signinRig } from '../../../fakes/signin-rig.ts'

const key = await generateDpopKey()
const rig = (...script: FakeAnswer[]) => signinRig(key, ...script)

const clientId = 'arn:aws:signin:::devtools/same-device'
const date = 'Fri, 02 Jan 2026 03:04:05 GMT'
const now = Date.parse(date)

const refreshGrant: SigninGrant = { grantType: 'refresh_token', clientId, refreshToken: 'refresh-1' }
const codeGrant: SigninGrant = {
  grantType: 'authorization_code',
  clientId,
  code: 'ABC-123',
  codeVerifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  redirectUri: 'http://127.0.0.1:53682/oauth/callback',
}
const accessToken = { accessKeyId: 'ASIAEXAMPLE000000001', secretAccessKey: 's3cr3t', sessionToken: 'IQoJ' }
const tokenBody = { accessToken, tokenType: 'aws_sigv4', expiresIn: 900, refreshToken: 'refresh-2' }
const granted = jsonReply(200, tokenBody, { date })
const refused = (status: number, type: string, error: string, headers: Record<string, string> = {}) =>
  jsonReply(status, { error, message: 'canary' }, { date, 'x-amzn-errortype': type, ...headers })
const fault = (code: 'network-down' | 'timed-out' | 'tls-untrusted' | 'server-error', cause?: unknown) =>
  new UnavailableError(code, code, { cause })

async function codeOf(call: Promise<unknown>): Promise<string> {
  const thrown: unknown = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(thrown instanceof AppError)) throw thrown ?? new TypeError('it went through')
  expect(`${thrown.message}${thrown.stack}${String(thrown.cause)}`).not.toContain('canary')
  return thrown.code
}

const proofOf = (request: HttpRequest | undefined) => readProof(request?.headers.dpop ?? '')
const issuedAt = (request: HttpRequest | undefined) => Number(proofOf(request).claims.iat) * 1000

describe('signinClient, createToken', () => {
  it('refreshes: one unsigned POST with the flat body and a proof; the reply in our terms', async () => {
    const { http, createToken } = rig(granted)
    const tokens = await createToken(refreshGrant)
    const request = http.requests[0]
    const { dpop, ...headers } = request?.headers ?? {}
    expect({
      tokens,
      headers,
      method: request?.method,
      url: request?.url.href,
      body: sentJson(request),
    }).toEqual({
      tokens: {
        accessToken,
        tokenType: 'aws_sigv4',
        expiresInSeconds: 900,
        refreshToken: 'refresh-2',
        idToken: undefined,
        expiration: now + 900_000,
      },
      headers: { accept: 'application/json', 'content-type': 'application/json', 'user-agent': 'signet' },
      method: 'POST',
      url: 'https://us-east-1.signin.aws.amazon.com/v1/token',
      body: { clientId, grantType: 'refresh_token', refreshToken: 'refresh-1' },
    })
    expect(proofOf(request)).toMatchObject({
      verified: true,
      claims: { htm: 'POST', htu: request?.url.href, iat: now / 1000 },
    })
  })

  it('redeems a code, with every member of the grant and the ID token', async () => {
    const { http, createToken } = rig(jsonReply(200, { ...tokenBody, idToken: 'e.e.e', later: 1 }, { date }))
    const { idToken } = await createToken(codeGrant)
    expect({ idToken, body: sentJson(http.requests[0]) }).toEqual({ idToken: 'e.e.e', body: codeGrant })
  })

  it('says when credentials end by AWS’s clock, not ours (R10)', async () => {
    const ahead = jsonReply(200, tokenBody, { date: 'Fri, 02 Jan 2026 04:04:05 GMT' })
    const { createToken } = rig(ahead)
    expect((await createToken(refreshGrant)).expiration).toBe(now + 3_600_000 + 900_000)
  })

  it.each([
    ['no object', '[]'],
    ['no members', {}],
    ['no refresh token', { ...tokenBody, refreshToken: undefined }],
    ['a refresh token that is too long', { ...tokenBody, refreshToken: 'x'.repeat(2049) }],
    ['an empty refresh token', { ...tokenBody, refreshToken: '' }],
    [
      'a line break in a credential',
      { ...tokenBody, accessToken: { ...accessToken, secretAccessKey: 'a\nb' } },
    ],
    ['a credential of another type', { ...tokenBody, accessToken: { ...accessToken, sessionToken: 1 } }],
    ['no life', { ...tokenBody, expiresIn: 0 }],
    ['too long a life', { ...tokenBody, expiresIn: 901 }],
    ['half a second of life', { ...tokenBody, expiresIn: 0.5 }],
    ['a life in words', { ...tokenBody, expiresIn: '900' }],
    ['a huge life', `{"expiresIn":1e999}`],
    ['text that is not JSON', '{"accessToken":'],
  ])('refuses a reply with %s (R19)', async (_, body) => {
    const { http, createToken } = rig(jsonReply(200, body, { date }))
    expect([await codeOf(createToken(refreshGrant)), http.requests.length]).toEqual(['response-malformed', 1])
  })

  it('takes a reply with a byte order mark, or with a member twice, as JSON has it (R19)', async () => {
    const marked = jsonReply(200, `\ufeff${JSON.stringify(tokenBody)}`, { date })
    const twice = jsonReply(200, JSON.stringify(tokenBody).replace('{', '{"expiresIn":1,'), { date })
    const both = [await rig(marked).createToken(refreshGrant), await rig(twice).createToken(refreshGrant)]
    expect(both.map(({ expiresInSeconds }) => expiresInSeconds)).toEqual([900, 900])
  })

  it('ends at once when its signal is aborted, and asks nothing', async () => {
    const reason = new Error('cancelled')
    const { http, createToken } = rig()
    await expect(createToken(refreshGrant, AbortSignal.abort(reason))).rejects.toBe(reason)
    expect(http.requests).toEqual([])
  })

  it('ends a wait between tries when its signal is aborted', async () => {
    const reason = new Error('cancelled')
    const controller = new AbortController()
    const failing = () => {
      queueMicrotask(() => setImmediate(() => controller.abort(reason)))
      return jsonReply(500, '')
    }
    const { http, clock, client } = rig(failing)
    const call = client.createToken(refreshGrant, { key, region: 'us-east-1', signal: controller.signal })
    await expect(call).rejects.toBe(reason)
    expect([http.requests.length, clock.scheduled]).toEqual([1, 0])
  })
})

describe('signinClient, when to try again', () => {
  const passing: readonly (readonly [string, FakeAnswer])[] = [
    ['500', refused(500, 'InternalServerException', 'server_error')],
    ['502 with a page', { status: 502, headers: { 'content-type': 'text/html' }, body: new Uint8Array(9) }],
    ['503 with nothing', { status: 503, headers: {}, body: new Uint8Array() }],
    ['429', refused(429, 'TooManyRequestsError', 'INVALID_REQUEST')],
    ['429 told as 400', refused(400, 'TooManyRequestsError', 'INVALID_REQUEST')],
    ['a connection that broke off', fault('network-down')],
  ]

  it.each(passing)(
    'refreshes again after %s, with the same token and a fresh proof (R17, R18)',
    async (_, answer) => {
      const { http, createToken } = rig(answer, answer, granted)
      await createToken(refreshGrant)
      const jtis = http.requests.map((request) => proofOf(request).claims.jti)
      expect(http.requests.map(sentJson)).toEqual(
        Array(3).fill({ clientId, grantType: 'refresh_token', refreshToken: 'refresh-1' }),
      )
      expect(new Set(jtis).size).toBe(3)
    },
  )

  it.each(passing)('gives up after three times %s (R18)', async (_, answer) => {
    const { http, createToken } = rig(answer, answer, answer)
    expect(await codeOf(createToken(refreshGrant))).toMatch(/^(?:server-error|throttled|network-down)$/)
    expect(http.requests.length).toBe(3)
  })

  it.each(passing)('does not redeem a code again after %s: AWS may have taken it', async (_, answer) => {
    const { http, createToken } = rig(answer)
    await codeOf(createToken(codeGrant))
    expect(http.requests.length).toBe(1)
  })

  it('redeems a code again when nothing of the request had left', async () => {
    const { http, createToken } = rig(fault('network-down', new NotSent('ECONNREFUSED')), granted)
    await createToken(codeGrant)
    expect(http.requests.length).toBe(2)
  })

  it.each(['timed-out', 'tls-untrusted'] as const)('does not try again when it is %s', async (code) => {
    const { http, createToken } = rig(fault(code, new NotSent('')))
    expect([await codeOf(createToken(refreshGrant)), http.requests.length]).toEqual([code, 1])
  })

  it('waits between tries, longer each time, never the same', async () => {
    const waits: number[] = []
    const { clock, http, client } = rig(...Array<FakeAnswer>(3).fill(jsonReply(500, '')))
    const call = client.createToken(refreshGrant, { key, region: 'us-east-1' }).catch(() => undefined)
    while (http.left > 0) {
      await clock.advance(0)
      const wait = clock.untilNext()
      if (wait === undefined) continue
      waits.push(wait)
      await clock.advance(wait)
    }
    await call
    const [first = -1, second = -1] = waits
    expect(waits.length).toBe(2)
    expect(first >= 0 && first < 400 && second >= 0 && second < 800 && first !== second).toBe(true)
  })

  it.each([
    ['a short wait in seconds', '1', 2, 1000],
    ['a date within patience', 'Fri, 02 Jan 2026 03:04:07 GMT', 2, 2000],
  ])('sits out %s (R17)', async (_, header, requests, least) => {
    const { http, clock, createToken } = rig(
      refused(429, 'TooManyRequestsError', '', { 'retry-after': header }),
      granted,
    )
    await createToken(refreshGrant)
    expect(http.requests.length).toBe(requests)
    expect(clock.elapsed()).toBeGreaterThanOrEqual(least)
  })

  it.each([
    ['30', 30],
    ['Fri, 02 Jan 2026 03:05:05 GMT', 60],
    ['86400', 300],
    ['Sat, 03 Jan 2026 03:04:05 GMT', 300],
  ])('hands a longer wait (%s) to the caller, five minutes at most (R17)', async (header, seconds) => {
    const { http, createToken } = rig(refused(429, 'TooManyRequestsError', '', { 'retry-after': header }))
    const thrown: unknown = await createToken(refreshGrant).catch((error: unknown) => error)
    expect(thrown).toMatchObject({ code: 'throttled', retryAfterSeconds: seconds, remedy: 'retry' })
    expect(http.requests.length).toBe(1)
  })

  it.each(['soon', '-5', '', 'Fri, 02 Jan 1970 03:04:05 GMT', '9'.repeat(400)])(
    'makes nothing of a Retry-After of %j (R17)',
    async (header) => {
      const { http, createToken } = rig(
        refused(429, 'TooManyRequestsError', '', { 'retry-after': header }),
        granted,
      )
      await createToken(refreshGrant)
      expect(http.requests.length).toBe(2)
    },
  )
})

describe('signinClient, with a clock that is wrong', () => {
  const hourAhead = 'Fri, 02 Jan 2026 04:04:05 GMT'
  const expired = (time: string) => refused(401, 'AccessDeniedException', 'TOKEN_EXPIRED', { date: time })

  it.each([
    ['TOKEN_EXPIRED', expired(hourAhead)],
    [
      'a bare AccessDenied',
      jsonReply(403, {}, { date: hourAhead, 'x-amzn-errortype': 'AccessDeniedException' }),
    ],
    ['INVALID_REQUEST', refused(400, 'ValidationException', 'INVALID_REQUEST', { date: hourAhead })],
  ])('asks once more by AWS’s clock after %s (R10)', async (_, answer) => {
    for (const grant of [refreshGrant, codeGrant]) {
      const { http, createToken } = rig(answer, jsonReply(200, tokenBody, { date: hourAhead }))
      await createToken(grant)
      expect(http.requests.map(issuedAt)).toEqual([now, Date.parse(hourAhead)])
    }
  })

  it('does not ask more than once more, and tells of the clock (R10)', async () => {
    const { http, createToken } = rig(expired(hourAhead), expired('Fri, 02 Jan 2026 05:04:05 GMT'))
    const thrown: unknown = await createToken(refreshGrant).catch((error: unknown) => error)
    expect(thrown).toMatchObject({
      code: 'session-expired',
      message: expect.stringMatching(/120 minutes behind/),
    })
    expect(http.requests.length).toBe(2)
  })

  it('believes a refusal whose time agrees, or that names another reason (R10)', async () => {
    const code = refused(401, 'AccessDeniedException', 'AUTHCODE_EXPIRED', { date: hourAhead })
    const calls = [rig(expired(date)), rig(code)]
    const codes = await Promise.all(calls.map(({ createToken }) => codeOf(createToken(refreshGrant))))
    expect(codes).toEqual(['session-expired', 'sign-in-expired'])
    expect(calls.map(({ http }) => http.requests.length)).toEqual([1, 1])
  })

  it('keeps to AWS’s clock in the next call, even if ours is set meanwhile (R9, R10)', async () => {
    const { http, clock, createToken } = rig(granted, granted)
    await createToken(refreshGrant)
    clock.setWall(now - 86_400_000)
    await createToken(refreshGrant)
    expect(http.requests.map(issuedAt)).toEqual([now, now])
  })
})

describe('signinClient, when a nonce is demanded', () => {
  const demand = (status: number, nonce: string) =>
    jsonReply(status, { error: 'use_dpop_nonce' }, { date, 'dpop-nonce': nonce })

  it.each([400, 401])(
    'repeats a request that got %i once, with the nonce (RFC 9449, section 8)',
    async (status) => {
      for (const grant of [refreshGrant, codeGrant]) {
        const { http, createToken } = rig(demand(status, 'nonce-1'), granted)
        await createToken(grant)
        expect(http.requests.map((request) => proofOf(request).claims.nonce)).toEqual([undefined, 'nonce-1'])
      }
    },
  )

  it('does not play along twice, nor with a nonce that is none', async () => {
    const twice = rig(demand(400, 'nonce-1'), demand(400, 'nonce-2'))
    const bad = [rig(demand(400, 'a b')), rig(demand(400, '')), rig(demand(403, 'nonce-1'))]
    expect(await codeOf(twice.createToken(refreshGrant))).toBe('invalid-request')
    for (const { createToken } of bad) await codeOf(createToken(refreshGrant))
    expect([twice, ...bad].map(({ http }) => http.requests.length)).toEqual([2, 1, 1, 1])
  })
})
