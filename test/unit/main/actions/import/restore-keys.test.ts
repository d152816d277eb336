import { describe, expect, it } from 'vitest'
import { InputError } from '../../../../../main/kernel/errors.ts'
import { ScriptedPrompts } from '../../../../fakes/scripted-prompts.ts'
import { configPath, credentialsPath, keyLines, keysScene, secret } from '../keys-scene.ts'

const config = '[profile dev]\nregion = eu-central-1\n'
const credentials = `# mine\n[dev]\n${keyLines()}`

async function moved(options: Parameters<typeof keysScene>[0]) {
  const scene = keysScene(options)
  await scene.move()
  return scene
}

describe('restoreKeys', () => {
  it.each<[where: string, options: { config?: string; credentials?: string }]>([
    ['the credentials file', { config, credentials }],
    ['the credentials file alone', { credentials }],
    ['the config file', { config: `[profile dev]\nregion = eu-central-1\n${keyLines()}` }],
  ])('puts keys back into %s, byte for byte, and lets go of them', async (_, options) => {
    const scene = await moved(options)
    expect((await scene.restore()).outcome).toBe('restored')
    const texts = [configPath, credentialsPath].map((path) =>
      scene.files.contents.has(path) ? scene.text(path) : undefined,
    )
    const former = [options.config ?? '', options.credentials]
    expect([texts[0] ?? '', texts[1]]).toEqual(former)
    expect([scene.disk.contents.sessions, scene.disk.contents.profiles, scene.forgotten]).toEqual([
      ...[[], {}],
      ['iam-user:AKIAEXAMPLEEXAMPLE00'],
    ])
  })

  it('lets no file of preferences stand in the way (R4)', async () => {
    const preferencesFault = new InputError('preferences-unwritable', 'full', 'retry')
    const scene = await moved({ config, credentials, preferencesFault })
    expect((await scene.restore()).outcome).toBe('restored')
    expect(scene.text(credentialsPath)).toBe(credentials)
  })

  it('keeps the key in the vault while another profile is served by it', async () => {
    const scene = await moved({ credentials: `[dev]\n${keyLines()}[ops]\n${keyLines()}` })
    await scene.restore({ only: ['dev'] })
    expect([scene.disk.contents.sessions.length, Object.keys(scene.disk.contents.profiles)]).toEqual([
      1,
      ['ops'],
    ])
    expect(scene.text(credentialsPath)).toBe(`[dev]\n${keyLines()}[ops]\n`)
  })

  it('knows which file it was without a sealed copy, too: the usual one', async () => {
    const scene = await moved({ config, credentials })
    for (const path of scene.files.contents.keys()) if (path.endsWith('.age')) await scene.files.remove(path)
    await scene.restore()
    expect(scene.text(credentialsPath)).toBe(credentials)
  })

  it('changes nothing in a dry run, without a yes, or for a profile that has none', async () => {
    const scene = await moved({ config, credentials })
    const after = [scene.text(configPath), scene.text(credentialsPath)]
    expect([
      (await scene.restore({ dryRun: true })).outcome,
      (await scene.restore({ isConfirmed: false }, new ScriptedPrompts('no'))).outcome,
      await scene.restore({ only: ['prod'] }).catch(({ message }: { message: string }) => message),
      (await keysScene({}).restore()).outcome,
    ]).toEqual([
      'dry-run',
      'declined',
      'Signet has no access key of profile "prod". It has those of: dev.',
      'nothing',
    ])
    expect([scene.text(configPath), scene.text(credentialsPath), scene.filesWith(secret)]).toEqual([
      ...after,
      [],
    ])
  })

  it('keeps the key in the vault when the files cannot be changed (R4)', async () => {
    const scene = await moved({ config, credentials })
    scene.files.fail = { replace: 'no-space' }
    await expect(scene.restore()).rejects.toMatchObject({ code: 'config-unwritable' })
    expect(scene.disk.contents.sessions).toHaveLength(1)
  })
})
