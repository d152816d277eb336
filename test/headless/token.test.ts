/**
 * Bearer tokens for agents and services, and signing out everywhere, with the real agent; then every byte that was left
 * behind or said is looked through for the tokens (T1, T23).
 */
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type SignedReply, signedPost } from '../aws/signin-control-client.ts'
import { atTerminal, hasTerminal, type TerminalStep } from '../fakes/terminal.ts'
import { CanaryScan, type Leak, type Secret } from './canary-scan.ts'
import { builtRelay, nodeRelay, Scene } from './harness.ts'

const resource = 'aws-mcp.amazonaws.com'
const issue = ['token', '--resource', resource, '--profile', 'p']
const developer = 'arn:aws:sts::111122223333:assumed-role/Developer/alice'
const needsTerminal = hasTerminal ? '' : ' (skipped: no python3 for a terminal)'

let scene: Scene
const looked: { where: string; bytes: Buffer }[] = []

beforeAll(async () => {
  scene = await Scene.start({ standIn: { refreshTokenPrefix: 'ASOR' } })
  await scene.signIn('p')
  await scene.signIn('q', { principal: 'administrator' })
})
afterAll(() => scene.close())
afterEach(() => {
  for (const pid of scene.processes()) {
    for (const file of ['environ', 'cmdline']) {
      try {
        looked.push({ where: `${file} of ${pid}`, bytes: readFileSync(`/proc/${pid}/${file}`) })
      } catch {
        // It has just ended.
      }
    }
  }
})

/** A file of this scene that holds a token; gone when the call is over. */
async function withFile<T>(token: string, use: (path: string) => Promise<T>, mode = 0o600): Promise<T> {
  const path = join(scene.folder, 'a-token')
  writeFileSync(path, `${token}\n`, { mode })
  chmodSync(path, mode)
  try {
    return await use(path)
  } finally {
    rmSync(path)
  }
}

async function issued(...more: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await scene.run([...issue, ...more])
  if (code !== 0) throw new Error(stderr)
  return stdout.trim()
}

/** What another program of the same account is told of a token. */
async function told(token: string): Promise<SignedReply['body']> {
  const { sessionToken = '', ...key } = scene.standIn.signinControl.accessKey('bob')
  const reply = await signedPost({
    url: `${scene.standIn.urls.signin['us-east-1']}/v1/introspect?x-amz-client-auth-method=iam`,
    ...{
      key: { ...key, sessionToken },
      region: 'us-east-1',
      now: scene.standIn.clock.now(),
      body: { token },
    },
  })
  return reply.body
}

const terminalRelay = { name: 'built', command: builtRelay, whyNot: '' }
const person = (args: readonly string[], steps: readonly TerminalStep[]) =>
  atTerminal(terminalRelay, args, steps, { home: scene.env.SIGNET_HOME ?? '', env: scene.env })

const refreshTokens = () =>
  scene.standIn.mintedSecrets().flatMap(({ kind, value }) => (kind === 'refresh-token' ? [value] : []))

describe('signet token', () => {
  it.each([
    ['the built relay', builtRelay],
    ['the relay in Node', nodeRelay],
  ])('gives a pipe a token that AWS knows, one line and nothing else: %s', async (_, relay) => {
    const { code, stdout, stderr } = await scene.run(issue, { relay })
    expect([code, stdout.split('\n').length, stderr]).toEqual([0, 2, ''])
    expect(await told(stdout.trim())).toMatchObject({ active: true, sub: developer, aud: resource })
  })

  it('gives JSON, and a bearer token of a length', async () => {
    const words = [
      'token',
      'issue',
      '--kind',
      'bearer',
      '--resource',
      'ecr.amazonaws.com',
      '--duration',
      '600',
    ]
    const { stdout } = await scene.run([...words, '--profile', 'p', '--json'])
    const { accessToken, expiresAt, ...view } = JSON.parse(stdout)
    expect(view).toEqual({
      tokenType: 'Bearer',
      kind: 'bearer',
      profile: 'p',
      region: 'us-east-1',
      resource: 'ecr.amazonaws.com',
    })
    expect(Math.abs(Date.parse(expiresAt) - Date.now() - 600_000)).toBeLessThan(60_000)
    expect(await told(accessToken)).toMatchObject({ active: true, aud: 'ecr.amazonaws.com' })
  })

  it('a dry run asks nothing of AWS', async () => {
    const before = scene.standIn.counters.snapshot()
    const ran = [
      await scene.run([...issue, '--dry-run']),
      await scene.run(['token', 'introspect', '--profile', 'p', '--dry-run']),
      await scene.run(['token', 'revoke', '--profile', 'p', '--dry-run', '--json']),
    ]
    const host = new URL(scene.env.AWS_ENDPOINT_URL_SIGNIN ?? '').host
    expect([ran.map(({ code }) => code), ran[0]?.stdout, scene.standIn.counters.snapshot()]).toEqual([
      [0, 0, 0],
      `Would send CreateOAuth2TokenWithIAM for ${resource}, asked of ${host} (us-east-1) with profile p.\nNothing was sent.\n`,
      before,
    ])
  })

  it('introspects a token from a file; another account learns nothing', async () => {
    const token = await issued()
    const words = ['token', 'introspect', '--token-file', 'a-token', '--profile']
    const own = await withFile(token, () => scene.run([...words, 'p']))
    const loose = await withFile(token, () => scene.run([...words, 'p', '--json']), 0o644)
    const other = await withFile(token, () => scene.run([...words, 'q']))
    expect([own.code, own.stdout]).toEqual([0, expect.stringMatching(/^Active\n {2}principal {2}/)])
    expect(own.stdout).toContain(developer)
    expect([JSON.parse(loose.stdout).subject, loose.stderr]).toEqual([
      developer,
      'Others can read the token file. Close it with: chmod 600 FILE\n',
    ])
    expect([other.code, other.stdout]).toEqual([0, expect.stringMatching(/^Not active: /)])
  })

  it(`asks for a token at a terminal, and shows neither what is typed nor the token${needsTerminal}`, {
    skip: !hasTerminal,
  }, async () => {
    const token = await issued()
    const run = await person(
      ['token', 'introspect', '--profile', 'p'],
      [{ expect: 'not shown): ', send: `${token}\n` }],
    )
    expect([run.code, run.showed]).toEqual([0, [false, true]])
    expect(run.transcript).toContain(developer)
    expect(run.transcript).not.toContain(token.slice(0, 12))
    const issuing = await person(issue, [])
    const [plan, life, shown] = issuing.transcript.split('\r\n')
    expect([plan, life]).toEqual([
      expect.stringMatching(/^CreateOAuth2TokenWithIAM for aws-mcp.amazonaws.com, asked of /),
      expect.stringMatching(/^The token below lives until \S+ \(\d+ min\)\. It is not kept: /),
    ])
    expect(await told(shown ?? '')).toMatchObject({ active: true })
  })

  it('names the way out where nobody can be asked, and never takes a token as an argument', async () => {
    const nobody = await scene.run(['token', 'revoke', '--profile', 'p'])
    const argument = await scene.run(['token', 'revoke', 'ASORof-a-test'])
    expect([nobody.code, nobody.stderr, argument.code, argument.stderr]).toEqual([
      1,
      'signet: There is nobody to ask for the token here. Put it into a file that only you can read, and name that: --token-file FILE\n',
      2,
      'signet: Usage: signet token revoke [--profile NAME] [--token-file FILE]. A token is never an argument.\n',
    ])
  })

  it('says what AWS said no to, and what to do', async () => {
    const { principals, faults } = scene.standIn
    principals.deny(['signin:CreateOAuth2Token'], 'developer')
    const denied = await scene.run(issue)
    principals.deny([], 'developer')
    faults.set([
      { operation: 'token-with-iam', times: 'always', fault: { kind: 'throttle', retryAfterInSeconds: 9 } },
    ])
    const busy = await scene.run(issue)
    faults.clear()
    const unknown = await scene.run(['token', '--resource', resource, '--profile', 'nobody'])
    expect([denied, busy, unknown].map(({ code, stdout, stderr }) => [code, stdout, stderr])).toEqual([
      [1, '', expect.stringContaining('It needs the action signin:CreateOAuth2Token')],
      [5, '', expect.stringContaining('Try again in a minute.')],
      [3, '', expect.stringContaining('signet login --profile nobody')],
    ])
  })

  it('revokes a refresh chain from a file: the session of it is over', async () => {
    await scene.signIn('gone', { principal: 'bob' })
    const token = refreshTokens().at(-1) ?? ''
    expect(await told(token)).toMatchObject({ active: true, token_type: 'refresh_token' })
    const words = ['token', 'revoke', '--token-file', 'a-token', '--profile', 'p']
    const { code, stdout } = await withFile(token, () => scene.run(words))
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^Revoked, with every token that comes of it\./),
    ])
    expect(await told(token)).toEqual({ active: false })
    await scene.endKeys()
    expect((await scene.ask('gone')).code).toBe(3)
    await scene.run(['logout', '--profile', 'gone'])
  })
})

describe('signet logout --everywhere', () => {
  const vaultless = async (profile: string) => (await scene.ask(profile)).code

  it('revokes the chain at AWS, then forgets the session', async () => {
    await scene.signIn('x', { principal: 'bob' })
    const token = refreshTokens().at(-1) ?? ''
    const { code, stdout, stderr } = await scene.run(['logout', '--everywhere', '--profile', 'x'])
    expect([code, stdout.split('\n').slice(0, 2), stderr]).toEqual([
      0,
      [
        'Signed out: arn:aws:iam::111122223333:user/bob',
        'Revoked at AWS, for every machine: arn:aws:iam::111122223333:user/bob',
      ],
      '',
    ])
    expect([await told(token), await vaultless('x')]).toEqual([{ active: false }, 3])
  })

  it('signs out here all the same when AWS does not let it, and says why', async () => {
    const { principals, faults } = scene.standIn
    await scene.signIn('x', { principal: 'bob' })
    principals.deny(['signin:RevokeOAuth2Token'], 'bob')
    const denied = await scene.run(['logout', '--everywhere', '--profile', 'x'])
    principals.deny([], 'bob')
    await scene.signIn('x', { principal: 'bob' })
    faults.set([{ operation: 'revoke-token', times: 'always', fault: { kind: 'reply', status: 503 } }])
    const broken = await scene.run(['logout', '--everywhere', '--profile', 'x', '--json'])
    faults.clear()
    expect([denied.code, denied.stderr, await vaultless('x')]).toEqual([
      0,
      expect.stringMatching(
        /^Not revoked at AWS: arn:aws:iam::111122223333:user\/bob\. .+ It needs the action signin:RevokeOAuth2Token\./,
      ),
      3,
    ])
    expect([broken.code, JSON.parse(broken.stdout).everywhere]).toEqual([
      0,
      [{ who: 'arn:aws:iam::111122223333:user/bob', isRevoked: false, why: expect.stringMatching(/^\S/) }],
    ])
  })

  it('says plainly that AWS has no call for a refresh token of another form', async () => {
    const other = await Scene.start()
    try {
      await other.signIn('p')
      const { code, stdout, stderr } = await other.run(['logout', '--everywhere', '--profile', 'p'])
      expect([code, stdout.split('\n')[0], stderr, other.standIn.counters.calls('revoke-token')]).toEqual([
        0,
        `Signed out: ${developer}`,
        expect.stringMatching(
          /^Not revoked at AWS: .+ begin with ASOR, and the one of this session does not\./,
        ),
        0,
      ])
    } finally {
      await other.close()
    }
  })
})

describe('after all of it', () => {
  let secrets: readonly Secret[]
  let scan: CanaryScan
  beforeAll(() => {
    secrets = scene.standIn.mintedSecrets().map(({ kind, value }, index): Secret => {
      const from = kind === 'id-token' ? value.lastIndexOf('.') + 1 : /^ASO[AR]/.test(value) ? 8 : 0
      return { name: `${kind} ${index}`, value, from }
    })
    scan = new CanaryScan(secrets)
  })

  it('there were bearer and refresh tokens to be found, and the scan sees one where it belongs', () => {
    const kinds = secrets.map(({ name }) => name.replace(/ \d+$/, ''))
    expect(kinds.filter((kind) => kind === 'bearer-token').length).toBeGreaterThan(5)
    expect(kinds.filter((kind) => kind === 'refresh-token').length).toBeGreaterThan(5)
    const given = scene.ran.find(({ args }) => args.includes(resource))
    const found = scan.bytes('stdout', given?.running.stdout ?? '')
    expect(found.map(({ secret }) => secret.replace(/ \d+$/, ''))).toContain('bearer-token')
  })

  it('none stands in any file of the home, vault and log included (T1)', () => {
    expect(scan.folder(scene.folder, [scene.passphrasePath])).toEqual([])
  })

  it('none was said, but for the token on the stdout of "token issue" (T23)', () => {
    const leaks = scene.ran.flatMap(({ args, running }): Leak[] => {
      const isForATool =
        args.includes('credential-process') || (args.includes('--resource') && !args.includes('--dry-run'))
      const command = args.join(' ')
      return [
        ...(isForATool ? [] : scan.bytes(`stdout of ${command}`, running.stdout)),
        ...scan.bytes(`stderr of ${command}`, running.stderr),
      ]
    })
    expect([leaks, scene.ran.length > 30]).toEqual([[], true])
  })

  it('none stood in the environment or the arguments of a process (T23)', () => {
    expect(looked.length).toBeGreaterThan(5)
    expect(looked.flatMap(({ where, bytes }) => scan.bytes(where, bytes))).toEqual([])
  })
})
