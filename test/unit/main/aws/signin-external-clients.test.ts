import { describe, expect, it } from 'vitest'
import { signinExternalClients } from '../../../../main/aws/signin-external-clients.ts'
import type { FakeAnswer } from '../../../fakes/fake-http.ts'
import { errorOf, refused, replied, replyTime, signinServiceRig } from '../../../fakes/signin-service-rig.ts'

const rig = (...script: FakeAnswer[]) => signinServiceRig(signinExternalClients, ...script)
const region = 'eu-central-1'
const clientId = 'arn:aws:signin:eu-central-1::external-client/dcr/0d3f6e1a'
const resource = 'aws-mcp.amazonaws.com'
const tokens = {
  access_token: 'opaque',
  token_type: 'Bearer',
  expires_in: 3600,
  refresh_token: 'ASORexample',
}

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

describe('signinExternalClients', () => {
  it('registers a public client: no signature, JSON as RFC 7591 has it', async () => {
    const { http, client, run } = rig(replied({ client_id: clientId, client_id_issued_at: 1 }))
    const redirectUris = ['http://127.0.0.1:8080/callback']
    expect(await run(client.registerClient({ redirectUris }, { region }))).toEqual({ clientId })
    const [request] = http.requests
    expect([request?.url.href, request?.headers, JSON.parse(text(request?.body))]).toEqual([
      'https://eu-central-1.signin.aws.amazon.com/v1/register',
      { accept: 'application/json', 'content-type': 'application/json', 'user-agent': 'signet' },
      {
        redirect_uris: redirectUris,
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'none',
      },
    ])
  })

  it('redeems a code and refreshes with a form', async () => {
    const { http, client, run } = rig(replied(tokens), replied({ ...tokens, refresh_token: undefined }))
    const code = {
      grantType: 'authorization_code',
      code: 'A+B C',
      codeVerifier: 'v~',
      redirectUri: 'http://127.0.0.1:1/?a=b&c',
    } as const
    const refresh = { grantType: 'refresh_token', refreshToken: 'ASOR/+=' } as const
    const results = [
      await run(client.createToken({ clientId, resource, grant: code }, { region })),
      await run(client.createToken({ clientId, resource, grant: refresh }, { region })),
    ]
    const expiration = replyTime + 3_600_000
    expect(results).toEqual([
      { accessToken: 'opaque', expiration, refreshToken: 'ASORexample' },
      { accessToken: 'opaque', expiration, refreshToken: undefined },
    ])
    expect(http.requests.map(({ url, headers }) => [url.href, headers['content-type']])).toEqual(
      Array.from({ length: 2 }, () => [
        'https://eu-central-1.signin.aws.amazon.com/v1/token',
        'application/x-www-form-urlencoded',
      ]),
    )
    expect(http.requests.map(({ body }) => Object.fromEntries(new URLSearchParams(text(body))))).toEqual([
      {
        grant_type: 'authorization_code',
        client_id: clientId,
        code: 'A+B C',
        code_verifier: 'v~',
        redirect_uri: 'http://127.0.0.1:1/?a=b&c',
        resource,
      },
      { grant_type: 'refresh_token', client_id: clientId, refresh_token: 'ASOR/+=', resource },
    ])
  })

  it('sends nothing twice, and says what to check', async () => {
    const { http, client, run } = rig(refused(400, undefined, 'invalid_grant'), refused(500, undefined, ''))
    const grant = { grantType: 'refresh_token', refreshToken: 'canary' } as const
    const call = () => errorOf(run(client.createToken({ clientId, resource, grant }, { region })))
    const errors = [await call(), await call()]
    expect([errors.map(({ code }) => code), http.requests.length]).toEqual([
      ['invalid-request', 'server-error'],
      2,
    ])
    expect(errors.join()).not.toContain('canary')
  })

  it.each([[[]], [Array.from({ length: 11 }, () => 'http://127.0.0.1:1/')]])(
    'registers no client with %j',
    async (redirectUris) => {
      const { http, client, run } = rig()
      const error = await errorOf(run(client.registerClient({ redirectUris }, { region })))
      expect([error.code, http.requests]).toEqual(['request-malformed', []])
    },
  )
})
