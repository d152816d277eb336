import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ClientRegistration } from '../../../../main/aws/sso-oidc.ts'
import { ssoOidcAuthorizeUrl } from '../../../../main/aws/sso-oidc-authorize.ts'
import { AppError, UnavailableError } from '../../../../main/kernel/errors.ts'
import { type FakeAnswer, FakeHttp, jsonReply, sentJson } from '../../../fakes/fake-http.ts'
import { ssoRig } from '../../../fakes/sso-rig.ts'

const region = 'eu-central-1'
const date = 'Fri, 02 Jan 2026 03:04:05 GMT'
const now = Date.parse(date)
const registration: ClientRegistration = { clientId: 'client-1', clientSecret: 'secret-1', expiresAt: 0 }
const client = { clientId: 'client-1', clientSecret: 'secret-1' }
const startUrl = 'https://d-1234567890.awsapps.com/start'
const code = {
  code: 'ABC-123',
  redirectUri: 'http://127.0.0.1:53682/oauth/callback',
  codeVerifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
}
const tokenBody = { accessToken: 'aoa-1', tokenType: 'Bearer', expiresIn: 3600, refreshToken: 'aor-2' }
const tokens = { accessToken: 'aoa-1', expiration: now + 3_600_000, refreshToken: 'aor-2' }
const registrationBody = {
  clientId: '_yzkThXVzLWVhc3QtMQEXAMPLE',
  clientSecret: 'eyJraWQ',
  clientIdIssuedAt: 1760000000,
  clientSecretExpiresAt: 1767776000,
}
const deviceBody = {
  deviceCode: '9d6',
  userCode: 'ABCD-EFGH',
  verificationUri: `${startUrl}/#/device`,
  verificationUriComplete: `${startUrl}/#/device?user_code=ABCD-EFGH`,
  expiresIn: 600,
  interval: 1,
}
const ok = (body: unknown) => jsonReply(200, body, { date })
const refused = (status: number, type: string, error: string, more: Record<string, string> = {}) =>
  jsonReply(status, { error, error_description: 'm', ...more }, { date, 'x-amzn-errortype': type })

const rig = (...script: FakeAnswer[]) => ssoRig(new FakeHttp(...script))
const refresh = (made: ReturnType<typeof rig>) =>
  made.run(made.oidc.refresh({ region, registration, refreshToken: 'aor-1' }))

describe('ssoOidcClient', () => {
  it('registers for the browser flow with its grants, its redirect without a port, and the issuer', async () => {
    const { http, oidc, run } = rig(ok(registrationBody))
    const flow = 'authorization-code'
    const made = await run(
      oidc.registerClient({
        region,
        clientName: 'signet-a',
        scopes: ['sso:account:access'],
        flow,
        issuerUrl: startUrl,
      }),
    )
    const [request] = http.requests
    expect({ made, headers: request?.headers, url: request?.url.href, body: sentJson(request) }).toEqual({
      made: { clientId: registrationBody.clientId, clientSecret: 'eyJraWQ', expiresAt: 1767776000_000 },
      headers: { accept: 'application/json', 'content-type': 'application/json', 'user-agent': 'signet' },
      url: 'https://oidc.eu-central-1.amazonaws.com/client/register',
      body: {
        clientName: 'signet-a',
        clientType: 'public',
        scopes: ['sso:account:access'],
        grantTypes: ['authorization_code', 'refresh_token'],
        redirectUris: ['http://127.0.0.1/oauth/callback'],
        issuerUrl: startUrl,
      },
    })
  })

  it('registers for the device flow without grants, redirects and issuer, and without scopes where there are none', async () => {
    const { http, oidc, run } = rig(ok(registrationBody))
    await run(
      oidc.registerClient({ region, clientName: 'a', scopes: [], flow: 'device', issuerUrl: startUrl }),
    )
    expect(sentJson(http.requests[0])).toEqual({ clientName: 'a', clientType: 'public' })
  })

  it('starts a device authorization', async () => {
    const { http, oidc, run } = rig(ok(deviceBody))
    const made = await run(oidc.startDeviceAuthorization({ region, registration, startUrl }))
    expect({ made, path: http.requests[0]?.url.pathname, body: sentJson(http.requests[0]) }).toEqual({
      made: {
        deviceCode: '9d6',
        userCode: 'ABCD-EFGH',
        verificationUri: deviceBody.verificationUri,
        verificationUriComplete: deviceBody.verificationUriComplete,
        expiresInSeconds: 600,
        intervalSeconds: 1,
      },
      path: '/device_authorization',
      body: { ...client, startUrl },
    })
  })

  it.each([
    [{ interval: undefined, verificationUriComplete: null }, 5],
    [{ interval: null, verificationUriComplete: undefined }, 5],
    [{ interval: 0, verificationUriComplete: undefined }, 1],
  ])('waits as RFC 8628 says where AWS says nothing: %j', async (left, intervalSeconds) => {
    const { oidc, run } = rig(ok({ ...deviceBody, ...left }))
    const made = await run(oidc.startDeviceAuthorization({ region, registration, startUrl }))
    expect(made).toEqual({
      deviceCode: '9d6',
      userCode: 'ABCD-EFGH',
      verificationUri: deviceBody.verificationUri,
      expiresInSeconds: 600,
      intervalSeconds,
    })
  })

  it('redeems a code, polls and refreshes with exactly the members of each grant', async () => {
    const { http, oidc, run } = rig(ok(tokenBody), ok(tokenBody), ok(tokenBody))
    const made = [
      await run(oidc.redeemCode({ region, registration, ...code })),
      await run(oidc.pollDevice({ region, registration, deviceCode: '9d6' })),
      await run(oidc.refresh({ region, registration, refreshToken: 'aor-1' })),
    ]
    expect({
      made,
      urls: http.requests.map(({ url }) => url.href),
      bodies: http.requests.map(sentJson),
    }).toEqual({
      made: [tokens, { kind: 'tokens', tokens }, tokens],
      urls: Array(3).fill('https://oidc.eu-central-1.amazonaws.com/token'),
      bodies: [
        { ...client, grantType: 'authorization_code', ...code },
        { ...client, grantType: 'urn:ietf:params:oauth:grant-type:device_code', deviceCode: '9d6' },
        { ...client, grantType: 'refresh_token', refreshToken: 'aor-1' },
      ],
    })
  })

  it.each([undefined, null])('has no refresh token where AWS gives %s', async (refreshToken) => {
    expect(await refresh(rig(ok({ ...tokenBody, refreshToken })))).toEqual({
      ...tokens,
      refreshToken: undefined,
    })
  })

  it('tells when a token ends by AWS’s clock (R10)', async () => {
    const ahead = jsonReply(200, tokenBody, { date: 'Fri, 02 Jan 2026 04:04:05 GMT' })
    expect((await refresh(rig(ahead))).expiration).toBe(now + 2 * 3_600_000)
  })

  it.each([
    ['AuthorizationPendingException', 'authorization_pending', 400, 'pending'],
    ['AuthorizationPendingException:http://internal.amazon.com/coral/x/', 'x', 400, 'pending'],
    ['', 'authorization_pending', 400, 'pending'],
    ['SlowDownException', 'slow_down', 400, 'slow-down'],
    ['', 'slow_down', 400, 'slow-down'],
    ['SlowDownException', 'slow_down', 429, 'slow-down'],
  ])('takes %j, %j with %i for an answer to a poll, not an error', async (type, error, status, kind) => {
    const { http, oidc, run } = rig(refused(status, type, error))
    expect(await run(oidc.pollDevice({ region, registration, deviceCode: 'd' }))).toEqual({ kind })
    expect(http.requests.length).toBe(1)
  })

  it('takes nothing that comes with a 500 for an answer', async () => {
    const { oidc, run } = rig(refused(500, 'SlowDownException', 'slow_down'))
    await expect(run(oidc.pollDevice({ region, registration, deviceCode: 'd' }))).rejects.toMatchObject({
      code: 'throttled',
    })
  })

  const iam = {
    region,
    credentials: { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'k', sessionToken: 't' },
    clientId: 'arn:aws:sso::111122223333:application/ssoins-1/apl-1',
  }
  it('trades a grant as an IAM principal, signed for sso-oauth', async () => {
    const reply = {
      ...tokenBody,
      issuedTokenType: 'urn:ietf:params:oauth:token-type:access_token',
      scope: ['sts:identity_context'],
      awsAdditionalDetails: { identityContext: 'Cg' },
    }
    const { http, oidc, run } = rig(ok(reply), ok(tokenBody))
    const grant = { grantType: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: 'a.b.c' } as const
    const made = await run(oidc.createTokenWithIam({ ...iam, grant, scope: ['sts:identity_context'] }))
    const [request] = http.requests
    expect({ made, url: request?.url.href, body: sentJson(request) }).toEqual({
      made: {
        ...tokens,
        issuedTokenType: reply.issuedTokenType,
        scope: reply.scope,
        identityContext: 'Cg',
      },
      url: 'https://oidc.eu-central-1.amazonaws.com/token?aws_iam=t',
      body: { clientId: iam.clientId, ...grant, scope: ['sts:identity_context'] },
    })
    expect(request?.headers.authorization).toMatch(
      /Credential=ASIAEXAMPLE\/20260102\/eu-central-1\/sso-oauth\/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token,/,
    )
    const plain = await run(
      oidc.createTokenWithIam({ ...iam, grant: { grantType: 'refresh_token', refreshToken: 'r' } }),
    )
    expect(plain).toEqual({
      ...tokens,
      issuedTokenType: undefined,
      scope: undefined,
      identityContext: undefined,
    })
  })
})

describe('ssoOidcClient, with a clock that is wrong', () => {
  it('signs once more by AWS’s clock after a refusal that shows it (R10)', async () => {
    const hourAhead = 'Fri, 02 Jan 2026 04:04:05 GMT'
    const headers = { date: hourAhead, 'x-amzn-errortype': 'InvalidSignatureException' }
    const { http, oidc, run } = rig(
      jsonReply(403, { message: 'm' }, headers),
      jsonReply(200, tokenBody, { date: hourAhead }),
    )
    const grant = { grantType: 'refresh_token', refreshToken: 'r' } as const
    const credentials = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'k', sessionToken: 't' }
    await run(oidc.createTokenWithIam({ region, credentials, clientId: 'arn', grant }))
    expect(http.requests.map(({ headers: sent }) => sent['x-amz-date'])).toEqual([
      '20260102T030405Z',
      '20260102T040405Z',
    ])
  })

  it('asks once where no proof has a time in it, and does not blame the clock (R10)', async () => {
    const skewed = jsonReply(400, { error: 'invalid_grant' }, { date: 'Fri, 02 Jan 2026 09:00:00 GMT' })
    const made = rig(skewed)
    const thrown: unknown = await refresh(made).catch((error: unknown) => error)
    expect(thrown).toMatchObject({ code: 'session-expired', message: expect.not.stringMatching(/clock/) })
    expect(made.http.requests.length).toBe(1)
  })
})

describe('ssoOidcClient, replies that are not as documented (R19)', () => {
  const codeOf = async (call: Promise<unknown>): Promise<unknown> =>
    call.then(
      () => 'it went through',
      (error: unknown) => (error instanceof AppError ? error.code : error),
    )
  const long = 'x'.repeat(8193)

  it.each<[string, unknown]>([
    ['nothing', {}],
    ['no token', { ...tokenBody, accessToken: undefined }],
    ['an empty token', { ...tokenBody, accessToken: '' }],
    ['a token with a line break', { ...tokenBody, accessToken: 'a\r\nx-evil: 1' }],
    ['a token that is too long', { ...tokenBody, accessToken: long }],
    ['a refresh token with a space', { ...tokenBody, refreshToken: 'a b' }],
    ['a refresh token that is too long', { ...tokenBody, refreshToken: long }],
    ['an empty refresh token', { ...tokenBody, refreshToken: '' }],
    ['no life', { ...tokenBody, expiresIn: 0 }],
    ['half a second', { ...tokenBody, expiresIn: 0.5 }],
    ['an endless life', { ...tokenBody, expiresIn: 31_536_001 }],
    ['a life in words', { ...tokenBody, expiresIn: '3600' }],
  ])('refuses tokens with %s', async (_, body) => {
    const made = rig(ok(body))
    expect([await codeOf(refresh(made)), made.http.requests.length]).toEqual(['response-malformed', 1])
  })

  it.each<[string, object]>([
    ['no client', { clientId: undefined }],
    ['a secret of another type', { clientSecret: 1 }],
    ['a secret with a NUL', { clientSecret: 'a\0' }],
    ['a secret that is too long', { clientSecret: 'x'.repeat(16_385) }],
    ['no end', { clientSecretExpiresAt: undefined }],
    ['an end at 0', { clientSecretExpiresAt: 0 }],
    ['an end in milliseconds', { clientSecretExpiresAt: 1767776000_000 }],
  ])('refuses a registration with %s', async (_, wrong) => {
    const { oidc, run } = rig(ok({ ...registrationBody, ...wrong }))
    const call = oidc.registerClient({ region, clientName: 'a', scopes: [], flow: 'device' })
    expect(await codeOf(run(call))).toBe('response-malformed')
  })

  it.each<[string, object]>([
    ['no user code', { userCode: undefined }],
    ['a user code that moves the cursor', { userCode: '\u001b[2J' }],
    ['a user code in another direction', { userCode: '\u202eABCD' }],
    ['an address that is none', { verificationUri: 'device' }],
    ['an address with a line break', { verificationUri: 'https://a.example/\n' }],
    ['a second address that is none', { verificationUriComplete: '//' }],
    ['no life', { expiresIn: undefined }],
    ['an interval of years', { interval: 601 }],
  ])('refuses a device authorization with %s (T12)', async (_, wrong) => {
    const { oidc, run } = rig(ok({ ...deviceBody, ...wrong }))
    expect(await codeOf(run(oidc.startDeviceAuthorization({ region, registration, startUrl })))).toBe(
      'response-malformed',
    )
  })

  it('makes an error of the house of any garbage, with none of it in sight', async () => {
    const canary = 'cAnArY'
    const garbage = fc.record({
      status: fc.oneof(fc.integer({ min: 200, max: 599 }), fc.constantFrom(200, 400, 401, 429)),
      text: fc.oneof(
        fc.json(),
        fc.string(),
        fc.constantFrom(
          `{"error":"${canary}","reason":"${canary}","error_description":"${canary}"}`,
          `{"accessToken":"${canary}","expiresIn":1e999}`,
          `{"accessToken":["${canary}"],"__proto__":{"error":"invalid_grant"}}`,
          `{"error":"constructor","reason":"toString"}`,
          `["${canary}"`,
        ),
      ),
      type: fc.constantFrom('application/json', 'text/html', ''),
      errorType: fc.constantFrom('', canary, 'hasOwnProperty', `a#${canary}:b`),
    })
    await fc.assert(
      fc.asyncProperty(garbage, async ({ status, text, type, errorType }) => {
        const body = new TextEncoder().encode(text)
        const headers = { 'content-type': type, 'x-amzn-errortype': errorType }
        const { oidc, run } = rig({ status, headers, body })
        const thrown: unknown = await run(oidc.redeemCode({ region, registration, ...code })).catch(
          (error: unknown) => error,
        )
        expect(thrown).toBeInstanceOf(AppError)
        const { message, stack, cause } = thrown as AppError
        expect(`${message}${stack}${String(cause)}`).not.toContain(canary)
      }),
      { numRuns: 300 },
    )
  })
})

describe('ssoOidcClient, when to try again', () => {
  const down = new UnavailableError('network-down', 'down')
  const faults: readonly [string, FakeAnswer][] = [
    ['a 500', refused(500, 'InternalServerException', 'server_error')],
    ['a 429', jsonReply(429, '')],
    ['a lost reply', down],
  ]

  it.each(faults)('refreshes again after %s, with the same token (R17, R18, R21)', async (_, fault) => {
    const made = rig(fault, fault, ok(tokenBody))
    await refresh(made)
    expect(made.http.requests.map(sentJson)).toEqual(
      Array(3).fill({ ...client, grantType: 'refresh_token', refreshToken: 'aor-1' }),
    )
  })

  it.each(faults)('registers and starts again after %s', async (_, fault) => {
    const { http, oidc, run } = rig(fault, ok(registrationBody), fault, ok(deviceBody))
    await run(oidc.registerClient({ region, clientName: 'a', scopes: [], flow: 'device' }))
    await run(oidc.startDeviceAuthorization({ region, registration, startUrl }))
    expect(http.requests.length).toBe(4)
  })

  it.each(faults)('neither redeems a code nor polls again after %s', async (_, fault) => {
    const { http, oidc, run } = rig(fault, fault)
    await expect(run(oidc.redeemCode({ region, registration, ...code }))).rejects.toBeInstanceOf(
      UnavailableError,
    )
    const poll = run(oidc.pollDevice({ region, registration, deviceCode: 'd' }))
    await expect(poll).rejects.toBeInstanceOf(UnavailableError)
    expect(http.requests.length).toBe(2)
  })

  it('ends at once when its signal is aborted', async () => {
    const reason = new Error('cancelled')
    const { http, oidc } = rig()
    const signal = AbortSignal.abort(reason)
    await expect(oidc.refresh({ region, registration, refreshToken: 'r' }, { signal })).rejects.toBe(reason)
    expect(http.requests).toEqual([])
  })
})

describe('ssoOidcAuthorizeUrl', () => {
  it('has the parameters of the AWS CLI, in their order', () => {
    const url = ssoOidcAuthorizeUrl({
      baseUrl: rig().oidc.baseUrl(region),
      clientId: 'client 1',
      redirectUri: code.redirectUri,
      state: '0d3f6e1a-9a55-4e0b-8f1d-7c2f51b3a9d4',
      scopes: ['sso:account:access', 'codewhisperer:completions'],
      codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    })
    expect(url.href).toBe(
      'https://oidc.eu-central-1.amazonaws.com/authorize?response_type=code&client_id=client%201' +
        '&redirect_uri=http%3A%2F%2F127.0.0.1%3A53682%2Foauth%2Fcallback' +
        '&state=0d3f6e1a-9a55-4e0b-8f1d-7c2f51b3a9d4&code_challenge_method=S256' +
        '&scopes=sso%3Aaccount%3Aaccess%20codewhisperer%3Acompletions' +
        '&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    )
  })
})
