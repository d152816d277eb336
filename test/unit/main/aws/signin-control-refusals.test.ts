import { describe, expect, it } from 'vitest'
import { signinControl } from '../../../../main/aws/signin-control.ts'
import { errorView } from '../../../../main/kernel/errors.ts'
import type { HttpResponse } from '../../../../main/kernel/ports/http.ts'
import { by, errorOf, refused, signinServiceRig } from '../../../fakes/signin-service-rig.ts'

const words = 'sourceIp cannot go with sourceVpc.'

/** What a person reads of it; throttles and faults come as often as the client tries. */
async function told(response: HttpResponse) {
  const { client, run } = signinServiceRig(signinControl, response, response, response)
  const input = { sourceIp: '203.0.113.7', clientToken: 'a' }
  return errorView(await errorOf(run(client.putPermissionStatement(input, by))))
}

const exceptions: readonly (readonly [string, string, number])[] = [
  ['AccessDeniedException', 'INSUFFICIENT_PERMISSIONS', 403],
  ['AccessDeniedException', 'TOKEN_EXPIRED', 401],
  ['AccessDeniedException', 'USER_CREDENTIALS_CHANGED', 403],
  ['ValidationException', 'INVALID_REQUEST', 400],
  ['ResourceNotFoundException', 'RESOURCE_NOT_FOUND', 404],
  ['ConflictException', 'CONFLICT', 409],
  ['ServiceQuotaExceededException', 'SERVICE_QUOTA_EXCEEDED', 402],
  ['TooManyRequestsError', 'INVALID_REQUEST', 429],
]

describe('signinControlRefusals', () => {
  it('says what happened, what still stands and what to do, for each exception', async () => {
    const texts: Record<string, string> = {}
    for (const [type, error, status] of exceptions) {
      const { code, remedy, message } = await told(refused(status, type, error, words))
      texts[`${type} ${error}`] = `${code}, ${remedy}: ${message}`
    }
    expect(texts).toMatchSnapshot()
  })

  it.each(exceptions)(
    '%s %s means the same with its own status and with 400',
    async (type, error, status) => {
      expect(await told(refused(400, type, error))).toEqual(await told(refused(status, type, error)))
    },
  )

  it.each(exceptions.filter(([, error]) => error !== 'INVALID_REQUEST'))(
    'the code of %s, %s, is enough where the exception is not named',
    async (type, error, status) => {
      expect(await told(refused(status, undefined, error))).toEqual(await told(refused(status, type, error)))
    },
  )

  it.each([
    [402, 'quota-exceeded'],
    [404, 'not-found'],
    [409, 'conflict'],
    [400, 'invalid-request'],
    [403, 'access-denied'],
  ])('a bare %d is %s', async (status, code) => {
    expect((await told(refused(status, undefined, ''))).code).toBe(code)
  })

  it('quotes AWS only where AWS alone knows, without what could move a cursor or hold a token (T15, R19)', async () => {
    const hostile = `bad\u001b[2J\n\u202e${'A'.repeat(500)} range ${'x '.repeat(300)}`
    const { message } = await told(refused(400, 'ValidationException', 'INVALID_REQUEST', hostile))
    expect(message).toMatch(/^[^\p{C}]+$/u)
    expect(message).toContain('AWS says: "bad [2J … range x x')
    expect(message.length).toBeLessThan(420)
    const signature = await told(refused(403, 'SignatureDoesNotMatch', '', 'The canonical string: canary'))
    expect(signature).toMatchObject({ code: 'access-denied', message: expect.not.stringContaining('canary') })
  })

  it.each([
    ['ExpiredTokenException', 'session-expired'],
    ['UnrecognizedClientException', 'access-denied'],
    ['InvalidSignatureException', 'access-denied'],
    ['MissingAuthenticationTokenException', 'access-denied'],
  ])('%s, which every signed call may meet, is %s', async (type, code) => {
    expect((await told(refused(403, type, ''))).code).toBe(code)
  })
})
