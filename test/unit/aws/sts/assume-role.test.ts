import { AssumeRoleCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type StandIn, startStandIn } from '../../../aws/stand-in.ts'
import { signIn } from '../../../aws/test-client.ts'
import { whoIs } from '../who-is.ts'

const serial = 'arn:aws:iam::111122223333:mfa/carla'
const role = (name: string) => `arn:aws:iam::444455556666:role/${name}`

let standIn: StandIn
beforeEach(async () => {
  standIn = await startStandIn({ regions: ['us-east-1', 'eu-west-1'] })
})
afterEach(() => standIn.close())

interface Keys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** What the AWS SDK makes of a call: the credentials, or the error's name, status and words. */
async function send(
  credentials: Keys,
  command: AssumeRoleCommand | GetSessionTokenCommand,
  region = 'us-east-1',
): Promise<Required<Keys> | readonly unknown[]> {
  const client = new STSClient({ region, endpoint: standIn.urls.sts, credentials, maxAttempts: 1 })
  try {
    const reply =
      command instanceof AssumeRoleCommand ? await client.send(command) : await client.send(command)
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = reply.Credentials ?? {}
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const { $metadata } = error as { $metadata?: { readonly httpStatusCode?: number } }
    return [error.name, $metadata?.httpStatusCode, error.message]
  } finally {
    client.destroy()
  }
}

function keysOf(given: Required<Keys> | readonly unknown[]): Required<Keys> {
  if ('accessKeyId' in given) return given
  throw new Error(`AWS said ${JSON.stringify(given)}`)
}

const assume = (name: string, more: object = {}) =>
  new AssumeRoleCommand({ RoleArn: role(name), RoleSessionName: 'me', ...more })
const developer = async () => (await signIn(standIn, { principal: 'developer' })).accessToken

describe('AssumeRole', () => {
  it('gives the role to whom it trusts, as the SDK sees it', async () => {
    const given = keysOf(await send(await developer(), assume('Deploy')))
    const [arn, account] = await whoIs(standIn, given)
    expect([arn, account]).toEqual(['arn:aws:sts::444455556666:assumed-role/Deploy/me', '444455556666'])
    const path = keysOf(await send(await developer(), assume('audit/Audit', { ExternalId: 'acme-audit' })))
    expect((await whoIs(standIn, path))[0]).toBe('arn:aws:sts::444455556666:assumed-role/Audit/me')
  })

  it.each<[what: string, principal: string, command: () => AssumeRoleCommand, name: string, words: RegExp]>([
    [
      'whom it does not trust',
      'administrator',
      () => assume('Deploy'),
      'AccessDenied',
      /not authorized to perform: sts:AssumeRole/,
    ],
    ['a role that is not there', 'developer', () => assume('Nothing'), 'AccessDenied', /not authorized/],
    ['no external id', 'developer', () => assume('audit/Audit'), 'AccessDenied', /not authorized/],
    [
      'another external id',
      'developer',
      () => assume('audit/Audit', { ExternalId: 'other' }),
      'AccessDenied',
      /not authorized/,
    ],
    [
      'who is not the user that it trusts',
      'developer',
      () => assume('Guarded'),
      'AccessDenied',
      /not authorized/,
    ],
    ['root', 'root', () => assume('Deploy'), 'AccessDenied', /not authorized/],
    [
      'more than an hour for a chained role',
      'developer',
      () => assume('Deploy', { DurationSeconds: 3601 }),
      'ValidationError',
      /role chaining/,
    ],
    [
      'a short duration',
      'developer',
      () => assume('Deploy', { DurationSeconds: 899 }),
      'ValidationError',
      /between 900/,
    ],
    [
      'a name of one letter',
      'developer',
      () => new AssumeRoleCommand({ RoleArn: role('Deploy'), RoleSessionName: 'm' }),
      'ValidationError',
      /greater than or equal to 2/,
    ],
    [
      'a name with a slash',
      'developer',
      () => new AssumeRoleCommand({ RoleArn: role('Deploy'), RoleSessionName: 'a/b' }),
      'ValidationError',
      /roleSessionName/,
    ],
    [
      'an external id with a space',
      'developer',
      () => assume('Deploy', { ExternalId: 'a b' }),
      'ValidationError',
      /externalId/,
    ],
    [
      'tags, which it does not know',
      'developer',
      () => assume('Deploy', { Tags: [{ Key: 'a', Value: 'b' }] }),
      'ValidationError',
      /does not know the parameter/,
    ],
  ])('refuses %s', async (_what, principal, command, name, words) => {
    const { accessToken } = await signIn(standIn, { principal })
    expect(await send(accessToken, command())).toEqual([
      name,
      name === 'AccessDenied' ? 403 : 400,
      expect.stringMatching(words),
    ])
  })

  it('gives a user as long as the role allows, and no longer', async () => {
    const key = standIn.iam.createKey('robot')
    expect(await send(key, assume('Deploy', { DurationSeconds: 43_200 }))).toHaveProperty('accessKeyId')
    const audit = assume('audit/Audit', { ExternalId: 'acme-audit', DurationSeconds: 3601 })
    expect(await send(key, audit)).toEqual([
      'ValidationError',
      400,
      expect.stringContaining('MaxSessionDuration'),
    ])
  })

  it('refuses a region that is turned off, and does not know a key that was taken away', async () => {
    const key = standIn.iam.createKey('robot')
    standIn.iam.disabledRegions = ['eu-west-1']
    expect(((await send(key, assume('Deploy'), 'eu-west-1')) as readonly unknown[])[0]).toBe(
      'RegionDisabledException',
    )
    standIn.iam.deactivateKey(key.accessKeyId)
    expect(((await send(key, assume('Deploy'))) as readonly unknown[])[0]).toBe('InvalidClientTokenId')
  })

  it('answers an exception that it is told to', async () => {
    standIn.faults.add({ operation: 'sts', fault: { kind: 'exception', name: 'PackedPolicyTooLarge' } })
    expect(((await send(await developer(), assume('Deploy'))) as readonly unknown[])[0]).toMatch(
      /^PackedPolicyTooLarge/,
    )
  })

  it('ends the credentials when their time is over', async () => {
    const given = keysOf(await send(await developer(), assume('Deploy', { DurationSeconds: 900 })))
    standIn.clock.advance(901)
    const client = { ...given }
    await expect(whoIs(standIn, client)).rejects.toThrow()
  })
})

describe('MFA', () => {
  const withCode = (code: string) => assume('Guarded', { SerialNumber: serial, TokenCode: code })

  it('takes a code once, of now and of the windows beside it', async () => {
    const key = standIn.iam.createKey('carla')
    const code = standIn.iam.codeOf(serial)
    expect(await send(key, withCode(code))).toHaveProperty('accessKeyId')
    expect(await send(key, withCode(code))).toEqual([
      'AccessDenied',
      403,
      expect.stringContaining('invalid MFA one time pass code'),
    ])
    expect(await send(key, withCode(standIn.iam.codeOf(serial, -1)))).toHaveProperty('accessKeyId')
    expect(await send(key, withCode(standIn.iam.codeOf(serial, 5)))).toEqual([
      'AccessDenied',
      403,
      expect.any(String),
    ])
  })

  it('is in the session that was made with it, and serves more than one role', async () => {
    const key = standIn.iam.createKey('carla')
    const TokenCode = standIn.iam.codeOf(serial)
    const session = keysOf(await send(key, new GetSessionTokenCommand({ SerialNumber: serial, TokenCode })))
    expect(await send(session, assume('Guarded'))).toHaveProperty('accessKeyId')
    expect(await send(session, assume('Guarded', { RoleSessionName: 'again' }))).toHaveProperty('accessKeyId')
    const plain = keysOf(await send(key, new GetSessionTokenCommand({})))
    expect(await send(plain, assume('Guarded'))).toEqual([
      'AccessDenied',
      403,
      expect.stringContaining('not authorized'),
    ])
  })

  it('refuses the device of another', async () => {
    const key = standIn.iam.createKey('robot')
    const TokenCode = standIn.iam.codeOf(serial)
    expect(await send(key, new GetSessionTokenCommand({ SerialNumber: serial, TokenCode }))).toEqual([
      'AccessDenied',
      403,
      expect.stringContaining('unable to validate MFA code'),
    ])
  })

  it('keeps no code of what it was asked', async () => {
    const TokenCode = standIn.iam.codeOf(serial)
    await send(
      standIn.iam.createKey('carla'),
      new GetSessionTokenCommand({ SerialNumber: serial, TokenCode }),
    )
    expect(JSON.stringify(standIn.iam.calls)).not.toContain(TokenCode)
  })
})

describe('GetSessionToken', () => {
  it('takes long-term keys only', async () => {
    const key = standIn.iam.createKey('robot')
    const session = keysOf(await send(key, new GetSessionTokenCommand({ DurationSeconds: 900 })))
    expect((await whoIs(standIn, session))[0]).toBe('arn:aws:iam::111122223333:user/robot')
    expect(await send(session, new GetSessionTokenCommand({}))).toEqual([
      'AccessDenied',
      403,
      'Cannot call GetSessionToken with session credentials',
    ])
  })
})
