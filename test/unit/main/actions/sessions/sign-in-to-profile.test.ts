import { describe, expect, it } from 'vitest'
import { awsFiles } from '../../../../../main/actions/config/aws-files.ts'
import {
  type SignInToProfileRequest,
  signInToProfile,
} from '../../../../../main/actions/sessions/sign-in-to-profile.ts'
import { InputError } from '../../../../../main/kernel/errors.ts'
import type { Prompts } from '../../../../../main/kernel/ports/prompts.ts'
import type { SignInOutcome } from '../../../../../main/sign-in/flow.ts'
import { FakeClock } from '../../../../fakes/fake-clock.ts'
import { MemoryFiles } from '../../../../fakes/memory-files.ts'
import { memoryPreferences } from '../../../../fakes/memory-preferences.ts'
import { MemoryVault, memoryDisk } from '../../../../fakes/memory-vault.ts'
import { ScriptedPrompts } from '../../../../fakes/scripted-prompts.ts'
import { signInSession } from '../../../../fakes/session-records.ts'

const alice = 'arn:aws:sts::111122223333:assumed-role/Developer/alice'
const other = 'arn:aws:iam::444455556666:user/alice'
const configPath = '/home/alice/.aws/config'
const credentialsPath = '/home/alice/.aws/credentials'

const session = (principalArn = alice) =>
  signInSession({ principalArn, accountId: principalArn.split(':')[4] ?? '', refreshToken: 'refresh' })

const request = (changes: Partial<SignInToProfileRequest> = {}): SignInToProfileRequest => ({
  profile: 'dev',
  method: 'same-device',
  region: 'eu-central-1',
  openBrowser: true,
  adopt: false,
  replace: false,
  relay: ['/opt/signet'],
  env: { HOME: '/home/alice' },
  cwd: '/',
  signal: new AbortController().signal,
  ...changes,
})

/** Everything that a sign-in touches; `events` is the order in which it did. */
function scene(
  options: {
    config?: string
    credentials?: string
    profiles?: Record<string, string>
    outcome?: SignInOutcome
  } = {},
) {
  const events: string[] = []
  const files = new MemoryFiles()
  const put = (path: string, text: string | undefined) =>
    text !== undefined && files.put(path, new TextEncoder().encode(text))
  put(configPath, options.config)
  put(credentialsPath, options.credentials)
  const disk = memoryDisk(
    Object.values(options.profiles ?? {}).map((arn) => session(arn)),
    options.profiles,
  )
  disk.onWritten = () => events.push('vault durable')
  const vault = new MemoryVault(disk)
  const beforeReplace = files.beforeReplace
  files.beforeReplace = async () => {
    events.push('file replaced')
    await beforeReplace()
  }
  const asked: string[] = []
  const act = signInToProfile({
    door: { enter: async () => void events.push('vault open') },
    vault,
    broker: { adopt: ({ id }) => events.push(`broker has ${id}`) },
    awsFiles: awsFiles({
      files,
      lock: { acquire: async () => () => undefined },
      clock: new FakeClock(),
      homeFolder: undefined,
      backupFolder: '/state/backups',
    }),
    preferences: memoryPreferences(files),
    checkRegion(region) {
      if (region === 'nowhere') throw new InputError('region-invalid', 'No such region.')
    },
    async signIn({ region }) {
      asked.push(region)
      events.push('browser')
      return options.outcome ?? { kind: 'signed-in', session: session() }
    },
  })
  const run = (changes: Partial<SignInToProfileRequest> = {}, prompts: Prompts = {}) =>
    act(request(changes), prompts, () => undefined)
  const config = () =>
    files.contents.has(configPath) ? new TextDecoder().decode(files.bytes(configPath)) : undefined
  return { run, events, files, vault, disk, asked, config }
}

describe('signInToProfile', () => {
  it('makes the session durable before it writes the config, and writes two lines', async () => {
    const { run, events, config, disk } = scene()
    const signedIn = await run()
    expect(events).toEqual(['vault open', 'browser', 'vault durable', `broker has ${alice}`, 'file replaced'])
    expect(config()).toBe(
      '[profile dev]\ncredential_process = /opt/signet credential-process --profile dev\nregion = eu-central-1\n',
    )
    expect(disk.contents).toMatchObject({ sessions: [{ id: alice }], profiles: { dev: { session: alice } } })
    expect(signedIn).toMatchObject({ profile: 'dev', principalArn: alice, configPath, warnings: [] })
  })

  it('leaves a region that is there, and every other byte', async () => {
    const before = '# mine\r\n[profile dev]\r\nregion=us-west-2 \r\n\r\n[default]\r\noutput = json\r\n'
    const { run, config } = scene({ config: before })
    await run({ region: undefined })
    expect(config()).toBe(
      before.replace(
        'us-west-2 \r\n',
        'us-west-2 \r\ncredential_process = /opt/signet credential-process --profile dev\r\n',
      ),
    )
  })

  it.each([
    ['what is asked for', { region: 'eu-west-3' }, 'eu-west-3'],
    ['the profile', { region: undefined }, 'us-west-2'],
    [
      'the environment',
      { region: undefined, profile: 'new', env: { HOME: '/home/alice', AWS_REGION: 'sa-east-1' } },
      'sa-east-1',
    ],
    ['AWS’s first region when nobody can be asked', { region: undefined, profile: 'new' }, 'us-east-1'],
  ])('takes the region from %s', async (_, changes, region) => {
    const { run, asked } = scene({ config: '[profile dev]\nregion = us-west-2\n' })
    await run(changes)
    expect(asked).toEqual([region])
  })

  it.each(['nowhere', 'eu-central', 'us-east-1.evil.example', 'x\u001b[2J'])(
    'opens no browser at a host that nobody has: %j',
    async (region) => {
      const { run, asked } = scene()
      await expect(run({ region })).rejects.toMatchObject({
        code: 'region-invalid',
        message: expect.stringMatching(
          /^"[\w.?-]+" is not the name of an AWS region, such as eu-central-1\./,
        ),
      })
      expect(asked).toEqual([])
    },
  )

  it('asks for the region where there is somebody to ask', async () => {
    const { run, asked } = scene()
    await run({ region: undefined }, new ScriptedPrompts(' ap-south-1 '))
    expect(asked).toEqual(['ap-south-1'])
  })

  it.each([
    [
      'access keys in the credentials file',
      { credentials: '[dev]\naws_access_key_id = A\naws_secret_access_key = B\n' },
      'aws_access_key_id, credentials file line 2',
    ],
    [
      'SSO settings',
      { config: '[profile dev]\nsso_session = s\nsso_account_id = 1\n' },
      'sso_session, config file line 2',
    ],
    [
      'another process',
      { config: '[profile dev]\ncredential_process = /usr/bin/other\n' },
      'credential_process, config file line 2',
    ],
  ])('refuses a profile that has %s before the browser opens, and says where', async (_, files, place) => {
    const { run, events, files: all } = scene(files)
    const before = new Map(all.contents)
    await expect(run()).rejects.toMatchObject({
      code: 'profile-conflict',
      message: expect.stringContaining(place),
    })
    expect(events).toEqual([])
    expect(all.contents).toEqual(before)
  })

  it('replaces another source with --adopt, in one edit', async () => {
    const { run, config } = scene({ config: '[profile dev]\nlogin_session = arn:x\noutput = json\n' })
    await run({ adopt: true })
    expect(config()).not.toContain('login_session')
    expect(config()).toContain('output = json\n')
  })

  it('takes what stands in the credentials file too, which would win over ours', async () => {
    const { run, files } = scene({ credentials: '[dev]\nrole_arn = arn:x\nsource_profile = a\nregion = r\n' })
    await run({ adopt: true })
    expect(new TextDecoder().decode(files.bytes(credentialsPath))).toBe('[dev]\nregion = r\n')
  })

  it('never removes access keys, not even with --adopt: they may be kept nowhere else', async () => {
    const { run, events } = scene({
      credentials: '[dev]\naws_access_key_id = A\naws_secret_access_key = B\n',
    })
    await expect(run({ adopt: true })).rejects.toMatchObject({ code: 'profile-conflict' })
    expect(events).toEqual([])
  })

  it('refuses a name that could write more than a name into the config (T25)', async () => {
    const { run, events } = scene()
    await expect(run({ profile: 'a]\ncredential_process = evil' })).rejects.toMatchObject({
      code: 'profile-name-invalid',
    })
    expect(events).toEqual([])
  })

  it('refuses a region that is none before anything is opened (T11)', async () => {
    const { run, events } = scene()
    await expect(run({ region: 'nowhere' })).rejects.toMatchObject({ code: 'region-invalid' })
    expect(events).toEqual([])
  })

  it('changes nothing when the person turns away', async () => {
    const { run, events } = scene({ outcome: { kind: 'cancelled' } })
    expect(await run()).toBeUndefined()
    expect(events).toEqual(['vault open', 'browser'])
  })

  describe('as another principal than before', () => {
    const before = {
      config: '[profile dev]\ncredential_process = /opt/signet credential-process --profile dev\n',
      profiles: { dev: other },
    }

    it('asks, and changes the profile when the person types yes', async () => {
      const { run, disk } = scene(before)
      const prompts = new ScriptedPrompts('YES')
      await run({}, prompts)
      expect(prompts.told.join()).toContain(other)
      expect(prompts.told.join()).toContain(alice)
      expect(disk.contents.profiles).toEqual({ dev: { session: alice } })
      // The former principal's session stays: it may serve other profiles.
      expect(disk.contents.sessions.map(({ id }) => id)).toEqual([other, alice])
    })

    it('takes another profile name instead, and asks again when that one will not do', async () => {
      const { run, disk, config } = scene(before)
      const prompts = new ScriptedPrompts('bad name', 'dev-alice')
      expect(await run({}, prompts)).toMatchObject({ profile: 'dev-alice' })
      expect(disk.contents.profiles).toEqual({ dev: { session: other }, 'dev-alice': { session: alice } })
      expect(config()).toContain('--profile dev-alice')
    })

    it.each([[''], [undefined]])('leaves all as it was for the answer %j', async (answer) => {
      const { run, disk, events } = scene(before)
      expect(await run({}, new ScriptedPrompts(answer))).toBeUndefined()
      expect(disk.contents.profiles).toEqual({ dev: { session: other } })
      expect(events).toEqual(['vault open', 'browser'])
    })

    it('refuses where nobody can be asked, and names both ways out', async () => {
      const { run, disk } = scene(before)
      await expect(run()).rejects.toMatchObject({
        code: 'consent-denied',
        message: expect.stringMatching(/--replace.*--profile ANOTHER-NAME/),
      })
      expect(disk.contents.profiles).toEqual({ dev: { session: other } })
    })

    it('does not ask with --replace, nor when it is the same principal', async () => {
      const { run, disk } = scene(before)
      await run({ replace: true })
      await run()
      expect(disk.contents.profiles).toEqual({ dev: { session: alice } })
    })
  })

  it('keeps the sign-in when the vault cannot be written, and says so (R4)', async () => {
    const { run, vault, config } = scene()
    vault.isWritable = false
    const signedIn = await run()
    expect(signedIn?.warnings).toHaveLength(1)
    expect(vault.contents().profiles).toEqual({ dev: { session: alice } })
    expect(config()).toContain('credential_process')
  })

  it('keeps the sign-in when the config cannot be written, and gives the lines to write by hand', async () => {
    const { run, files, disk } = scene({ config: '[default]\n' })
    files.fail = { replace: 'read-only' }
    await expect(run()).rejects.toMatchObject({
      code: 'config-unwritable',
      message: expect.stringMatching(/You are signed in as .*credential_process = \/opt\/signet/s),
    })
    expect(disk.contents.profiles).toEqual({ dev: { session: alice } })
  })
})
