import { describe, expect, it } from 'vitest'
import { restoringEdit } from '../../../../../main/actions/profiles/default-edit.ts'
import { switchDefault } from '../../../../../main/actions/profiles/switch-default.ts'
import { InputError } from '../../../../../main/kernel/errors.ts'
import { configPath, credentialsPath, profileScene } from '../../../../fakes/profile-scene.ts'
import { ScriptedPrompts } from '../../../../fakes/scripted-prompts.ts'

const line = '/opt/signet credential-process --default'
const served = '[profile dev]\nregion = eu-west-1\n\n[profile prod]\nregion = us-east-1\n'
const formerDefault = '[default]\nrole_arn = r\nsource_profile = s\nregion = eu-west-3\n\n'

describe('switchDefault', () => {
  it('puts itself behind [default], with the region of the profile, and keeps what was there', async () => {
    const { use, text, pointer, restore } = profileScene({ config: formerDefault + served })
    expect(await use('dev')).toMatchObject({
      ...{ outcome: 'switched', profile: 'dev', previous: null, region: 'eu-west-1' },
      ...{ isFirst: true, takesOver: true, warnings: [] },
    })
    expect(text(configPath)).toBe(`[default]\nregion = eu-west-1\ncredential_process = ${line}\n\n${served}`)
    expect(await pointer()).toBe('dev')
    await restore()
    expect([text(configPath), await pointer()]).toEqual([formerDefault + served, undefined])
  })

  it('from then on moves the pointer, and the region where it is another', async () => {
    const { use, text, pointer, files } = profileScene({
      config: `${served}[profile also-dev]\nregion = eu-west-1\n`,
      bindings: { 'also-dev': { session: 's' } },
    })
    await use('dev')
    const owned = text(configPath)
    files.changes.length = 0
    expect(await use('also-dev')).toMatchObject({ outcome: 'switched', previous: 'dev', backupPaths: [] })
    expect([files.changes, await pointer()]).toEqual([['replace /state/preferences.json'], 'also-dev'])
    expect(await use('prod')).toMatchObject({ outcome: 'switched', region: 'us-east-1', isFirst: false })
    expect(text(configPath)).toBe(owned.replace(`${line}\nregion = eu-west-1`, `${line}\nregion = us-east-1`))
    expect(await use('prod')).toMatchObject({ outcome: 'unchanged' })
  })

  it('goes back to the one before, and forth', async () => {
    const { use, pointer } = profileScene({ config: served })
    await expect(use('-')).rejects.toMatchObject({ code: 'not-found' })
    await use('dev')
    await expect(use('-')).rejects.toMatchObject({ code: 'not-found' })
    await use('prod')
    const seen = []
    for (let count = 0; count < 3; count += 1) {
      await use('-')
      seen.push(await pointer())
    }
    expect(seen).toEqual(['dev', 'prod', 'dev'])
  })

  it('takes endpoints along, so that no key of one account goes to the endpoint of another', async () => {
    const config =
      '[default]\nendpoint_url = http://local\nuse_fips_endpoint = true\noutput = json\n\n' +
      '[profile dev]\nservices = test\nregion = eu-west-1\n\n[profile prod]\n'
    const { use, text, restore } = profileScene({ config })
    await use('dev')
    expect(text(configPath)).toContain(
      `[default]\noutput = json\ncredential_process = ${line}\nregion = eu-west-1\nservices = test\n`,
    )
    await use('prod')
    expect(text(configPath)).toContain(`[default]\noutput = json\ncredential_process = ${line}\n\n`)
    await restore()
    expect(text(configPath)).toBe(config)
  })

  it('takes other keys out of the credentials file too, where they would win, and brings them back', async () => {
    const credentials = '[other]\nx = 1\n[default]\nregion = af-south-1\nrole_arn = r\n'
    const { use, text, restore } = profileScene({ config: served, credentials })
    expect((await use('dev')).files).toHaveLength(2)
    expect(text(credentialsPath)).toBe('[other]\nx = 1\n[default]\n')
    await restore()
    expect([text(credentialsPath), text(configPath)]).toEqual([credentials, served])
  })

  it.each([
    ['credentials', '', '[default]\naws_access_key_id = AKIA\naws_secret_access_key = s\n'],
    ['config', '[default]\naws_access_key_id = AKIA\naws_secret_access_key = s\n\n', ''],
  ])(
    'never removes access keys from the %s file, and says both ways out',
    async (_file, before, credentials) => {
      const { use, text, pointer } = profileScene({ config: before + served, credentials })
      await expect(use('dev')).rejects.toMatchObject({
        code: 'profile-conflict',
        message: expect.stringMatching(/--move-keys.*--here$/),
      })
      expect([text(configPath), text(credentialsPath), await pointer()]).toEqual([
        before + served,
        credentials,
        undefined,
      ])
    },
  )

  it('refuses what Signet does not serve', async () => {
    const { use } = profileScene({ config: `${served}[profile theirs]\nsso_session = x\n` })
    await expect(use('theirs')).rejects.toMatchObject({
      code: 'profile-conflict',
      message: expect.stringContaining('IAM Identity Center settings (sso_session, config file line 7)'),
    })
    await expect(use('prd')).rejects.toMatchObject({
      code: 'profile-unknown',
      message: 'There is no profile "prd". Did you mean "prod"?',
    })
  })

  it('asks for the name of a production profile to be typed, and nothing else counts', async () => {
    const scene = profileScene({ config: served, policies: { prod: { isProduction: true } } })
    await expect(scene.use('prod')).rejects.toMatchObject({ code: 'consent-denied' })
    await expect(scene.use('prod', new ScriptedPrompts('yes'))).rejects.toMatchObject({
      code: 'consent-denied',
    })
    expect([scene.text(configPath), await scene.pointer()]).toEqual([served, undefined])
    expect(await scene.use('prod', new ScriptedPrompts('prod'))).toMatchObject({
      outcome: 'switched',
      isProduction: true,
    })
    expect(await scene.use('prod')).toMatchObject({ outcome: 'unchanged' })
  })

  it('says who is not signed in and which policy forbids it', async () => {
    const scene = profileScene({
      config: `${served}[profile role]\n`,
      bindings: { role: { session: 'identity-center:corp', accountId: '1', roleName: 'r' } },
      policies: { dev: { use: 'deny' } },
    })
    expect((await scene.use('role')).warnings).toEqual([
      'role is not signed in. Run: signet login --sso --session corp',
    ])
    expect((await scene.use('dev')).warnings).toEqual([
      'The policy of dev is "deny": Signet hands out nothing for it.',
    ])
  })

  it('takes a role that is assumed with a profile of its own, in the vault or in the config alone', async () => {
    const scene = profileScene({
      config: `${served}[profile deploy]\nrole_arn = arn:aws:iam::444455556666:role/Deploy\nsource_profile = dev\n[profile lost]\nrole_arn = arn:aws:iam::444455556666:role/Deploy\nsource_profile = nobody\n`,
      bindings: { chain: { source: 'dev', roleArn: 'arn:aws:iam::444455556666:role/Deploy' } },
    })
    for (const name of ['deploy', 'chain'])
      expect(await scene.use(name)).toMatchObject({ outcome: 'switched', warnings: [] })
    await expect(scene.use('lost')).rejects.toMatchObject({ code: 'session-missing' })
  })

  it('shows without doing', async () => {
    const { use, text, pointer } = profileScene({ config: served })
    const { outcome, files } = await use('dev', {}, true)
    expect([outcome, files[0]?.diff.at(-2), text(configPath), await pointer()]).toEqual([
      'dry-run',
      `+credential_process = ${line}`,
      served,
      undefined,
    ])
  })

  it('leaves the pointer where it was when the config cannot be written', async () => {
    const scene = profileScene({ config: served })
    await scene.use('dev')
    const broken = {
      ...scene.awsFiles,
      change: async () => {
        throw new InputError('config-unwritable', 'the disk is full')
      },
    }
    const failing = switchDefault({ ...scene.rooms, awsFiles: broken })(
      { ...scene.asking, profile: 'prod', dryRun: false, relay: ['/opt/signet'] },
      {},
      () => undefined,
    )
    await expect(failing).rejects.toMatchObject({ code: 'config-unwritable' })
    expect(await scene.pointer()).toBe('dev')
  })

  it('keeps one copy for many switches in a row, and the copies from before other changes', async () => {
    const scene = profileScene({ config: served })
    await scene.awsFiles.change(scene.asking, 'config', (text) => `${text}\n[profile x]\n`, {
      command: 'other',
    })
    scene.files.changes.length = 0
    for (let count = 0; count < 30; count += 1) await scene.use(count % 2 === 0 ? 'dev' : 'prod')
    const backups = scene.files
      .names('/state/backups')
      .filter((name) => name.endsWith('Z') || name.includes('~'))
    expect(backups.filter((name) => !name.endsWith('.json'))).toHaveLength(2)
    // Somebody else's change between two switches is in a copy of its own.
    scene.put(configPath, `${scene.text(configPath)}\n[profile theirs]\n`)
    await scene.use('dev')
    const now = scene.files.names('/state/backups').filter((name) => !name.endsWith('.json'))
    expect(now).toHaveLength(3)
  })

  it('finds nothing to bring back when [default] is not its own', async () => {
    const { rooms, asking, restore } = profileScene({ config: formerDefault })
    expect(await restoringEdit(rooms, asking)).toMatchObject({ isOwned: false, edits: [] })
    await expect(restore()).rejects.toMatchObject({ code: 'not-found' })
  })
})
