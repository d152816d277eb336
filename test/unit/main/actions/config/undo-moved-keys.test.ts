import { describe, expect, it } from 'vitest'
import { seriesOf } from '../../../../../main/config/backups.ts'
import { configPath, credentialsPath, keyLines, keysScene, line } from '../keys-scene.ts'

const config = '[profile dev]\nregion = eu-central-1\n'
const credentials = `[dev]\n${keyLines()}`
const roleArn = 'arn:aws:iam::444455556666:role/Deploy'

async function moved(options: Parameters<typeof keysScene>[0] = { config, credentials }) {
  const scene = keysScene(options)
  await scene.move()
  const texts = () =>
    [configPath, credentialsPath].map((path) =>
      scene.files.contents.has(path) ? scene.text(path) : undefined,
    )
  return { ...scene, texts }
}

describe('undoConfig after access keys went into the vault', () => {
  it('leaves no profile without its key, and names the way back (R4)', async () => {
    const { undo, texts } = await moved()
    const before = texts()
    await expect(undo('config')).rejects.toMatchObject({
      code: 'keys-in-vault',
      message: expect.stringContaining('Run: signet import --restore-keys --profile dev'),
    })
    expect(texts()).toEqual(before)
  })

  it('the same for the key of a role that had it from itself', async () => {
    const { undo } = await moved({
      config: `[profile dev]\nrole_arn = ${roleArn}\nsource_profile = dev\n`,
      credentials,
    })
    await expect(undo('config')).rejects.toThrow('"dev-keys"')
  })

  it('the same where the key was in the config file, and the copy that comes back is an older one', async () => {
    const scene = keysScene({ config })
    scene.put(`/state/backups/${seriesOf(configPath)}.2026-01-01T00-00-00-000Z`, config)
    scene.put(configPath, `${config}${keyLines()}`)
    await scene.move()
    await expect(scene.undo('config')).rejects.toMatchObject({ code: 'keys-in-vault' })
  })

  it('does not say of a file with sealed copies that it was never changed', async () => {
    const { undo, backups } = await moved()
    expect(await backups('credentials')).toMatchObject({ backups: [], sealedCopies: 1 })
    await expect(undo('credentials')).rejects.toMatchObject({
      code: 'keys-in-vault',
      message: expect.stringContaining('Run: signet import --restore-keys'),
    })
  })

  it('goes back behind it once the keys are in the files again', async () => {
    const { undo, restore, texts } = await moved()
    await restore()
    expect((await undo('config', 2)).outcome).toBe('unchanged')
    expect(texts()).toEqual([config, credentials])
  })

  it('takes Signet’s line from a profile that has its key in the files again by hand', async () => {
    const { undo, put, texts } = await moved()
    put(credentialsPath, credentials)
    expect((await undo('config')).outcome).toBe('restored')
    expect(texts()).toEqual([config, credentials])
  })

  it('goes on taking back what concerns no key', async () => {
    const { undo, addRole, texts } = await moved()
    const before = texts()
    await addRole({ source: 'dev', name: 'deploy' })
    expect(texts()[0]).toContain(line('deploy'))
    expect((await undo('config')).outcome).toBe('restored')
    expect(texts()).toEqual(before)
  })
})
