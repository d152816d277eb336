import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meaningOf, serviceError } from '../../../../main/aws/service-error.ts'
import type { SigninGrant } from '../../../../main/aws/signin.ts'
import { signinRefusals } from '../../../../main/aws/signin-refusals.ts'
import {
  AppError,
  errorView,
  RefusalError,
  SessionError,
  UnavailableError,
} from '../../../../main/kernel/errors.ts'
import type { HttpResponse } from '../../../../main/kernel/ports/http.ts'
import { generateDpopKey } from '../../../../main/oauth/dpop.ts'
import { jsonReply } from '../../../fakes/fake-http.ts'
import { signinRig } from '../../../fakes/signin-rig.ts'

const key = await generateDpopKey()
const grant: SigninGrant = {
  grantType: 'authorization_code',
  clientId: 'arn:aws:signin:::devtools/same-device',
  code: 'ABC-123',
  codeVerifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  redirectUri: 'http://127.0.0.1:53682/oauth/callback',
}

/** What a code grant, which is never tried again, comes to. */
async function errorOf(response: HttpResponse): Promise<AppError> {
  const call = signinRig(key, response).createToken(grant)
  const thrown: unknown = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(thrown instanceof AppError)) throw thrown ?? new TypeError('it went through')
  return thrown
}

const typed = (status: number, type: string, error: string) =>
  jsonReply(status, { error, message: 'm' }, { 'x-amzn-errortype': type })

describe('signinRefusals', () => {
  const denied = 'AccessDeniedException'
  it.each<[string, HttpResponse, unknown, string, string]>([
    ['TOKEN_EXPIRED', typed(401, denied, 'TOKEN_EXPIRED'), SessionError, 'session-expired', 'sign-in'],
    ['AUTHCODE_EXPIRED', typed(401, denied, 'AUTHCODE_EXPIRED'), SessionError, 'sign-in-expired', 'sign-in'],
    [
      'USER_CREDENTIALS_CHANGED',
      typed(403, denied, 'USER_CREDENTIALS_CHANGED'),
      SessionError,
      'credentials-changed',
      'sign-in',
    ],
    [
      'INSUFFICIENT_PERMISSIONS',
      typed(403, denied, 'INSUFFICIENT_PERMISSIONS'),
      RefusalError,
      'insufficient-permissions',
      'none',
    ],
    ['another denial', typed(403, denied, 'SOMETHING'), RefusalError, 'access-denied', 'none'],
    [
      'a validation error',
      typed(400, 'ValidationException', 'INVALID_REQUEST'),
      RefusalError,
      'invalid-request',
      'sign-in',
    ],
    [
      'nothing found',
      typed(400, 'ResourceNotFoundException', 'RESOURCE_NOT_FOUND'),
      RefusalError,
      'not-found',
      'none',
    ],
    ['a conflict', typed(400, 'ConflictException', 'CONFLICT'), RefusalError, 'conflict', 'none'],
    ['a quota', typed(402, 'ServiceQuotaExceededException', ''), RefusalError, 'quota-exceeded', 'none'],
    [
      'throttling',
      typed(400, 'TooManyRequestsError', 'INVALID_REQUEST'),
      UnavailableError,
      'throttled',
      'retry',
    ],
    [
      'a fault',
      typed(500, 'InternalServerException', 'server_error'),
      UnavailableError,
      'server-error',
      'retry',
    ],
    [
      'a type with its origin and namespace',
      typed(401, 'com.amazonaws.signin#AccessDeniedException:http://internal#x', 'TOKEN_EXPIRED'),
      SessionError,
      'session-expired',
      'sign-in',
    ],
    [
      'a type with its origin',
      typed(400, 'ConflictException:http://internal.example/', ''),
      RefusalError,
      'conflict',
      'none',
    ],
    [
      'a type in the body',
      jsonReply(400, { __type: 'com.amazonaws.signin#ConflictException' }),
      RefusalError,
      'conflict',
      'none',
    ],
    [
      'a type under `code`',
      jsonReply(400, { code: 'ConflictException', __type: 'X' }),
      RefusalError,
      'conflict',
      'none',
    ],
    ['a type under `Code`', jsonReply(400, { Code: 'ConflictException' }), RefusalError, 'conflict', 'none'],
    [
      'a code without a type',
      jsonReply(401, { error: 'TOKEN_EXPIRED' }),
      SessionError,
      'session-expired',
      'sign-in',
    ],
    [
      'an OAuth body',
      jsonReply(400, { error: 'unsupported_grant_type', error_description: 'm' }),
      RefusalError,
      'invalid-request',
      'none',
    ],
    [
      'an OAuth invalid_grant',
      jsonReply(400, { error: 'invalid_grant' }),
      RefusalError,
      'invalid-request',
      'sign-in',
    ],
    ['a bare 401', jsonReply(401, {}), RefusalError, 'access-denied', 'none'],
    ['a bare 403', jsonReply(403, '{'), RefusalError, 'access-denied', 'none'],
    ['a bare 404', jsonReply(404, {}), RefusalError, 'not-found', 'none'],
    ['a bare 409', jsonReply(409, {}), RefusalError, 'conflict', 'none'],
    [
      'an end told with a 503',
      jsonReply(503, { error: 'TOKEN_EXPIRED' }),
      UnavailableError,
      'server-error',
      'retry',
    ],
    [
      'an end told with a 429',
      jsonReply(429, { error: 'TOKEN_EXPIRED' }),
      UnavailableError,
      'throttled',
      'retry',
    ],
    [
      'throttling told as 503',
      jsonReply(503, { __type: 'ThrottlingException' }),
      UnavailableError,
      'throttled',
      'retry',
    ],
    ['a bare 429', jsonReply(429, ''), UnavailableError, 'throttled', 'retry'],
    ['a bare 400', jsonReply(400, 'null'), RefusalError, 'invalid-request', 'none'],
    [
      'a type named like a method',
      typed(400, 'constructor', 'toString'),
      RefusalError,
      'invalid-request',
      'none',
    ],
  ])('tells %s', async (_, response, kind, code, remedy) => {
    const error = await errorOf(response)
    expect({ kind: error.constructor, view: errorView(error) }).toEqual({
      kind,
      view: { code, remedy, message: expect.stringMatching(/^AWS Sign-In .+\. .+\.$/s) },
    })
  })

  const page = (status: number, headers: Record<string, string> = { 'content-type': 'text/html' }) => ({
    status,
    headers,
    body: new TextEncoder().encode('<html>canary</html>'),
  })
  it.each<[string, HttpResponse]>([
    ['a redirect', { ...page(302, { location: 'http://portal.example' }), body: new Uint8Array() }],
    ['a page with 200', page(200)],
    ['a page without a type', page(200, {})],
    ['511', page(511)],
    ['407', page(407)],
    ['a page with 403', page(403)],
    ['a page with 404', page(404)],
  ])('takes %s for a network that is in the way, and learns no time from it (R16)', async (_, response) => {
    const dated = { ...response, headers: { ...response.headers, date: 'Fri, 02 Jan 2026 09:00:00 GMT' } }
    const rig = signinRig(key, dated)
    const thrown: unknown = await rig.createToken(grant).catch((error: unknown) => error)
    expect(errorView(thrown)).toEqual({
      code: 'network-down',
      remedy: 'retry',
      message: expect.stringMatching(/^Something on the network answered.*sign in to it/),
    })
    expect(rig.time.offsetInMilliseconds()).toBeUndefined()
  })

  it('says how far a clock is off, when it is', () => {
    const meaning = meaningOf({ status: 401, type: undefined, error: 'TOKEN_EXPIRED' }, signinRefusals)
    const message = (skewInMilliseconds: number | undefined) =>
      serviceError(meaning, { service: 'AWS', retryAfterSeconds: undefined, skewInMilliseconds }).message
    expect([undefined, 20_000, 61_000, -7_200_000].map(message)).toEqual([
      'AWS has ended this session. Sign in again.',
      'AWS has ended this session. Sign in again.',
      "AWS has ended this session. Sign in again. This computer's clock is 1 minute behind AWS's: set it right.",
      "AWS has ended this session. Sign in again. This computer's clock is 120 minutes ahead of AWS's: set it right.",
    ])
  })

  const canary = 'cAnArY'
  const nasty = fc.oneof(
    fc.json(),
    fc.string(),
    fc.constantFrom(
      `{"error":"${canary}","message":"${canary}","__type":"${canary}"}`,
      `{"a":"${canary}","a":"${canary}"}`,
      `\ufeff{"error":"${canary}"}`,
      `{"expiresIn":1e9999,"x":"${canary}"}`,
      `{"expiresIn":${'9'.repeat(400)},"accessToken":"${canary}"}`,
      `{"accessToken":{"accessKeyId":["${canary}"]},"refreshToken":{"a":"${canary}"}}`,
      `{"__proto__":{"error":"${canary}"},"constructor":"${canary}"}`,
      `["${canary}"`,
      `{"${canary}":1,}`,
      `{'${canary}':1}`,
      `{"error":NaN,"x":"${canary}"}`,
      `"\\ud800${canary}"`,
      `${'['.repeat(100_000)}"${canary}"`,
      `<html>${canary}</html>`,
      '',
      '\0',
    ),
  )
  const header = fc.oneof(
    fc.string(),
    fc.constantFrom(canary, `${canary}#x`, `a#${canary}:b`, 'Infinity', '1e9'),
  )

  it('makes an error of the house of any garbage, with none of it in sight (R19)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          status: fc.oneof(fc.integer({ min: 200, max: 599 }), fc.constantFrom(200, 400, 401, 429, 500)),
          text: nasty,
          type: fc.constantFrom('application/json', 'text/html', 'application/x-amz-json-1.1', ''),
          headers: fc.dictionary(
            fc.constantFrom('x-amzn-errortype', 'retry-after', 'date', 'dpop-nonce', 'content-length'),
            header,
          ),
          tail: fc.uint8Array({ maxLength: 3 }),
        }),
        async ({ status, text, type, headers, tail }) => {
          const body = new Uint8Array([...new TextEncoder().encode(text), ...tail])
          const error = await errorOf({ status, headers: { 'content-type': type, ...headers }, body })
          const shown = [
            error.message,
            error.stack,
            String(error.cause),
            JSON.stringify(errorView(error)),
          ].join()
          expect(shown).not.toContain(canary)
          expect(error.code).not.toBe('internal')
        },
      ),
      { numRuns: 400 },
    )
  })
})
