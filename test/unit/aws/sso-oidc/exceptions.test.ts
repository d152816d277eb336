import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callPortal, postOidc } from '../../../aws/sso-test-client.ts'
import { type StandIn, startStandIn } from '../../../aws/stand-in.ts'

let standIn: StandIn
beforeAll(async () => {
  standIn = await startStandIn()
})
afterAll(() => standIn.close())

describe('the fault script', () => {
  it.each([
    ['AccessDeniedException', 400, 'access_denied', 'KMS_AccessDeniedException'],
    ['AuthorizationPendingException', 400, 'authorization_pending'],
    ['ExpiredTokenException', 400, 'expired_token'],
    ['InternalServerException', 500, 'server_error'],
    ['InvalidClientException', 401, 'invalid_client'],
    ['InvalidClientMetadataException', 400, 'invalid_client_metadata'],
    ['InvalidGrantException', 400, 'invalid_grant'],
    ['InvalidRedirectUriException', 400, 'invalid_redirect_uri'],
    ['InvalidRequestException', 400, 'invalid_request', 'KMS_NotFoundException'],
    ['InvalidRequestRegionException', 400, 'invalid_request'],
    ['InvalidScopeException', 400, 'invalid_scope'],
    ['SlowDownException', 400, 'slow_down'],
    ['UnauthorizedClientException', 400, 'unauthorized_client'],
    ['UnsupportedGrantTypeException', 400, 'unsupported_grant_type'],
  ] as const)('makes SSO OIDC answer %s as AWS does', async (name, status, error, reason = undefined) => {
    const wish = reason ? { name, reason, description: 'Told.' } : { name, description: 'Told.' }
    standIn.faults.add({ operation: 'create-token', fault: { kind: 'exception', ...wish } })
    const reply = await postOidc(standIn.env.AWS_ENDPOINT_URL_SSO_OIDC ?? '', '/token', {})
    expect([reply.status, reply.headers.get('x-amzn-errortype'), reply.body]).toEqual([
      status,
      `${name}:http://internal.amazon.com/coral/com.amazonaws.sso.oidc/`,
      { error, error_description: 'Told.', ...(reason && { reason }) },
    ])
  })

  it.each([
    ['ForbiddenException', 403],
    ['InternalServerException', 500],
    ['InvalidRequestException', 400],
    ['MethodNotAllowedException', 405],
    ['ResourceNotFoundException', 404],
    ['TooManyRequestsException', 429],
    ['UnauthorizedException', 401],
  ] as const)('makes the portal answer %s as AWS does', async (name, status) => {
    const rule = { kind: 'exception', name, retryAfterInSeconds: 7 } as const
    standIn.faults.add({ operation: 'list-accounts', fault: rule })
    const reply = await callPortal(
      { accessToken: 'x', portal: standIn.env.AWS_ENDPOINT_URL_SSO ?? '' },
      '/assignment/accounts',
    )
    expect([reply.status, reply.body, reply.headers.get('retry-after')]).toEqual([
      status,
      { message: 'As the fault script says.', __type: `com.amazonaws.switchboard.portal#${name}` },
      '7',
    ])
  })

  it.each([
    ['list-accounts', 'AWS_ENDPOINT_URL_SSO', '/assignment/accounts'],
    ['sts', 'AWS_ENDPOINT_URL_STS', '/'],
  ] as const)(
    'answers 500 for an exception that the service of %s does not have',
    async (operation, name, path) => {
      standIn.faults.add({ operation, fault: { kind: 'exception', name: 'NoSuchException' } })
      expect((await fetch(`${standIn.env[name]}${path}`)).status).toBe(500)
    },
  )

  it.each([
    ['create-token', 'AWS_ENDPOINT_URL_SSO_OIDC', '/token'],
    ['list-accounts', 'AWS_ENDPOINT_URL_SSO', '/assignment/accounts'],
  ] as const)(
    'makes %s say that there were too many, with Retry-After (R17)',
    async (operation, name, path) => {
      standIn.faults.add({ operation, fault: { kind: 'throttle', retryAfterInSeconds: 3 } })
      const reply = await fetch(`${standIn.env[name]}${path}`)
      expect([reply.status, reply.headers.get('retry-after'), await reply.text()]).toEqual([
        429,
        '3',
        expect.stringMatching(/TooManyRequests|too_many_requests/),
      ])
    },
  )
})
