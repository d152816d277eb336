import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CacheFileError, timeMember } from '../../../../main/aws/cli-cache-json.ts'
import { decodeCachedLogin } from '../../../../main/aws/cli-cache-login.ts'
import { decodeCachedSso } from '../../../../main/aws/cli-cache-sso.ts'

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const arn = 'arn:aws:sts::111122223333:assumed-role/Admin/alice'
const idToken = `e30.${Buffer.from(JSON.stringify({ sub: arn })).toString('base64url')}.x`
const login = {
  accessToken: {
    accessKeyId: 'ASIAEXAMPLE',
    secretAccessKey: 'canary-secret',
    sessionToken: 'canary-token',
    accountId: '111122223333',
    expiresAt: '2026-01-02T03:19:05Z',
  },
  tokenType: 'urn:aws:params:oauth:token-type:access_token_sigv4',
  clientId: 'arn:aws:signin:::devtools/same-device',
  refreshToken: 'canary-refresh',
  idToken,
  dpopKey: privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
}
const token = {
  startUrl: 'https://d-1234567890.awsapps.com/start',
  region: 'us-east-1',
  accessToken: 'canary-access',
  expiresAt: '2026-01-02T03:19:05Z',
  clientId: 'client',
  clientSecret: 'canary-client-secret',
  registrationExpiresAt: '2026-03-02T03:19:05Z',
  refreshToken: 'canary-refresh',
}
const faultOf = async (work: () => unknown): Promise<string | undefined> => {
  try {
    await work()
    return undefined
  } catch (thrown) {
    if (!(thrown instanceof CacheFileError)) throw thrown
    expect(JSON.stringify([thrown.message, String(thrown.cause)])).not.toContain('canary')
    return thrown.fault
  }
}

describe('decodeCachedLogin', () => {
  it('reads a file as the AWS CLI writes it', async () => {
    const { x, y, d } = privateKey.export({ format: 'jwk' })
    expect(await decodeCachedLogin(JSON.stringify(login))).toEqual({
      credentials: {
        accessKeyId: 'ASIAEXAMPLE',
        secretAccessKey: 'canary-secret',
        sessionToken: 'canary-token',
        accountId: '111122223333',
        expiration: Date.UTC(2026, 0, 2, 3, 19, 5),
      },
      clientId: 'arn:aws:signin:::devtools/same-device',
      tokenType: 'urn:aws:params:oauth:token-type:access_token_sigv4',
      refreshToken: 'canary-refresh',
      dpopKey: { kty: 'EC', crv: 'P-256', x, y, d },
      principal: { principalArn: arn, accountId: '111122223333' },
      signInRegion: undefined,
    })
  })

  it('reads the spellings of the other SDKs: identityToken, signInRegion, PKCS #8, no token at all', async () => {
    const { idToken: _left, ...rest } = login
    const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const java = { ...rest, identityToken: idToken, signInRegion: 'eu-west-1', dpopKey: pkcs8 }
    expect(await decodeCachedLogin(JSON.stringify(java))).toMatchObject({
      principal: { principalArn: arn },
      signInRegion: 'eu-west-1',
    })
    expect((await decodeCachedLogin(JSON.stringify(rest))).principal).toBeUndefined()
    expect(
      (await decodeCachedLogin(JSON.stringify({ ...login, idToken: 'x.y.z' }))).principal,
    ).toBeUndefined()
  })

  it.each([
    ['torn', ''],
    ['torn', JSON.stringify(login).slice(0, 200)],
    ['not-json', '{"a":}'],
    ['foreign', '[]'],
    ['foreign', '"text"'],
    ['foreign', JSON.stringify(token)],
    ['foreign', JSON.stringify({ ...login, accessToken: 'text' })],
    ['incomplete', JSON.stringify({ ...login, refreshToken: undefined })],
    ['incomplete', JSON.stringify({ ...login, refreshToken: 'a\nb' })],
    ['incomplete', JSON.stringify({ ...login, clientId: 'arn:aws:signin:::other' })],
    ['incomplete', JSON.stringify({ ...login, accessToken: { ...login.accessToken, expiresAt: 'soon' } })],
    ['incomplete', JSON.stringify({ ...login, accessToken: { ...login.accessToken, accountId: '1\n' } })],
    ['incomplete', `{"__proto__": ${JSON.stringify(login)}, "accessToken": {}}`],
    ['key-unusable', JSON.stringify({ ...login, dpopKey: 'canary' })],
  ])('calls a file %s, and quotes nothing of it (%#)', async (fault, text) => {
    expect(await faultOf(() => decodeCachedLogin(text))).toBe(fault)
  })
})

describe('decodeCachedSso', () => {
  it('reads a token, and a registration', () => {
    const registration = {
      kind: 'registration',
      clientId: 'client',
      clientSecret: 'canary-client-secret',
      expiresAt: Date.UTC(2026, 2, 2, 3, 19, 5),
      scopes: [],
      grantTypes: undefined,
    }
    expect(decodeCachedSso(JSON.stringify(token))).toEqual({
      kind: 'token',
      accessToken: 'canary-access',
      expiresAt: Date.UTC(2026, 0, 2, 3, 19, 5),
      startUrl: token.startUrl,
      region: 'us-east-1',
      refreshToken: 'canary-refresh',
      registration,
    })
    const { clientId, clientSecret, registrationExpiresAt: expiresAt } = token
    const grantTypes = ['authorization_code', 'refresh_token']
    const file = { clientId, clientSecret, expiresAt, scopes: ['sso:account:access', 7], grantTypes }
    expect(decodeCachedSso(JSON.stringify(file))).toEqual({
      ...registration,
      scopes: ['sso:account:access'],
      grantTypes,
    })
  })

  it('reads a token of old, which cannot be renewed', () => {
    const old = {
      accessToken: 'a',
      expiresAt: '2019-11-14T04:05:45UTC',
      startUrl: token.startUrl,
      region: 'x',
    }
    expect(decodeCachedSso(JSON.stringify(old))).toMatchObject({
      expiresAt: Date.UTC(2019, 10, 14, 4, 5, 45),
      refreshToken: undefined,
      registration: undefined,
    })
  })

  it.each([
    ['foreign', '{}'],
    ['foreign', JSON.stringify({ clientIdHash: 'x', retries: 3 })],
    ['incomplete', JSON.stringify({ ...token, accessToken: 7, clientId: undefined })],
    ['incomplete', JSON.stringify({ ...token, expiresAt: 1767323945 })],
    ['torn', '{"accessToken": "canary'],
  ])('calls a file %s, and quotes nothing of it (%#)', async (fault, text) => {
    expect(await faultOf(() => decodeCachedSso(text))).toBe(fault)
  })

  it('takes any JSON without another error (R19)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (text) => {
        await faultOf(() => decodeCachedSso(text))
        await faultOf(() => decodeCachedLogin(text))
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('timeMember', () => {
  it.each([
    ['2026-01-02T03:04:05Z', Date.UTC(2026, 0, 2, 3, 4, 5)],
    ['2026-01-02T03:04:05.678Z', Date.UTC(2026, 0, 2, 3, 4, 5, 678)],
    ['2026-01-02T03:04:05+01:00', Date.UTC(2026, 0, 2, 2, 4, 5)],
    ['2026-13-02T03:04:05Z', undefined],
    ['2026-01-02', undefined],
    ['tomorrow', undefined],
  ])('%s', (text, expected) => {
    expect(timeMember({ at: text }, 'at')).toBe(expected)
  })
})
