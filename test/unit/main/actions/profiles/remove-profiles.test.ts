import { describe, expect, it } from 'vitest'
import { removeProfiles } from '../../../../../main/actions/profiles/remove-profiles.ts'
import type { Prompts } from '../../../../../main/kernel/ports/prompts.ts'
import { configPath, profileScene } from '../../../../fakes/profile-scene.ts'
import { ScriptedPrompts } from '../../../../fakes/scripted-prompts.ts'

const section = (name: string, line = 'region = x') => `[profile ${name}]\n${line}\n`
const config = [
  section('dev'),
  section('prod'),
  section('chain', 'role_arn = r\nsource_profile = prod'),
  section('keys', 'aws_access_key_id = AKIA'),
  section('keys2', 'aws_access_key_id = AKIB'),
  section('last'),
].join('\n')
/** Who was asked more often than they have answers gives none. */
const answering = (answers: string[]): Prompts => ({ ask: async () => answers.shift() })
const guarded = { dev: { isProduction: true }, prod: { isProduction: true } }

function scene(policies: Parameters<typeof profileScene>[0] = {}) {
  const made = profileScene({ config, ...policies })
  const remove = (profiles: readonly string[], prompts: Prompts = {}, more: object = {}) =>
    removeProfiles(made.rooms)(
      { ...made.asking, profiles, dryRun: false, isConfirmed: true, ...more },
      prompts,
      () => undefined,
    )
  const backups = () =>
    [...made.files.contents.keys()].filter(
      (path) => /\/backups\/.*config/.test(path) && !/\.json$/.test(path),
    )
  return { ...made, remove, backups }
}

describe('removeProfiles', () => {
  it('takes all in one change with one copy, and one undo brings all of it back', async () => {
    const { remove, undo, text, vault, session, backups } = scene()
    const before = vault.contents().generation
    const removed = await remove(['chain', 'dev', 'last', 'prod', 'dev'])
    expect(removed).toMatchObject({
      outcome: 'removed',
      profiles: ['chain', 'dev', 'last', 'prod'],
      idleSessions: [session.id],
      guarded: [],
    })
    expect(removed.backupPaths).toHaveLength(1)
    expect(backups()).toHaveLength(1)
    expect(text(configPath).match(/\[profile .*\]/g)).toEqual(['[profile keys]', '[profile keys2]'])
    expect([vault.contents().profiles, vault.contents().generation]).toEqual([{}, before + 1])
    expect((await undo()).preview.effects).toEqual([
      `dev is served again as ${session.id}`,
      `prod is served again as ${session.id}`,
    ])
    expect([text(configPath), Object.keys(vault.contents().profiles).sort()]).toEqual([
      config,
      ['dev', 'prod'],
    ])
  })

  it('lets one go together with what begins with it, and not without it', async () => {
    await expect(scene().remove(['prod', 'last'])).rejects.toMatchObject({
      code: 'profile-conflict',
      message: '"prod" is what "chain" begins with. Nothing was changed.',
    })
    expect(await scene().remove(['prod', 'chain'])).toMatchObject({ outcome: 'removed' })
  })

  it('is done for all or for none, and says of each why it stays', async () => {
    const { remove, text } = scene()
    const refused = remove(['last', 'keys', 'keys2', 'prod'])
    await expect(refused).rejects.toMatchObject({ code: 'profile-conflict' })
    const { message } = (await refused.catch((thrown: unknown) => thrown)) as Error
    expect(['"keys" has', '"keys2" has', '"prod" is what'].map((words) => message.includes(words))).toEqual([
      ...[true, true, true],
    ])
    await expect(remove(['last', 'nobody'])).rejects.toMatchObject({ code: 'profile-unknown' })
    expect(text(configPath)).toBe(config)
  })

  it('wants the name of each production profile, and changes nothing until it has all', async () => {
    for (const answers of [[], ['dev'], ['dev', 'dev'], ['prod', 'dev'], ['yes', 'yes']]) {
      const { remove, text, vault } = scene({ policies: guarded })
      const refused = remove(['dev', 'chain', 'prod'], answers.length ? answering([...answers]) : {})
      await expect(refused).rejects.toMatchObject({ code: 'consent-denied' })
      expect([text(configPath), Object.keys(vault.contents().profiles)]).toEqual([config, ['dev', 'prod']])
    }
    const { remove, vault } = scene({ policies: guarded })
    const dry = await remove(['dev', 'chain', 'prod'], {}, { dryRun: true })
    expect([dry.outcome, dry.guarded]).toEqual(['dry-run', ['dev', 'prod']])
    await remove(['dev', 'chain', 'prod'], new ScriptedPrompts('dev', 'prod'))
    expect([vault.contents().profiles, vault.contents().policies]).toEqual([{}, guarded])
  })

  it('asks once for all the others', async () => {
    const { remove, text } = scene({ policies: guarded })
    const asked = new ScriptedPrompts('dev', 'no')
    expect(await remove(['last', 'dev', 'chain'], asked, { isConfirmed: false })).toMatchObject({
      outcome: 'declined',
    })
    expect(text(configPath)).toBe(config)
  })

  it('takes five thousand at once, scattered over more, and the diff has only them', async () => {
    const names = Array.from({ length: 6_000 }, (_, at) => `team-${at % 97}-${at}`)
    const gone = names.filter((_, at) => at % 6 > 0)
    const { remove, undo, text } = scene({
      config: names.map((name) => section(name, 'region = x\nsso_session = s')).join('\n'),
      bindings: Object.fromEntries(gone.map((name) => [name, { session: 'identity-center:s' }])),
    })
    const before = text(configPath)
    const { files } = await remove(gone)
    const removed = files.flatMap(({ diff }) => diff.filter((line) => line.startsWith('-')))
    expect(removed.filter((line) => line.startsWith('-[profile'))).toHaveLength(5_000)
    expect(files.flatMap(({ diff }) => diff.filter((line) => line.startsWith('+')))).toEqual([])
    expect(text(configPath).match(/\[profile/g)).toHaveLength(1_000)
    await undo()
    expect(text(configPath)).toBe(before)
  })
})
