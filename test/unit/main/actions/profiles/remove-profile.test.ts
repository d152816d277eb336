import { describe, expect, it } from 'vitest'
import { removeProfile } from '../../../../../main/actions/profiles/remove-profile.ts'
import type { Prompts } from '../../../../../main/kernel/ports/prompts.ts'
import { configPath, profileScene } from '../../../../fakes/profile-scene.ts'
import { ScriptedPrompts } from '../../../../fakes/scripted-prompts.ts'

const config =
  '[profile dev]\nregion = x\n\n# live\n[profile prod]\nregion = y\n\n[profile chain]\nrole_arn = r\nsource_profile = prod\n\n' +
  '[profile keys]\naws_access_key_id = AKIA\n'

function scene() {
  const made = profileScene({ config, policies: { dev: { isProduction: true } } })
  const remove = (profile: string, prompts: Prompts = {}, isConfirmed = true) =>
    removeProfile(made.rooms)(
      { ...made.asking, profile, dryRun: false, isConfirmed },
      prompts,
      () => undefined,
    )
  return { ...made, remove }
}

describe('removeProfile', () => {
  it('takes the section and what serves it, leaves what guards it, and is undone with both', async () => {
    const { remove, undo, text, vault, session } = scene()
    expect(await remove('dev', new ScriptedPrompts('dev'))).toMatchObject({
      outcome: 'removed',
      idleSession: null,
    })
    expect([text(configPath), Object.keys(vault.contents().profiles)]).toEqual([config.slice(26), ['prod']])
    expect(vault.contents().policies).toEqual({ dev: { isProduction: true } })
    expect((await undo()).preview.effects).toEqual([`dev is served again as ${session.id}`])
    expect([text(configPath), vault.contents().profiles.dev]).toEqual([config, { session: session.id }])
    await undo()
    expect([text(configPath), Object.keys(vault.contents().profiles)]).toEqual([config.slice(26), ['prod']])
  })

  it('an undo does not take back what was bound anew meanwhile', async () => {
    const { remove, undo, vault } = scene()
    await remove('dev', new ScriptedPrompts('dev'))
    await vault.update((contents) => ({
      ...contents,
      profiles: { ...contents.profiles, dev: { session: 'new' } },
    }))
    await undo()
    expect(vault.contents().profiles.dev).toEqual({ session: 'new' })
  })

  it('wants the name of a production profile, whatever was said beforehand', async () => {
    const { remove, text } = scene()
    await expect(remove('dev')).rejects.toMatchObject({ code: 'consent-denied' })
    await expect(remove('dev', new ScriptedPrompts('yes'))).rejects.toMatchObject({ code: 'consent-denied' })
    expect(text(configPath)).toBe(config)
  })

  it.each([
    ['keys', 'has access keys (config file line 13)'],
    ['prod', 'is what "chain" begins with'],
  ])('refuses %s', async (profile, words) => {
    const { remove, text } = scene()
    await expect(remove(profile)).rejects.toMatchObject({
      code: 'profile-conflict',
      message: expect.stringContaining(words),
    })
    expect(text(configPath)).toBe(config)
  })

  it('refuses the default one, and takes another', async () => {
    const { remove, use } = scene()
    await use('dev', new ScriptedPrompts('dev'))
    await expect(remove('dev', new ScriptedPrompts('dev'))).rejects.toMatchObject({
      code: 'profile-conflict',
    })
    expect(await remove('chain')).toMatchObject({ outcome: 'removed' })
  })
})
