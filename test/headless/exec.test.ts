/** `signet exec`: programs of others run as a profile, whatever stands in the AWS files. Real processes all. */
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CanaryScan } from './canary-scan.ts'
import { outsidePrograms, runExec, startExec, waitingProgram, writeAwsFiles } from './exec-scene.ts'
import { builtRelay, nodeRelay, type ProcessCredentials, Scene, until } from './harness.ts'

const bob = { code: 0, signal: null, stdout: 'arn:aws:iam::111122223333:user/bob\n', stderr: '' }

/** Keys of somebody else, who is signed in, too: what a misled program would use. */
async function aliceKeys(scene: Scene): Promise<ProcessCredentials> {
  await scene.signIn('alice', { principal: 'developer' })
  return scene.credentials('alice')
}

const staticKeys = (keys: ProcessCredentials) =>
  `aws_access_key_id = ${keys.AccessKeyId}\naws_secret_access_key = ${keys.SecretAccessKey}\naws_session_token = ${keys.SessionToken}\n`

/** What people have in `default`, each of which comes before a container endpoint in every SDK. */
const misleading = [
  { name: 'nothing', files: () => ({}) },
  {
    name: 'access keys in the credentials file',
    files: (keys: ProcessCredentials) => ({ credentials: `[default]\n${staticKeys(keys)}` }),
  },
  {
    name: 'access keys in the config file',
    files: (keys: ProcessCredentials) => ({ config: `\n[default]\n${staticKeys(keys)}` }),
  },
  {
    name: 'a credential process',
    files: () => ({
      config: `\n[default]\ncredential_process = ${builtRelay[0]} credential-process --profile alice\n`,
    }),
  },
  {
    name: 'access keys under [profile default]',
    files: (keys: ProcessCredentials) => ({ config: `\n[profile default]\n${staticKeys(keys)}` }),
  },
  {
    name: 'a role over another profile',
    files: () => ({
      config: '\n[default]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = alice\n',
    }),
  },
  {
    name: 'settings of Identity Center',
    files: () => ({
      config:
        '\n[default]\nsso_start_url = https://x.awsapps.com/start\nsso_region = us-east-1\nsso_account_id = 111122223333\nsso_role_name = x\n',
    }),
  },
] as const

describe.each(misleading)('with $name in default', ({ name, files }) => {
  let scene: Scene
  beforeAll(async () => {
    scene = await Scene.start()
    await scene.signIn('p', { principal: 'bob' })
    writeAwsFiles(scene, files(await aliceKeys(scene)))
  })
  afterAll(() => scene.close())

  // All of them where it matters most; of the rest one that is quick and one in Python.
  const isThorough = name === 'nothing' || name === 'access keys in the credentials file'
  const programs = isThorough ? outsidePrograms : outsidePrograms.filter((_, place) => place % 3 === 0)
  for (const { name: program, absent, words, env = {} } of programs) {
    it.skipIf(absent)(
      `${program} runs as the profile that was asked for${absent && ` (skipped: ${absent})`}`,
      async () => {
        expect(await runExec(scene, words(scene), { env })).toEqual(bob)
      },
    )
  }

  if (name.startsWith('access keys') || name === 'a credential process') {
    it('a program that is given the files as they are would run as someone else: the trap is real', async () => {
      const { AWS_CONFIG_FILE = '', AWS_SHARED_CREDENTIALS_FILE = '' } = scene.env
      const [sdk] = outsidePrograms
      const own = [
        `AWS_CONFIG_FILE=${AWS_CONFIG_FILE}`,
        `AWS_SHARED_CREDENTIALS_FILE=${AWS_SHARED_CREDENTIALS_FILE}`,
      ]
      const misled = await runExec(scene, ['env', ...own, ...(sdk?.words(scene) ?? [])])
      expect(misled.stdout).toContain('alice')
    })
  }

  it('leaves the files of the person as they are, and no access key in a file of its own', async () => {
    const before = readFileSync(scene.configPath, 'utf8')
    const { program } = await waitingProgram(scene)
    const runDir = `${scene.env.SIGNET_HOME}/run`
    const keys = await scene.credentials('alice')
    const scan = new CanaryScan([
      { name: 'secret of default', value: keys.SecretAccessKey },
      { name: 'token of default', value: keys.SessionToken },
    ])
    expect(scan.folder(runDir)).toEqual([])
    expect(readFileSync(scene.configPath, 'utf8')).toBe(before)
    program.child.kill()
    await program.ended
  })
})

describe.each([
  { name: 'the built relay', relay: builtRelay },
  { name: 'the Node relay', relay: nodeRelay },
])('the command, through $name', ({ relay }) => {
  let scene: Scene
  beforeAll(async () => {
    scene = await Scene.start()
    await scene.signIn('p', { principal: 'bob', args: ['--region', 'us-east-1'] })
  })
  afterAll(() => scene.close())
  const run = (words: readonly string[], options: readonly string[] = [], env = {}) =>
    runExec(scene, words, { relay, options, env })

  it('ends with its own exit code', async () => {
    expect(await run(['sh', '-c', 'echo out; echo err >&2; exit 7'])).toEqual({
      code: 7,
      signal: null,
      stdout: 'out\n',
      stderr: 'err\n',
    })
  })

  it('ends by its own signal', async () => {
    expect(await run(['sh', '-c', 'kill -TERM $$'])).toEqual({
      code: null,
      signal: 'SIGTERM',
      stdout: '',
      stderr: '',
    })
  })

  it('gets the signals that are sent to it', async () => {
    const script = 'trap "echo got it; exit 3" TERM; echo ready >&2; while :; do sleep 0.05; done'
    const program = startExec(scene, ['sh', '-c', script], { relay })
    await program.said(/ready/)
    program.child.kill('SIGTERM')
    expect(await program.ended).toMatchObject({ code: 3, stdout: 'got it\n' })
  })

  it('that is not there is exit code 127, and what cannot be run 126', async () => {
    expect(await run(['nonesuch-of-signet'])).toMatchObject({ code: 127, stdout: '' })
    expect(await run(['/etc/passwd'])).toMatchObject({ code: 126, stdout: '' })
  })

  it('gets its arguments as they are, with what looks like an option of ours', async () => {
    const words = ['printf', '[%s]', '--profile', '-P', 'a b', '', '$HOME', "'", '--', '--help', 'ü']
    expect((await run(words)).stdout).toBe("[--profile][-P][a b][][$HOME]['][--][--help][ü]")
  })

  it('has nothing in its environment by which it would come to other credentials, and no secret but its token', async () => {
    const others = {
      AWS_PROFILE: 'alice',
      AWS_DEFAULT_PROFILE: 'alice',
      AWS_ACCESS_KEY_ID: 'AKIAOTHER',
      AWS_SECRET_ACCESS_KEY: 'other',
      AWS_SESSION_TOKEN: 'other',
      AWS_SECURITY_TOKEN: 'other',
      AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z',
      AWS_WEB_IDENTITY_TOKEN_FILE: '/x',
      AWS_ROLE_ARN: 'arn:aws:iam::1:role/x',
      AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/x',
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/x',
      AWS_REGION: 'ap-south-1',
    }
    const { stdout } = await run(['env'], [], others)
    const given = Object.fromEntries(
      stdout.split('\n').flatMap((line) => {
        const [, key = '', value = ''] = /^([A-Z0-9_]+)=(.*)$/.exec(line) ?? []
        return key.startsWith('AWS_') && !key.startsWith('AWS_ENDPOINT') ? [[key, value]] : []
      }),
    )
    const {
      AWS_CONTAINER_AUTHORIZATION_TOKEN: token = '',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: uri,
      ...rest
    } = given
    expect(rest).toEqual({
      AWS_CONFIG_FILE: scene.env.AWS_CONFIG_FILE,
      AWS_SHARED_CREDENTIALS_FILE: scene.env.AWS_SHARED_CREDENTIALS_FILE,
      AWS_EC2_METADATA_DISABLED: scene.env.AWS_EC2_METADATA_DISABLED,
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
    })
    expect(uri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}$/)
    // 256 bits.
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    const secrets = scene.standIn.mintedSecrets().map(({ value }, index) => ({ name: String(index), value }))
    expect(
      new CanaryScan(secrets.filter(({ value }) => value.length > 24)).bytes('environment', stdout),
    ).toEqual([])
    expect(stdout).toContain('SIGNET_PROFILE=p\n')
  })

  it('has its token in a private file with --token-file, and JavaScript reads it there', async () => {
    const script =
      'stat -c %a "$AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"; env | grep -c "^AWS_CONTAINER_AUTHORIZATION_TOKEN="'
    expect((await run(['sh', '-c', script], ['--token-file'])).stdout).toBe('600\n0\n')
    const [sdk] = outsidePrograms
    expect(await run(sdk?.words(scene) ?? [], ['--token-file'])).toEqual(bob)
  })

  it('has the credentials themselves with --env', async () => {
    const script = 'echo $AWS_ACCESS_KEY_ID $AWS_CREDENTIAL_EXPIRATION; env | grep -c ^AWS_CONTAINER_'
    const given = await scene.credentials('p')
    expect((await run(['sh', '-c', script], ['--env'])).stdout).toBe(
      `${given.AccessKeyId} ${given.Expiration}\n0\n`,
    )
    const [sdk] = outsidePrograms
    expect(await run(sdk?.words(scene) ?? [], ['--env'])).toEqual(bob)
  })

  it('is not started while the vault is locked, and the next step is named', async () => {
    await scene.run(['lock'])
    const refused = await run(['echo', 'started'])
    await scene.run(['unlock'])
    expect(refused).toEqual({
      code: 4,
      signal: null,
      stdout: '',
      stderr: 'signet: The vault was locked by hand. Open it with: signet unlock\n',
    })
  })
})

describe('signet within a program of signet exec', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await Scene.start()
    await scene.signIn('p', { principal: 'bob' })
    writeAwsFiles(scene, { config: `\n[default]\n${staticKeys(await aliceKeys(scene))}` })
  })
  afterAll(() => scene.close())
  const signet = builtRelay[0] ?? ''

  it("reads and changes the person's own files, not the copies", async () => {
    const { code, stderr } = await runExec(scene, [signet, 'profiles', '--json'])
    expect([code, stderr]).toEqual([0, ''])
    const listed = await runExec(scene, ['sh', '-c', `echo $AWS_CONFIG_FILE; ${signet} profiles --json`])
    const [copy = '', json = ''] = listed.stdout.split('\n')
    expect(copy).toMatch(/\/h\/run\/exec\/[0-9a-f]{16}\.config$/)
    expect(json).toBe((await scene.run(['profiles', '--json'])).stdout.trimEnd())
  })

  it('runs a program as another profile, from the files as they are', async () => {
    const [sdk] = outsidePrograms
    const inner = await runExec(scene, [signet, 'exec', '-P', 'alice', '--', ...(sdk?.words(scene) ?? [])])
    expect(inner.stdout).toContain('Developer/alice')
    const back = await runExec(scene, [
      signet,
      'exec',
      '-P',
      'alice',
      '--',
      signet,
      'exec',
      '-P',
      'p',
      '--',
      ...(sdk?.words(scene) ?? []),
    ])
    expect(back).toEqual(bob)
  })

  it('leaves no file behind when the programs are gone', async () => {
    await runExec(scene, ['true'])
    await until(() => readdirSync(`${scene.env.SIGNET_HOME}/run/exec`).length === 0, 'the copies are gone')
  })

  it('says with --verbose that there is a copy, and why', async () => {
    const { stderr } = await runExec(scene, ['true'], { options: ['--verbose'] })
    expect(stderr).toMatch(
      /^signet: The profile default of your AWS config has credentials of its own, which every tool would take first\. So the program reads a copy, \S+\/exec\/[0-9a-f]{16}\.config\. What it changes there is lost\.\n$/,
    )
  })
})
