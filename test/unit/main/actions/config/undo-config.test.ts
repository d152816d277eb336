import { describe, expect, it } from 'vitest'
import { awsFiles } from '../../../../../main/actions/config/aws-files.ts'
import { undoConfig } from '../../../../../main/actions/config/undo-config.ts'
import { FakeClock } from '../../../../fakes/fake-clock.ts'
import { memoryPreferences } from '../../../../fakes/memory-preferences.ts'
import { openDoor } from '../../../../fakes/open-door.ts'
import { configPath, home, importScene, login, loginPath, loginProfile } from '../import/import-scene.ts'

describe('undoConfig', () => {
  it('brings the last backup back after a yes, and back again', async () => {
    const { run, undo, text } = importScene({ [loginPath]: login, [configPath]: loginProfile })
    await run()
    const imported = text(configPath)
    expect((await undo('config', 'no')).outcome).toBe('declined')
    expect(text(configPath)).toBe(imported)
    expect((await undo()).outcome).toBe('restored')
    expect(text(configPath)).toBe(loginProfile)
    expect((await undo()).outcome).toBe('restored')
    expect(text(configPath)).toBe(imported)
  })

  it('says that there is no backup', async () => {
    await expect(importScene({ [configPath]: loginProfile }).undo()).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  it('undoes nothing when another program writes while the person thinks', async () => {
    const { run, files, put, text, vault } = importScene({ [loginPath]: login, [configPath]: loginProfile })
    await run()
    const config = awsFiles({
      ...{ files, lock: { acquire: async () => () => undefined }, clock: new FakeClock() },
      ...{ homeFolder: undefined, backupFolder: '/state/backups' },
    })
    const ask = async () => {
      put(configPath, '[profile theirs]\n')
      return 'yes'
    }
    const undone = undoConfig({
      ...{ files, awsFiles: config, backupFolder: '/state/backups', vault },
      door: openDoor,
      preferences: memoryPreferences(),
    })(
      { env: { HOME: home }, cwd: '/', file: 'config', number: 1, dryRun: false, isConfirmed: false },
      { ask },
      () => undefined,
    )
    await expect(undone).rejects.toMatchObject({ code: 'config-changed' })
    expect(text(configPath)).toBe('[profile theirs]\n')
  })
})
