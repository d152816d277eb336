import { request } from 'node:http'
import { request as secureRequest } from 'node:https'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FaultRule, FaultScript, parseFaultRule } from '../../aws/faults.ts'
import { sameDevice } from '../../aws/signin/authorize-request.ts'
import { type StandIn, startStandIn } from '../../aws/stand-in.ts'
import { dpopProof, newProofKey, refresh, signIn } from '../../aws/test-client.ts'
import { testAuthority } from '../../fakes/certificates.ts'

let standIn: StandIn
let base: string
beforeEach(async () => {
  standIn = await startStandIn()
  base = standIn.env.AWS_ENDPOINT_URL_SIGNIN ?? ''
})
afterEach(() => standIn.close())

/** Posts nothing to `/v1/token`; its honest answer is a refusal with status 400. */
function call(signal?: AbortSignal): Promise<Response> {
  const init = { method: 'POST', redirect: 'manual', body: '{}' } as const
  return fetch(`${base}/v1/token`, signal ? { ...init, signal } : init)
}

describe('FaultScript', () => {
  it('strikes in order, as often as told, after as many as told, and only the operation named', () => {
    const script = new FaultScript()
    script.set([
      { operation: 'token', after: 1, times: 2, fault: { kind: 'drop' } },
      { operation: 'any', fault: { kind: 'hang' } },
      { operation: 'sts', times: 'always', fault: { kind: 'endless' } },
    ])
    const calls = ['token', 'token', 'sts', 'token', 'sts', 'token', 'sts'] as const
    expect([calls.map((operation) => script.next(operation)?.fault?.kind), script.pending]).toEqual([
      ['hang', 'drop', 'endless', 'drop', 'endless', undefined, 'endless'],
      1,
    ])
  })
})

describe('parseFaultRule', () => {
  it.each<FaultRule>([
    { operation: 'token', fault: { kind: 'drop-after' } },
    { operation: 'any', times: 'always', delayInMilliseconds: 5, dateSkewInSeconds: -3.5 },
    {
      operation: 'sts',
      after: 2,
      times: 3,
      fault: { kind: 'reply', status: 503, headers: { A: 'b' }, body: '' },
    },
  ])('reads %j', (rule) => {
    expect(parseFaultRule(JSON.parse(JSON.stringify(rule)))).toEqual(rule)
  })

  it.each<[value: unknown, message: string]>([
    [null, 'A rule is an object.'],
    [{}, 'rule.operation cannot be undefined.'],
    [{ operation: 'nothing' }, 'rule.operation cannot be "nothing".'],
    [{ operation: 'token', times: 0 }, 'rule.times cannot be 0.'],
    [{ operation: 'token', delay: 1 }, 'A rule has no member delay.'],
    [{ operation: 'token', fault: { kind: 'boom' } }, 'There is no fault of the kind "boom".'],
    [{ operation: 'token', fault: { kind: 'constructor' } }, 'There is no fault of the kind "constructor".'],
    [{ operation: 'token', fault: { kind: 'drip' } }, 'drip.millisecondsPerByte cannot be undefined.'],
    [{ operation: 'token', fault: { kind: 'reply', status: 99 } }, 'reply.status cannot be 99.'],
    [{ operation: 'token', fault: { kind: 'drop', status: 1 } }, 'A drop has no member status.'],
  ])('refuses %j', (value, message) => {
    expect(() => parseFaultRule(value)).toThrow(new TypeError(message))
  })
})

describe('faults on the wire', () => {
  it('answers what it is told, once', async () => {
    standIn.faults.add({
      operation: 'token',
      fault: { kind: 'reply', status: 503, headers: { 'Content-Type': 'text/html' }, body: '<h1>503</h1>' },
    })
    const replies = [await call(), await call()]
    expect(replies.map(({ status }) => status)).toEqual([503, 400])
    expect(standIn.counters.snapshot().token).toEqual({
      calls: 2,
      outcomes: { 'fault:reply': 1, 'ValidationException/INVALID_REQUEST': 1 },
    })
  })

  it('throttles with Retry-After in seconds, as a date of its clock, or without (R17)', async () => {
    standIn.clock.setSpeed(0)
    const fault = { kind: 'throttle', retryAfterInSeconds: 7 } as const
    standIn.faults.add(
      { operation: 'token', fault },
      { operation: 'token', fault: { ...fault, retryAfterForm: 'date' } },
      { operation: 'token', fault: { kind: 'throttle' } },
    )
    const replies = [await call(), await call(), await call()]
    const date = new Date(standIn.clock.now() + 7000).toUTCString()
    expect(replies.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual([
      [429, '7'],
      [429, date],
      [429, null],
    ])
    expect([replies[0]?.headers.get('x-amzn-errortype'), await replies[0]?.json()]).toEqual([
      'TooManyRequestsError',
      { error: 'INVALID_REQUEST', message: expect.any(String) },
    ])
  })

  it('throttles STS in the form of its protocol (R17)', async () => {
    standIn.faults.add({ operation: 'sts', fault: { kind: 'throttle', retryAfterInSeconds: 1 } })
    const reply = await fetch(standIn.urls.sts, { method: 'POST' })
    expect([reply.status, reply.headers.get('retry-after'), await reply.text()]).toEqual([
      400,
      '1',
      expect.stringContaining('<Code>Throttling</Code>'),
    ])
  })

  it('skews the Date header and nothing else (R10)', async () => {
    standIn.faults.add({ operation: 'token', dateSkewInSeconds: -7200 })
    const [skewed, straight] = [await call(), await call()]
    const hours = [skewed, straight].map(
      ({ headers }) => Math.round((Date.parse(headers.get('date') ?? '') - Date.now()) / 3_600_000) + 0,
    )
    expect(hours).toEqual([-2, 0])
  })

  it.each([200, 302, 511] as const)('is a captive portal that answers %i (R16)', async (status) => {
    standIn.faults.add({ operation: 'any', fault: { kind: 'captive-portal', status } })
    const reply = await call()
    expect([reply.status, reply.headers.get('content-type')]).toEqual([status, 'text/html'])
  })

  it('drops the connection before anything is done (R18)', async () => {
    const session = await signIn(standIn)
    standIn.faults.add({ operation: 'token', fault: { kind: 'drop' } })
    await expect(refresh(standIn, session)).rejects.toThrow()
    expect(standIn.counters.calls('token', 'ok:refresh_token')).toBe(0)
    expect((await refresh(standIn, session)).status).toBe(200)
  })

  it('loses the reply after everything is done, so that a repeat gives the same (R21)', async () => {
    const session = await signIn(standIn)
    standIn.faults.add({ operation: 'token', fault: { kind: 'drop-after' } })
    await expect(refresh(standIn, session)).rejects.toThrow()
    const minted = standIn.mintedSecrets().length
    const repeat = await refresh(standIn, session)
    expect([
      repeat.status,
      standIn.mintedSecrets().length,
      standIn.counters.snapshot().token?.outcomes,
    ]).toEqual([
      200,
      minted,
      {
        'ok:authorization_code': 1,
        'fault:drop-after': 1,
        'ok:refresh_token': 1,
        'ok:refresh_token-repeated': 1,
      },
    ])
  })

  it('breaks off half-way through the reply (R18)', async () => {
    standIn.faults.add({ operation: 'token', fault: { kind: 'half-reply' } })
    const reply = await call()
    await expect(reply.text()).rejects.toThrow()
  })

  it('sends a body a byte at a time (R14)', async () => {
    standIn.faults.add({ operation: 'token', fault: { kind: 'drip', millisecondsPerByte: 1 } })
    const pieces: number[] = []
    const reply = await call()
    for await (const piece of reply.body ?? []) pieces.push((piece as Uint8Array).length)
    expect([reply.status, pieces.length > 20]).toEqual([400, true])
  })

  it('sends a body without end, and stops when the client goes (R14)', async () => {
    standIn.faults.add({ operation: 'token', fault: { kind: 'endless' } })
    const stop = new AbortController()
    const reply = await call(stop.signal)
    let length = 0
    await expect(
      (async () => {
        for await (const piece of reply.body ?? []) {
          length += (piece as Uint8Array).length
          if (length > 4 * 1024 * 1024) stop.abort()
        }
      })(),
    ).rejects.toThrow()
    expect(length).toBeGreaterThan(4 * 1024 * 1024)
  })

  it('sends a small body that opens to a large one (R14)', async () => {
    standIn.faults.add({ operation: 'token', fault: { kind: 'gzip-bomb', mebibytes: 3 } })
    const reply = await call()
    let length = 0
    for await (const piece of reply.body ?? []) length += (piece as Uint8Array).length
    expect(length).toBe(3 * 1024 * 1024)
  })

  it('sends JSON that is none, and bytes that are no HTTP (R19)', async () => {
    standIn.faults.add(
      { operation: 'token', fault: { kind: 'garbage', form: 'json' } },
      { operation: 'token', fault: { kind: 'garbage', form: 'not-http' } },
    )
    const reply = await call()
    await expect(reply.json()).rejects.toThrow(SyntaxError)
    await expect(call()).rejects.toThrow()
  })

  it('waits before it answers, and hangs until the client gives up (R14)', async () => {
    standIn.faults.add(
      { operation: 'token', delayInMilliseconds: 120 },
      { operation: 'token', fault: { kind: 'hang' } },
    )
    const start = performance.now()
    expect((await call()).status).toBe(400)
    expect(performance.now() - start).toBeGreaterThan(100)
    await expect(call(AbortSignal.timeout(100))).rejects.toThrow('timeout')
  })

  it('closes at once with calls that wait and hang', async () => {
    standIn.faults.add(
      { operation: 'token', delayInMilliseconds: 600_000 },
      { operation: 'token', fault: { kind: 'hang' } },
    )
    const calls = [call(), call()].map((each) => each.catch(() => 'ended'))
    while (standIn.counters.calls('token') < 2) await new Promise((resolve) => setTimeout(resolve, 5))
    await standIn.close()
    expect(await Promise.all(calls)).toEqual(['ended', 'ended'])
  })
})

describe('the wire', () => {
  it('speaks TLS when it is given a certificate, and its proofs are for https (R15)', async () => {
    const authority = testAuthority()
    const secure = await startStandIn({ tls: authority.issue(['127.0.0.1']) })
    const url = `${secure.env.AWS_ENDPOINT_URL_SIGNIN}/v1/token`
    const reasons: (string | undefined)[] = []
    for (const htu of [url, url.replace('https', 'http')]) {
      const body = { clientId: sameDevice, grantType: 'refresh_token', refreshToken: 'x' }
      const headers = {
        'Content-Type': 'application/json',
        DPoP: dpopProof(newProofKey(), htu, secure.clock.now()),
      }
      await new Promise((resolve, reject) => {
        secureRequest(url, { method: 'POST', headers, ca: authority.cert }, (reply) =>
          reply.resume().on('end', resolve),
        )
          .on('error', reject)
          .end(JSON.stringify(body))
      })
      reasons.push(secure.counters.refusals().at(-1)?.reason)
    }
    await secure.close()
    expect(reasons).toEqual(['The refresh token is not known.', 'The DPoP proof is for another URL.'])
  })

  it('answers only to its own name', async () => {
    const { port } = new URL(base)
    const status = (host: string) =>
      new Promise((resolve, reject) => {
        const options = { host: '127.0.0.1', port, path: '/v1/authorize', headers: { Host: host } }
        request(options, (reply) => resolve(reply.resume().statusCode))
          .on('error', reject)
          .end()
      })
    expect([
      await status(`evil.example:${port}`),
      await status('127.0.0.1'),
      await status(`localhost:${port}`),
    ]).toEqual([421, 421, 400])
  })
})
