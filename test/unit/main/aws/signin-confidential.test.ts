import { describe, expect, it } from 'vitest'
import { signinConfidentialClient } from '../../../../main/aws/signin-confidential.ts'
import { UnavailableError } from '../../../../main/kernel/errors.ts'
import {
  asked,
  by,
  errorOf,
  replied,
  replyTime,
  signinServiceRig,
} from '../../../fakes/signin-service-rig.ts'

const clientId = 'arn:aws:signin:::devtools/same-device'
const refresh = { grantType: 'refresh_token', clientId, refreshToken: 'refresh-1' } as const
const code = {
  grantType: 'authorization_code',
  clientId,
  code: 'ABC-123',
  codeVerifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  redirectUri: 'http://127.0.0.1:53682/oauth/callback',
} as const
const accessToken = { accessKeyId: 'ASIAEXAMPLE000000001', secretAccessKey: 's3cr3t', sessionToken: 'IQoJ' }
const tokens = { accessToken, tokenType: 'aws_sigv4', expiresIn: 900, refreshToken: 'refresh-2' }

describe('signinConfidentialClient', () => {
  it.each([refresh, code])('signs the $grantType grant in place of a DPoP proof', async (grant) => {
    const { http, client, run } = signinServiceRig(
      signinConfidentialClient,
      replied({ ...tokens, ...(grant === code ? { idToken: 'e.e.e' } : {}) }),
    )
    expect(await run(client.createToken(grant, by))).toEqual({
      accessToken,
      tokenType: 'aws_sigv4',
      refreshToken: 'refresh-2',
      idToken: grant === code ? 'e.e.e' : undefined,
      expiresInSeconds: 900,
      expiration: replyTime + 900_000,
    })
    expect([asked(http.requests[0]), http.requests[0]?.headers.dpop]).toEqual([
      {
        line: 'POST https://us-east-1.signin.aws.amazon.com/v1/token',
        type: 'application/json',
        body: grant,
        scope: 'us-east-1/signin/aws4_request',
      },
      undefined,
    ])
  })

  it('redeems a code once, whatever happens to the reply', async () => {
    const broke = new UnavailableError('network-down', 'The connection broke off.')
    const { http, client, run } = signinServiceRig(signinConfidentialClient, broke)
    expect([await errorOf(run(client.createToken(code, by))), http.requests.length]).toEqual([broke, 1])
  })
})
