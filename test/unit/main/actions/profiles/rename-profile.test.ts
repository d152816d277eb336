import { describe, expect, it } from 'vitest'
import { renameProfile } from '../../../../../main/actions/profiles/rename-profile.ts'
import { configPath, credentialsPath, profileScene } from '../../../../fakes/profile-scene.ts'

const config =
  '# one\n[profile dev]   # mine\nregion=eu-west-1\ncredential_process = /opt/signet credential-process --profile dev\n\n' +
  '[profile "prod"]\ncredential_process = /opt/signet credential-process --profile prod\n\n' +
  '[profile chain]\nrole_arn = r\nsource_profile = dev\n'
const chain = { chain: { source: 'dev', roleArn: 'r' } }

function scene() {
  const made = profileScene({ config, bindings: chain, policies: { dev: { isProduction: true } } })
  const rename = (from: string, to: string, changes: { dryRun?: boolean; isConfirmed?: boolean } = {}) =>
    renameProfile(made.rooms)(
      { ...made.asking, from, to, dryRun: false, isConfirmed: true, relay: ['/opt/signet'], ...changes },
      {},
      () => undefined,
    )
  return { ...made, rename }
}

describe('renameProfile', () => {
  it('changes the name wherever it stands, and no other byte', async () => {
    const { rename, text, vault, preferences, session, use } = scene()
    await preferences.update((contents) => ({ ...contents, profiles: { dev: { tags: ['a'] } } }))
    await use('prod')
    const before = text(configPath)
    expect(await rename('dev', 'shop')).toMatchObject({ outcome: 'renamed' })
    expect(text(configPath)).toBe(
      before
        .replace('[profile dev]', '[profile shop]')
        .replace('--profile dev', '--profile shop')
        .replace('source_profile = dev', 'source_profile = shop'),
    )
    const { profiles, policies } = vault.contents()
    expect({ profiles, policies }).toEqual({
      profiles: {
        prod: { session: session.id },
        shop: { session: session.id },
        chain: { source: 'shop', roleArn: 'r' },
      },
      policies: { shop: { isProduction: true } },
    })
    expect((await preferences.read()).profiles).toMatchObject({ shop: { tags: ['a'] } })
    expect((await preferences.read()).profiles.dev).toBeUndefined()
  })

  it('at no moment serves the new name without what guards it, nor the old one not at all', async () => {
    const { rename, vault, files, text } = scene()
    const seen: unknown[] = []
    const look = () => {
      const { profiles, policies = {} } = vault.contents()
      for (const name of ['dev', 'shop']) {
        if (profiles[name] && !policies[name]) seen.push(`${name} is served and not guarded`)
        if (text(configPath).includes(`--profile ${name}\n`) && !profiles[name])
          seen.push(`${name} is asked for and not served`)
      }
    }
    files.beforeReplace = async () => look()
    vault.disk.onWritten = look
    await rename('dev', 'shop')
    look()
    expect(seen).toEqual([])
  })

  it('takes the default along, and the one before it', async () => {
    const { rename, use, preferences } = scene()
    await use('prod')
    await use('chain')
    await rename('chain', 'steps')
    await rename('prod', 'live')
    expect((await preferences.read()).default).toMatchObject({ profile: 'steps', previous: 'live' })
  })

  it('is undone with what serves it, what guards it and what is on it, and done again', async () => {
    const { rename, undo, text, vault, preferences } = scene()
    await preferences.update((contents) => ({ ...contents, profiles: { dev: { isPinned: true } } }))
    const before = { vault: vault.contents(), preferences: await preferences.read() }
    const state = async () => ({
      text: text(configPath),
      profiles: vault.contents().profiles,
      policies: vault.contents().policies,
      preferences: await preferences.read(),
    })
    await rename('dev', 'shop')
    const renamed = await state()
    const { preview } = await undo()
    expect(preview.commands).toEqual(['profiles rename dev shop'])
    expect(preview.effects).toEqual([
      'chain is served again as r with dev',
      expect.stringMatching(/^dev is served again as arn:/),
      'shop is no longer served',
    ])
    expect(await state()).toEqual({
      text: config,
      profiles: before.vault.profiles,
      policies: before.vault.policies,
      preferences: before.preferences,
    })
    await undo()
    expect(await state()).toEqual(renamed)
  })

  it('follows the name into the credentials file', async () => {
    const { rename, put, text } = scene()
    put(credentialsPath, '[dev]\nx = 1\n')
    expect((await rename('dev', 'shop')).backupPaths).toHaveLength(2)
    expect(text(credentialsPath)).toBe('[shop]\nx = 1\n')
  })

  it.each([
    ['dev', 'prod', 'profile-conflict'],
    ['dev', 'chain', 'profile-conflict'],
    ['dev', 'default', 'profile-conflict'],
    ['default', 'x', 'profile-unknown'],
    ['dev', 'a b', 'profile-name-invalid'],
    ['dev', 'x]\ncredential_process = evil', 'profile-name-invalid'],
    ['nobody', 'x', 'profile-unknown'],
  ])('refuses %j to %j, with nothing changed (T25)', async (from, to, code) => {
    const { rename, text, vault } = scene()
    const before = vault.contents()
    await expect(rename(from, to)).rejects.toMatchObject({ code })
    expect([text(configPath), vault.contents()]).toEqual([config, before])
  })

  it('leaves everything as it was when the file cannot be written', async () => {
    const { rename, files, vault, text } = scene()
    const { profiles, policies } = vault.contents()
    files.fail = { replace: 'read-only' }
    await expect(rename('dev', 'shop')).rejects.toMatchObject({ code: 'config-unwritable' })
    const after = vault.contents()
    expect([text(configPath), after.profiles, after.policies]).toEqual([config, profiles, policies])
  })

  it('shows without doing, and does nothing without a yes', async () => {
    const { rename, text } = scene()
    expect(await rename('dev', 'shop', { dryRun: true })).toMatchObject({
      outcome: 'dry-run',
      files: [{ path: configPath }],
    })
    await expect(rename('dev', 'shop', { isConfirmed: false })).rejects.toMatchObject({
      code: 'consent-denied',
    })
    expect(text(configPath)).toBe(config)
  })
})
