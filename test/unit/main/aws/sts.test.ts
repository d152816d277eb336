import { describe, expect, it } from 'vitest'
import { serverTime } from '../../../../main/aws/server-time.ts'
import { stsClient } from '../../../../main/aws/sts.ts'
import { AppError, UnavailableError } from '../../../../main/kernel/errors.ts'
import type { HttpRequest, HttpResponse } from '../../../../main/kernel/ports/http.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'
import { type FakeAnswer, FakeHttp } from '../../../fakes/fake-http.ts'
import { SeededRandom } from '../../../fakes/seeded-random.ts'

const roleArn = 'arn:aws:iam::444455556666:role/Deploy'
const mfa = { serial: 'arn:aws:iam::111122223333:mfa/carla', code: '314159' }
const key = { accessKeyId: 'AKIAEXAMPLEEXAMPLE00', secretAccessKey: 'canary-secret-key-0123456789' }
const signer = { credentials: key, region: 'eu-central-1' }

function xml(status: number, body: string): HttpResponse {
  const headers = { 'content-type': 'text/xml', date: 'Fri, 02 Jan 2026 03:04:05 GMT' }
  return { status, headers, body: new TextEncoder().encode(body) }
}
const credentials =
  '<Credentials><AccessKeyId>ASIANEW</AccessKeyId><SecretAccessKey>new</SecretAccessKey>' +
  '<SessionToken>token</SessionToken><Expiration>2026-01-02T04:04:05Z</Expiration></Credentials>'
const assumed = xml(
  200,
  `<AssumeRoleResponse><AssumeRoleResult><AssumedRoleUser><AssumedRoleId>A:b</AssumedRoleId><Arn>arn:aws:sts::444455556666:assumed-role/Deploy/me</Arn></AssumedRoleUser>${credentials}</AssumeRoleResult></AssumeRoleResponse>`,
)
const session = xml(
  200,
  `<GetSessionTokenResponse><GetSessionTokenResult>${credentials}</GetSessionTokenResult></GetSessionTokenResponse>`,
)
const identity = xml(
  200,
  '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/carla</Arn><UserId>AIDA</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
)
const refusal = (status: number, code: string, message = '') =>
  xml(
    status,
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  )

function rig(...script: FakeAnswer[]) {
  const http = new FakeHttp(...script)
  const clock = new FakeClock()
  const ports = { http, clock, serverTime: serverTime(clock), random: new SeededRandom() }
  const load = async () => (query: { readonly region: string }) =>
    new URL(`https://sts.${query.region}.amazonaws.com`)
  const client = stsClient(ports, {}, load)
  /** Time passes while a call waits. */
  async function run<T>(call: Promise<T>): Promise<T> {
    let ended = false
    const end = () => {
      ended = true
    }
    call.then(end, end)
    while (!ended) await clock.advance(clock.scheduled > 0 ? 500 : 0)
    return call
  }
  return { http, client, run }
}

const formOf = (request: HttpRequest | undefined) =>
  Object.fromEntries(new URLSearchParams(new TextDecoder().decode(request?.body)))

async function thrown(answer: FakeAnswer): Promise<unknown> {
  const { client, run } = rig(answer, answer, answer)
  const [settled] = await Promise.allSettled([
    run(client.assumeRole({ roleArn, roleSessionName: 'me' }, signer)),
  ])
  return settled?.status === 'rejected' ? settled.reason : undefined
}

describe('stsClient', () => {
  it('assumes a role with all that it was asked for, signed by a user’s key without a token', async () => {
    const { http, client, run } = rig(assumed)
    const input = { roleArn, roleSessionName: 'me', externalId: 'acme', durationSeconds: 900, mfa }
    expect(await run(client.assumeRole(input, signer))).toEqual({
      ...{ accessKeyId: 'ASIANEW', secretAccessKey: 'new', sessionToken: 'token' },
      expiration: Date.UTC(2026, 0, 2, 4, 4, 5),
      assumedRoleArn: 'arn:aws:sts::444455556666:assumed-role/Deploy/me',
    })
    const [request] = http.requests
    expect([request?.method, request?.url.href, formOf(request)]).toEqual([
      'POST',
      'https://sts.eu-central-1.amazonaws.com/',
      {
        ...{ Action: 'AssumeRole', Version: '2011-06-15', RoleArn: roleArn, RoleSessionName: 'me' },
        ...{ ExternalId: 'acme', DurationSeconds: '900', SerialNumber: mfa.serial, TokenCode: mfa.code },
      },
    ])
    expect(request?.headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLEEXAMPLE00\/20260102\/eu-central-1\/sts\/aws4_request, SignedHeaders=content-type;host;x-amz-date, /,
      ),
    })
  })

  it('leaves out what was not asked for', async () => {
    const { http, client, run } = rig(session, identity)
    await run(client.getSessionToken({ durationSeconds: 3600 }, signer))
    expect(await run(client.getCallerIdentity(signer))).toEqual({
      ...{ accountId: '111122223333', arn: 'arn:aws:iam::111122223333:user/carla', userId: 'AIDA' },
    })
    expect(http.requests.map(formOf)).toEqual([
      { Action: 'GetSessionToken', Version: '2011-06-15', DurationSeconds: '3600' },
      { Action: 'GetCallerIdentity', Version: '2011-06-15' },
    ])
  })

  it('tries again after a throttle, which STS says with 400, and after a fault (R17, R18)', async () => {
    const { http, client, run } = rig(refusal(400, 'Throttling'), refusal(500, 'InternalFailure'), assumed)
    await run(client.assumeRole({ roleArn, roleSessionName: 'me' }, signer))
    expect(http.requests).toHaveLength(3)
  })

  it('sends an MFA code once, unless nothing of it has left', async () => {
    const lost = new UnavailableError('network-down', 'the reply was lost')
    const { http, client, run } = rig(lost, session)
    await expect(run(client.getSessionToken({ durationSeconds: 900, mfa }, signer))).rejects.toBe(lost)
    expect(http.requests).toHaveLength(1)
  })

  it.each<[code: string, status: number, message: string, expected: string, words: string]>([
    [
      'AccessDenied',
      403,
      'MultiFactorAuthentication failed with invalid MFA one time pass code.',
      'mfa-failed',
      'Wait for the next code',
    ],
    ['AccessDenied', 403, 'an explicit deny, aws:MultiFactorAuthPresent', 'access-denied', 'mfa_serial'],
    ['AccessDenied', 403, 'User: x is not authorized', 'role-not-assigned', 'trust policy'],
    [
      'ValidationError',
      400,
      'exceeds the 1 hour session limit for roles assumed by role chaining',
      'invalid-request',
      'duration_seconds = 3600',
    ],
    [
      'ValidationError',
      400,
      'The requested DurationSeconds exceeds the MaxSessionDuration',
      'invalid-request',
      'duration_seconds of the profile smaller',
    ],
    ['ValidationError', 400, 'at externalId failed', 'invalid-request', 'external_id'],
    ['ExpiredToken', 403, '', 'session-expired', 'they have ended'],
    ['ExpiredTokenException', 400, '', 'session-expired', 'they have ended'],
    ['RegionDisabledException', 403, '', 'region-invalid', 'another region'],
    ['InvalidClientTokenId', 403, '', 'access-denied', 'Sign in again'],
    ['SignatureDoesNotMatch', 403, '', 'access-denied', 'signature'],
    ['Throttling', 400, '', 'throttled', 'too many requests'],
    ['PackedPolicyTooLarge', 400, '', 'invalid-request', 'AWS STS did not accept the request'],
    ['IDPCommunicationError', 400, '', 'invalid-request', 'AWS STS'],
    ['SomethingNew', 503, '', 'server-error', 'Try again'],
  ])('takes %s (%i, %j) for %s, and says what to do', async (code, status, message, expected, words) => {
    const error = await thrown(refusal(status, code, `${message} canary-secret-key-0123456789`))
    expect(error).toMatchObject({ code: expected, message: expect.stringContaining(words) })
    expect(error instanceof AppError && error.message).not.toMatch(/canary/)
  })

  it('is not taken in by a name that AWS would not give (T25)', async () => {
    const hostile = `${roleArn}\n[profile x]`
    const { client, run } = rig(refusal(403, 'AccessDenied'))
    const [settled] = await Promise.allSettled([
      run(client.assumeRole({ roleArn: hostile, roleSessionName: 'me' }, signer)),
    ])
    expect(settled).toMatchObject({ reason: { message: expect.stringContaining('assume this role') } })
  })

  it.each<[what: string, answer: HttpResponse]>([
    ['no credentials', xml(200, '<AssumeRoleResponse><AssumeRoleResult/></AssumeRoleResponse>')],
    ['another operation’s answer', session],
    ['a line break in a key', xml(200, new TextDecoder().decode(assumed.body).replace('>new<', '>ne\nw<'))],
    [
      'a time that is none',
      xml(200, new TextDecoder().decode(assumed.body).replace('2026-01-02T', '2026-01-02 ')),
    ],
    ['half a document', xml(200, new TextDecoder().decode(assumed.body).slice(0, 200))],
  ])('takes no reply with %s (R19)', async (_, answer) => {
    expect(await thrown(answer)).toMatchObject({ code: 'response-malformed' })
  })
})
