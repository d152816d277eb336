import { createPublicKey, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { NotSent } from '../../../../main/aws/not-sent.ts'
import { serverTime } from '../../../../main/aws/server-time.ts'
import { type SigninGrant, signinClient } from '../../../../main/aws/signin.ts'
import { UnavailableError } from '../../../../main/kernel/errors.ts'
import { generateDpopKey } from '../../../../main/oauth/dpop.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'
import { type FakeAnswer, FakeHttp, jsonReply, sentJson } from '../../../fakes/fake-http.ts'
import { SeededRandom } from '../../../fakes/seeded-random.ts'

const key = await generateDpopKey()
const clientId = 'arn:aws:signin:::devtools/same-device'
const date = 'Fri, 02 Jan 2026 03:04:05 GMT'

const refreshGrant: SigninGrant = { grantType: 'refresh_token', clientId, refreshToken: 'refresh-1' }
const codeGrant: SigninGrant = {
  grantType: 'authorization_code',
  clientId,
  code: 'ABC-123',
  codeVerifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  redirectUri: 'http://127.0.0.1:53682/oauth/callback',
}
const accessToken = { accessKeyId: 'ASIAEXAMPLE000000001', secretAccessKey: 's3cr3t', sessionToken: 'IQoJ' }
const tokenBody = {
  accessToken,
  tokenType: 'urn:aws:params:oauth:token-type:access_token_sigv4',
  expiresIn: 900,
  refreshToken: 'refresh-2',
}
const granted = jsonReply(200, tokenBody, { date })

function rig(...script: FakeAnswer[]) {
  const http = new FakeHttp(...script)
  const clock = new FakeClock()
  const time = serverTime(clock)
  const endpoints = () => new URL('http://127.0.0.1:9/x')
  const client = signinClient({ http, serverTime: time, clock, random: new SeededRandom(), endpoints })
  /** Starts a call and lets time pass until it ends. */
  async function createToken(grant: SigninGrant, signal?: AbortSignal) {
    const call = client.createToken(grant, { key, region: 'us-east-1', ...(signal ? { signal } : {}) })
    const settled = call.then(
      () => true,
      () => true,
    )
    for (let turn = 0; turn < 100; turn += 1) {
      if (await Promise.race([settled, clock.advance(100).then(() => false)])) break
    }
    return call
  }
  return { http, clock, client, createToken }
}

describe('signinClient', () => {
  it('refreshes: one unsigned POST with the flat body and a proof, and the reply in our terms', async () => {
    const { http, createToken } = rig(granted)
    const tokens = await createToken(refreshGrant)
    const request = http.requests[0]
    expect({ tokens, method: request?.method, url: request?.url.href, body: sentJson(request) }).toEqual({
      tokens: {
        accessToken,
        tokenType: tokenBody.tokenType,
        expiresInSeconds: 900,
        refreshToken: 'refresh-2',
        idToken: undefined,
        expiration: Date.parse('2026-01-02T03:19:05Z'),
      },
      method: 'POST',
      url: 'http://127.0.0.1:9/x/v1/token',
      body: { clientId, grantType: 'refresh_token', refreshToken: 'refresh-1' },
    })
    expect(request?.headers['content-type']).toBe('application/json')
  })
})
