/** Accounts, roles and the profiles made of them, as a person and their tools see them: real processes throughout. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { organisation } from '../aws/identity-center/organisation.ts'
import { ssoSignIn } from '../aws/sso-test-client.ts'
import { signIn } from '../aws/test-client.ts'
import { writeLoginHome } from '../interop/login-session-files.ts'
import { makeSsoHome } from '../interop/sso-home.ts'
import { builtRelay, nodeRelay, root, Scene } from './harness.ts'
import {
  configText,
  generateProfiles,
  outcomes,
  sceneWithProfiles,
  signInToCenter,
  usualProfiles,
} from './identity-center-scene.ts'

const profile = 'acme-dev-Developer'

describe('signet accounts and roles', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await Scene.start()
    await signInToCenter(scene)
  })
  afterAll(() => scene.close())

  it('show what the portal has, and a new agent shows it again without asking', async () => {
    const accounts = await scene.run(['accounts'])
    expect(accounts.stdout.split('\n').map((line) => line.replace(/ +/g, ' ').trim())).toEqual([
      'ACCOUNT NAME EMAIL ROLES',
      '111122223333 acme-dev aws+dev@example.com 3 roles',
      '444455556666 acme-prod aws+prod@example.com 2 roles',
      '777788889999 acme-sandbox aws+sandbox@example.com PowerUserAccess',
      '',
    ])
    const called = scene.standIn.identityCenter.traffic.figures().calls
    await scene.endAgent('SIGKILL')
    const roles = await scene.run(['roles', '--account', '444455556666', '--json'])
    expect([roles.code, roles.stderr, JSON.parse(roles.stdout)]).toEqual([
      0,
      '',
      ['AdministratorAccess', 'ReadOnlyAccess'].map((roleName) =>
        expect.objectContaining({ accountId: '444455556666', accountName: 'acme-prod', roleName }),
      ),
    ])
    const found = JSON.parse((await scene.run(['accounts', 'sandbox', '--json'])).stdout) as object[]
    expect(found).toEqual([
      expect.objectContaining({ accountId: '777788889999', roles: ['PowerUserAccess'] }),
    ])
    expect(scene.standIn.identityCenter.traffic.figures().calls).toBe(called)
  })

  it('say what --refresh has found', async () => {
    scene.standIn.identityCenter.directory.unassign('alice', '777788889999')
    const { code, stdout, stderr } = await scene.run(['roles', '--refresh'])
    expect([code, stdout.includes('777788889999'), stderr]).toEqual([
      0,
      false,
      expect.stringContaining('Gone: 1 account.\n'),
    ])
  })
})

describe('accounts with names that are written to do harm', () => {
  it('are listed and made into profiles that do none (T25)', async () => {
    const scene = await sceneWithProfiles({
      accounts: organisation({ accounts: 20, roles: 3 }),
      portalRate: 0,
    })
    try {
      const { stdout } = await scene.run(['roles'])
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be in a terminal.
      expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f\u202e]/)
      const lines = configText(scene).split('\n').filter(Boolean)
      const strange = lines.filter(
        (line) =>
          !/^\[profile [\w.+@-]+\]$|^region = us-east-1$/.test(line) &&
          !line.startsWith(`credential_process = ${builtRelay[0]} credential-process --profile `),
      )
      expect(strange).toEqual([])
      const made = lines.flatMap((line) => /^\[profile (.*)\]$/.exec(line)?.[1] ?? [])
      expect([made.length > 50, new Set(made).size]).toEqual([true, made.length])
    } finally {
      await scene.close()
    }
  })
})

describe('signet profiles generate', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await sceneWithProfiles()
  })
  afterAll(() => scene.close())

  const expected = (names: readonly string[]) =>
    names
      .map(
        (name) =>
          `[profile ${name}]\ncredential_process = ${builtRelay[0]} credential-process --profile ${name}\nregion = us-east-1\n`,
      )
      .join('\n')

  it('writes a profile for every role, and a second time has nothing to do', async () => {
    const written = configText(scene)
    expect(written).toBe(expected(usualProfiles))
    expect((await generateProfiles(scene)).stdout).toBe(
      'Session work: 0 to add, 0 to change, 6 as they must be\nEverything is as it must be.\n',
    )
    expect(configText(scene)).toBe(written)
  })

  it('takes profiles away that have lost their role: shown, done, and undone', async () => {
    const { standIn } = scene
    const before = configText(scene)
    standIn.identityCenter.directory.unassign('alice', '777788889999')
    await scene.run(['accounts', '--refresh'])
    const stays = await generateProfiles(scene)
    expect(stays.stdout).toContain('Gone from AWS, stays without --prune: acme-sandbox-PowerUserAccess')
    const shown = await scene.run(['profiles', 'generate', '--prune', '--dry-run'])
    expect([shown.code, shown.stdout]).toEqual([
      0,
      expect.stringMatching(/\nGoes: acme-sandbox-PowerUserAccess .*-\[profile acme-sandbox-.*Nothing was/s),
    ])
    expect(configText(scene)).toBe(before)
    await generateProfiles(scene, ['--prune'])
    expect(configText(scene)).toBe(expected(usualProfiles.slice(0, -1)))
    expect((await scene.credentials(profile)).AccountId).toBe('111122223333')
    expect((await scene.run(['config', 'undo', '--yes'])).code).toBe(0)
    expect(configText(scene)).toBe(before)
  })
})

describe('tools of others, through a generated profile', () => {
  const aws = '/usr/bin/aws'
  const python = '/usr/bin/python3'
  const hasAws = existsSync(aws)
  const hasBoto3 = existsSync(python) && existsSync('/usr/lib/python3/dist-packages/boto3')
  const arn =
    /^arn:aws:sts::111122223333:assumed-role\/AWSReservedSSO_Developer_[0-9a-f]{16}\/alice@example\.com\n$/
  let scene: Scene
  beforeAll(async () => {
    scene = await sceneWithProfiles()
  })
  afterAll(() => scene.close())

  async function expectServed(program: string, args: readonly string[]): Promise<void> {
    const env = { AWS_PROFILE: profile }
    const { code, stdout, stderr } = await scene.program(program, args, { env, cwd: root }).ended
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: expect.stringMatching(arn), stderr: '' })
  }

  it.each([
    { name: 'the built relay', relay: builtRelay },
    { name: 'the Node relay', relay: nodeRelay },
  ])('credential-process by $name gives what the portal gave, once', async ({ relay }) => {
    const { code, stdout, stderr } = await scene.ask(profile, { relay })
    expect([code, stderr, JSON.parse(stdout)]).toEqual([
      0,
      '',
      {
        Version: 1,
        AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
        SecretAccessKey: expect.stringMatching(/^CNRY.{36}$/),
        SessionToken: expect.stringMatching(/^CNRY/),
        Expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        AccountId: '111122223333',
      },
    ])
    expect(outcomes(scene, 'get-role-credentials')).toEqual({ ok: 1 })
  })

  it('the AWS SDK for JavaScript is served', async () => {
    const ask =
      "import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'\n" +
      'console.log((await new STSClient({}).send(new GetCallerIdentityCommand({}))).Arn)'
    await expectServed(process.execPath, ['--input-type=module', '-e', ask])
  })

  it.skipIf(!hasAws)(`Debian's aws is served${hasAws ? '' : ` (skipped: there is no ${aws})`}`, async () => {
    const query = ['sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text']
    await expectServed(aws, [...query, '--endpoint-url', scene.standIn.urls.sts])
  })

  it.skipIf(!hasBoto3)(
    `Debian's boto3 is served${hasBoto3 ? '' : ' (skipped: there is no python3-boto3)'}`,
    async () => {
      const ask =
        "import boto3, os\nclient = boto3.client('sts', endpoint_url=os.environ['AWS_ENDPOINT_URL_STS'])\n" +
        "print(client.get_caller_identity()['Arn'])"
      await expectServed(python, ['-c', ask])
    },
  )
})

describe('signet import', () => {
  let scene: Scene
  const homes: { remove(): Promise<void> }[] = []
  afterEach(async () => {
    await scene.close()
    for (const home of homes.splice(0)) await home.remove()
  })

  const filesOf = (home = '') => ({
    HOME: home,
    AWS_CONFIG_FILE: join(home, '.aws', 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, '.aws', 'credentials'),
  })

  it('takes over a session of the AWS CLI, serves its profile, and goes on when its token ends', async () => {
    scene = await Scene.start()
    const home = await makeSsoHome(scene.standIn, { accountId: '111122223333', roleName: 'Developer' })
    homes.push(home)
    await home.writeToken(await ssoSignIn(scene.standIn), 3600)
    const env = filesOf(home.env.HOME)
    const [config, cache] = [readFileSync(env.AWS_CONFIG_FILE, 'utf8'), readFileSync(home.tokenFile, 'utf8')]
    const shown = await scene.run(['import', '--dry-run'], { env })
    expect([shown.code, shown.stdout]).toEqual([0, expect.stringMatching(/^my-sso .*can be taken over/s)])
    expect(readFileSync(env.AWS_CONFIG_FILE, 'utf8')).toBe(config)

    const taken = await scene.run(['import', '--yes'], { env })
    expect([taken.code, taken.stdout]).toEqual([
      0,
      expect.stringMatching(/\nTaken over: my-sso\nServed by Signet: profile work\n/),
    ])
    // It is the CLI's file, and never written.
    expect(readFileSync(home.tokenFile, 'utf8')).toBe(cache)
    expect((await scene.credentials('work', { env })).AccountId).toBe('111122223333')
    await scene.endKeys(3700)
    expect((await scene.credentials('work', { env })).AccountId).toBe('111122223333')
    expect(outcomes(scene, 'create-token')).toEqual({ 'ok:authorization_code': 1, 'ok:refresh_token': 1 })
    expect((await scene.run(['import', '--yes'], { env })).stdout).toContain('Signet has it already')
    await scene.run(['config', 'undo', '--yes'], { env })
    expect(readFileSync(env.AWS_CONFIG_FILE, 'utf8')).toBe(config)
  })

  it('takes over a session of aws login beside one of aws sso login', async () => {
    scene = await Scene.start()
    const arn = 'arn:aws:sts::111122223333:assumed-role/Developer/alice'
    const home = await writeLoginHome(await signIn(scene.standIn), arn, 600)
    homes.push(home)
    const env = filesOf(home.env.HOME)
    addSsoSession(env.HOME, await ssoSignIn(scene.standIn))
    const taken = await scene.run(['import', '--yes', '--json'], { env })
    expect([taken.code, JSON.parse(taken.stdout)]).toEqual([
      0,
      expect.objectContaining({ outcome: 'imported', profiles: expect.arrayContaining(['dev', 'shop']) }),
    ])
    const given = [await scene.credentials('dev', { env }), await scene.credentials('shop', { env })]
    expect(given.map(({ AccountId }) => AccountId)).toEqual(['111122223333', '444455556666'])
  })
})

/** Beside what is there, as `aws sso login` would have left it. */
function addSsoSession(home: string, session: Awaited<ReturnType<typeof ssoSignIn>>): void {
  const folder = join(home, '.aws', 'sso', 'cache')
  mkdirSync(folder, { recursive: true })
  const [startUrl, region] = ['https://d-1234567890.awsapps.com/start', 'us-east-1']
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z')
  const { accessToken, refreshToken, clientId, clientSecret } = session
  writeFileSync(
    join(folder, `${createHash('sha1').update('corp').digest('hex')}.json`),
    JSON.stringify({
      ...{ startUrl, region, accessToken, refreshToken, clientId, clientSecret },
      ...{ expiresAt: inAnHour, registrationExpiresAt: inAnHour },
    }),
  )
  const config = join(home, '.aws', 'config')
  writeFileSync(
    config,
    `${readFileSync(config, 'utf8')}[sso-session corp]\nsso_start_url = ${startUrl}\nsso_region = ${region}\n` +
      '[profile shop]\nsso_session = corp\nsso_account_id = 444455556666\nsso_role_name = ReadOnlyAccess\n',
  )
}
