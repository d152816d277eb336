import { describe, expect, it } from 'vitest'
import type { SsoOidcClient } from '../../../../main/aws/sso-oidc.ts'
import { AppError, RefusalError, SessionError, UnavailableError } from '../../../../main/kernel/errors.ts'
import type { HttpResponse } from '../../../../main/kernel/ports/http.ts'
import { FakeHttp, jsonReply } from '../../../fakes/fake-http.ts'
import { ssoRig } from '../../../fakes/sso-rig.ts'

const region = 'eu-central-1'
const registered = { region, registration: { clientId: 'c', clientSecret: 's', expiresAt: 0 } }
const startUrl = 'https://d-1234567890.awsapps.com/start'
const credentials = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'k', sessionToken: 't' }
const codeGrant = { code: 'c', redirectUri: 'http://127.0.0.1:1/oauth/callback', codeVerifier: 'v' }

const operations = {
  register: (oidc: SsoOidcClient) =>
    oidc.registerClient({ region, clientName: 'a', scopes: [], flow: 'device' }),
  start: (oidc: SsoOidcClient) => oidc.startDeviceAuthorization({ ...registered, startUrl }),
  code: (oidc: SsoOidcClient) => oidc.redeemCode({ ...registered, ...codeGrant }),
  poll: (oidc: SsoOidcClient) => oidc.pollDevice({ ...registered, deviceCode: 'd' }),
  refresh: (oidc: SsoOidcClient) => oidc.refresh({ ...registered, refreshToken: 'r' }),
  iam: (oidc: SsoOidcClient) =>
    oidc.createTokenWithIam({
      region,
      credentials,
      clientId: 'arn',
      grant: { grantType: 'refresh_token', refreshToken: 'r' },
    }),
} as const
type Name = keyof typeof operations

/** What one operation makes of one reply, three times where it asks again. */
async function outcome(name: Name, reply: HttpResponse): Promise<unknown> {
  const { oidc, run } = ssoRig(new FakeHttp(reply, reply, reply))
  return run<unknown>(operations[name](oidc)).catch((error: unknown) => error)
}

type Verdict = readonly [kind: new (...args: never) => AppError, code: string, remedy: string, says: RegExp]
const sessionExpired: Verdict = [
  SessionError,
  'session-expired',
  'sign-in',
  /has ended this session\. Sign in/,
]
const signInExpired: Verdict = [SessionError, 'sign-in-expired', 'sign-in', /took too long.*Start it again/]
const signInDenied: Verdict = [SessionError, 'sign-in-denied', 'sign-in', /refused in the browser/]
const accessDenied: Verdict = [RefusalError, 'access-denied', 'none', /Ask who administers it/]
const unapproved: Verdict = [RefusalError, 'invalid-request', 'retry', /still waiting/]
const clientUnknown: Verdict = [
  RefusalError,
  'registration-invalid',
  'sign-in',
  /no longer knows the registration/,
]
const clientUnauthorized: Verdict = [RefusalError, 'registration-invalid', 'sign-in', /this kind of sign-in/]
const invalid: Verdict = [RefusalError, 'invalid-request', 'fix-config', /Check the start URL and the region/]
const refreshRefused: Verdict = [
  RefusalError,
  'invalid-request',
  'sign-in',
  /only in the region where it was issued/,
]
const wrongRegion: Verdict = [RefusalError, 'invalid-request', 'fix-config', /at home in another region/]
const scope: Verdict = [RefusalError, 'invalid-request', 'fix-config', /sso_registration_scopes/]
const metadata: Verdict = [RefusalError, 'invalid-request', 'fix-config', /name and the start URL/]
const redirect: Verdict = [RefusalError, 'invalid-request', 'none', /with a device code/]
const grant: Verdict = [RefusalError, 'invalid-request', 'none', /Try the other one/]
const throttled: Verdict = [UnavailableError, 'throttled', 'retry', /too many requests/]
const fault: Verdict = [UnavailableError, 'server-error', 'retry', /had a fault/]
const key = (says: RegExp): Verdict => [RefusalError, 'access-denied', 'none', says]

const all: readonly Name[] = ['register', 'start', 'code', 'poll', 'refresh', 'iam']
const tokens: readonly Name[] = ['code', 'poll', 'refresh', 'iam']

interface Case {
  readonly exception: string
  readonly status: number
  readonly error: string
  readonly reason?: string
  readonly of: readonly Name[]
  readonly verdict: Verdict
}
const cases: readonly Case[] = [
  {
    exception: 'AccessDeniedException',
    status: 400,
    error: 'access_denied',
    of: ['code', 'refresh', 'iam'],
    verdict: accessDenied,
  },
  {
    exception: 'AccessDeniedException',
    status: 400,
    error: 'access_denied',
    of: ['poll'],
    verdict: signInDenied,
  },
  {
    exception: 'AccessDeniedException',
    status: 400,
    error: 'access_denied',
    reason: 'KMS_AccessDeniedException',
    of: tokens,
    verdict: key(/kms:Decrypt/),
  },
  {
    exception: 'AuthorizationPendingException',
    status: 400,
    error: 'authorization_pending',
    of: ['code', 'refresh', 'iam'],
    verdict: unapproved,
  },
  {
    exception: 'ExpiredTokenException',
    status: 400,
    error: 'expired_token',
    of: ['code', 'poll', 'iam'],
    verdict: signInExpired,
  },
  {
    exception: 'ExpiredTokenException',
    status: 400,
    error: 'expired_token',
    of: ['refresh'],
    verdict: sessionExpired,
  },
  { exception: 'InternalServerException', status: 500, error: 'server_error', of: all, verdict: fault },
  {
    exception: 'InvalidClientException',
    status: 401,
    error: 'invalid_client',
    of: ['start', ...tokens],
    verdict: clientUnknown,
  },
  {
    exception: 'InvalidClientMetadataException',
    status: 400,
    error: 'invalid_client_metadata',
    of: ['register'],
    verdict: metadata,
  },
  {
    exception: 'InvalidGrantException',
    status: 400,
    error: 'invalid_grant',
    of: ['code', 'poll', 'iam'],
    verdict: signInExpired,
  },
  {
    exception: 'InvalidGrantException',
    status: 400,
    error: 'invalid_grant',
    of: ['refresh'],
    verdict: sessionExpired,
  },
  {
    exception: 'InvalidRedirectUriException',
    status: 400,
    error: 'invalid_redirect_uri',
    of: ['register'],
    verdict: redirect,
  },
  {
    exception: 'InvalidRequestException',
    status: 400,
    error: 'invalid_request',
    of: ['register', 'start', 'code', 'poll', 'iam'],
    verdict: invalid,
  },
  {
    exception: 'InvalidRequestException',
    status: 400,
    error: 'invalid_request',
    of: ['refresh'],
    verdict: refreshRefused,
  },
  {
    exception: 'InvalidRequestException',
    status: 400,
    error: 'invalid_request',
    reason: 'KMS_NotFoundException',
    of: all,
    verdict: key(/KMS key does not exist/),
  },
  {
    exception: 'InvalidRequestException',
    status: 400,
    error: 'invalid_request',
    reason: 'KMS_InvalidKeyUsageException',
    of: all,
    verdict: key(/KMS key is not one for encryption/),
  },
  {
    exception: 'InvalidRequestException',
    status: 400,
    error: 'invalid_request',
    reason: 'KMS_InvalidStateException',
    of: all,
    verdict: key(/KMS key is not in a usable state/),
  },
  {
    exception: 'InvalidRequestException',
    status: 400,
    error: 'invalid_request',
    reason: 'KMS_DisabledException',
    of: all,
    verdict: key(/KMS key is disabled/),
  },
  {
    exception: 'InvalidScopeException',
    status: 400,
    error: 'invalid_scope',
    of: ['register', ...tokens],
    verdict: scope,
  },
  {
    exception: 'SlowDownException',
    status: 400,
    error: 'slow_down',
    of: ['register', 'start', 'code', 'refresh', 'iam'],
    verdict: throttled,
  },
  {
    exception: 'UnauthorizedClientException',
    status: 400,
    error: 'unauthorized_client',
    of: ['start', ...tokens],
    verdict: clientUnauthorized,
  },
  {
    exception: 'UnsupportedGrantTypeException',
    status: 400,
    error: 'unsupported_grant_type',
    of: ['register', ...tokens],
    verdict: grant,
  },
]

/** The ways in which the same refusal may be told. */
const dresses: readonly (readonly [string, (refusal: Case) => HttpResponse])[] = [
  [
    'its type in the header, with AWS’s suffix',
    ({ exception, status, error, reason }) =>
      jsonReply(
        status,
        { error, reason, error_description: 'canary' },
        { 'x-amzn-errortype': `${exception}:http://internal.amazon.com/coral/com.amazonaws.sso.oidc/` },
      ),
  ],
  [
    'its type in the body',
    ({ exception, status, reason }) =>
      jsonReply(status, { __type: `com.amazonaws.sso.oidc#${exception}`, reason, message: 'canary' }),
  ],
  [
    'its OAuth code alone',
    ({ status, error, reason }) => jsonReply(status, { error, reason, message: 'canary' }),
  ],
]

describe('ssoOidcRefusals', () => {
  for (const [how, reply] of dresses) {
    it.each(cases)(`tells $exception $reason of $of by ${how}`, async (refusal) => {
      const { verdict, of } = refusal
      const [kind, code, remedy, says] = verdict
      for (const name of of) {
        const error = await outcome(name, reply(refusal))
        if (!(error instanceof AppError)) throw new TypeError(`${name} went through`)
        expect([name, error.constructor, error.code, error.remedy]).toEqual([name, kind, code, remedy])
        expect(error.message).toMatch(says)
        expect(error.message).toMatch(/^IAM Identity Center .+\. .+\.$/)
        expect(error.message).not.toContain('canary')
      }
    })
  }

  it('says where to go when an application belongs to another region', async () => {
    const reply = jsonReply(
      400,
      { error: 'invalid_request', endpoint: 'https://evil.example', region: 'us-west-2' },
      { 'x-amzn-errortype': 'InvalidRequestRegionException' },
    )
    const [kind, code, remedy, says] = wrongRegion
    const error = await outcome('iam', reply)
    expect(error).toBeInstanceOf(kind)
    expect(error).toMatchObject({ code, remedy, message: expect.stringMatching(says) })
    expect(String(error)).not.toContain('evil')
  })

  it('goes by the type, then by the OAuth code, then by the status', async () => {
    const codes = await Promise.all(
      [
        jsonReply(401, { error: 'invalid_request' }, { 'x-amzn-errortype': 'InvalidGrantException' }),
        jsonReply(401, { error: 'invalid_grant' }, { 'x-amzn-errortype': 'NewException' }),
        jsonReply(403, { error: 'new' }, { 'x-amzn-errortype': 'NewException' }),
        jsonReply(400, {}),
      ].map(async (reply) => (await outcome('refresh', reply)) as AppError),
    )
    expect(codes.map(({ code }) => code)).toEqual([
      'session-expired',
      'session-expired',
      'access-denied',
      'invalid-request',
    ])
  })

  it.each([429, 500, 503])(
    'never ends a session with a %i, whatever its body says (R17, R18)',
    async (status) => {
      const reply = jsonReply(
        status,
        { error: 'invalid_grant' },
        { 'x-amzn-errortype': 'InvalidGrantException' },
      )
      expect(await outcome('refresh', reply)).toBeInstanceOf(UnavailableError)
    },
  )

  it('has a whole sentence for each, in a table that SIGNET_SHOW_REFUSALS=1 prints', async () => {
    const [, reply] = dresses[0] ?? []
    for (const refusal of cases) {
      for (const name of refusal.of) {
        const error = (await outcome(name, reply?.(refusal) ?? jsonReply(400, ''))) as AppError
        const { exception, status, reason } = refusal
        expect(error.message).toMatch(/^[A-Z].*[.]$/s)
        const row = [
          name,
          status,
          exception,
          reason ?? '',
          error.name,
          error.code,
          error.remedy,
          error.message,
        ]
        if (process.env.SIGNET_SHOW_REFUSALS) process.stdout.write(`${row.join(' | ')}\n`)
      }
    }
  })
})
