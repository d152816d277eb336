import { Sha256 } from '@aws-crypto/sha256-js'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { SignatureV4 } from '@smithy/signature-v4'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type StandIn, startStandIn } from '../../../aws/stand-in.ts'
import { signIn, type TestSession } from '../../../aws/test-client.ts'

let standIn: StandIn
beforeEach(async () => {
  standIn = await startStandIn({ regions: ['us-east-1', 'eu-west-1'] })
})
afterEach(() => standIn.close())

/** What the AWS SDK makes of a call: the identity, or the error's name and status. */
async function whoAmI(
  credentials: TestSession['accessToken'],
  options: { readonly region?: string; readonly offset?: number } = {},
): Promise<readonly unknown[]> {
  const client = new STSClient({
    region: options.region ?? 'us-east-1',
    endpoint: standIn.urls.sts,
    credentials,
    maxAttempts: 1,
    systemClockOffset: options.offset ?? 0,
  })
  try {
    const { Arn, Account, UserId } = await client.send(new GetCallerIdentityCommand({}))
    return [Arn, Account, UserId]
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const { $metadata } = error as { $metadata?: { readonly httpStatusCode?: number } }
    return [error.name, $metadata?.httpStatusCode]
  } finally {
    client.destroy()
  }
}

describe('GetCallerIdentity', () => {
  it.each(['developer', 'administrator', 'bob', 'root'])(
    'says that the credentials are of %s',
    async (key) => {
      const { accessToken } = await signIn(standIn, { principal: key })
      const { arn, userId } = standIn.principals.named(key)
      expect(await whoAmI(accessToken)).toEqual([arn, arn.split(':')[4], userId])
    },
  )

  it.each<[what: string, name: string, run: (session: TestSession) => Promise<readonly unknown[]>]>([
    [
      'another secret',
      'SignatureDoesNotMatch',
      ({ accessToken }) => whoAmI({ ...accessToken, secretAccessKey: 'x' }),
    ],
    [
      'another session token',
      'InvalidClientTokenId',
      ({ accessToken }) => whoAmI({ ...accessToken, sessionToken: 'x' }),
    ],
    [
      'an unknown key',
      'InvalidClientTokenId',
      ({ accessToken }) => whoAmI({ ...accessToken, accessKeyId: 'ASIAUNKNOWNUNKNOWN00' }),
    ],
    [
      'a region that is not served',
      'SignatureDoesNotMatch',
      ({ accessToken }) => whoAmI(accessToken, { region: 'ap-south-1' }),
    ],
    [
      'a clock that is wrong',
      'SignatureDoesNotMatch',
      ({ accessToken }) => whoAmI(accessToken, { offset: 600_000 }),
    ],
  ])('refuses %s with %s', async (_what, name, run) => {
    expect(await run(await signIn(standIn))).toEqual([name, 403])
  })

  it('refuses credentials that have ended, and not a moment sooner', async () => {
    const { accessToken } = await signIn(standIn)
    standIn.clock.advance(890)
    const inTime = await whoAmI(accessToken, { offset: 890_000 })
    standIn.clock.advance(11)
    expect([inTime[1], await whoAmI(accessToken, { offset: 901_000 })]).toEqual([
      '111122223333',
      ['ExpiredToken', 403],
    ])
  })

  it('takes any region it serves', async () => {
    const { accessToken } = await signIn(standIn)
    expect((await whoAmI(accessToken, { region: 'eu-west-1' }))[1]).toBe('111122223333')
  })

  it('refuses an explicit denial', async () => {
    const { accessToken } = await signIn(standIn)
    standIn.principals.deny(['sts:GetCallerIdentity'])
    expect(await whoAmI(accessToken)).toEqual(['AccessDenied', 403])
  })

  it.each<[what: string, status: number, code: string, body: string, type?: string]>([
    ['its own action', 200, '', 'Action=GetCallerIdentity&Version=2011-06-15'],
    ['another version', 400, 'InvalidAction', 'Action=GetCallerIdentity&Version=2011-06-16'],
    ['another action', 400, 'InvalidAction', 'Action=GetFederationToken&Version=2011-06-15'],
    [
      'another content type',
      400,
      'ValidationError',
      'Action=GetCallerIdentity&Version=2011-06-15',
      'text/plain',
    ],
  ])(
    'answers %s with %i %s',
    async (_what, status, code, body, type = 'application/x-www-form-urlencoded') => {
      const { accessToken } = await signIn(standIn)
      const { hostname, port, host } = new URL(standIn.urls.sts)
      const signer = new SignatureV4({
        service: 'sts',
        region: 'us-east-1',
        credentials: accessToken,
        sha256: Sha256,
      })
      const { headers } = await signer.sign({
        method: 'POST',
        protocol: 'http:',
        hostname,
        port: Number(port),
        path: '/',
        headers: { host, 'content-type': type },
        body,
      })
      const { host: _host, ...sent } = headers
      const reply = await fetch(standIn.urls.sts, { method: 'POST', headers: sent, body })
      expect([reply.status, /<Code>(.*)<\/Code>/.exec(await reply.text())?.[1] ?? '']).toEqual([status, code])
    },
  )

  it('answers errors in XML, with the clock of the stand-in', async () => {
    standIn.clock.advance(86_400)
    const reply = await fetch(standIn.urls.sts, { method: 'POST' })
    expect([reply.status, reply.headers.get('content-type'), await reply.text()]).toEqual([
      403,
      'text/xml',
      expect.stringMatching(/<Type>Sender<\/Type>\s*<Code>MissingAuthenticationToken<\/Code>/),
    ])
    const ahead = Date.parse(reply.headers.get('date') ?? '') - Date.now()
    expect(Math.round(ahead / 3_600_000)).toBe(24)
  })
})
