import { describe, expect, it } from 'vitest'
import { newKey, sealContents } from '../../../../main/vault/sealing.ts'
import type { VaultContents } from '../../../../main/vault/session-record.ts'
import {
  asideName,
  bind,
  contents,
  damage,
  folder,
  nobody,
  opened,
  previousPath,
  start,
  vaultPath,
  type World,
  withGenerations,
} from './vault-world.ts'

describe('a vault that is damaged', () => {
  it('is set aside by a new name; the generation before is opened, saved, and a person is told (R6)', async () => {
    const world = await withGenerations(damage, contents(6, 'older'))
    const vault = await opened(world)
    expect(vault.contents()).toEqual(contents(6, 'older'))
    expect(vault.status().notices).toEqual([expect.stringContaining('damaged')])
    expect(world.files.names(folder)).toEqual(['vault.age', asideName, 'vault.previous.age'])
    expect(world.files.bytes(`${folder}/${asideName}`)).toEqual(damage)
    expect(world.events).toContain('vault.opened vault-corrupt')
    // The next start is an ordinary one, which still says where the damaged file is.
    const next = await opened(world)
    expect([next.contents(), next.status().notices]).toEqual([
      contents(6, 'older'),
      [expect.stringContaining(asideName)],
    ])
  })

  it('never lets the damaged file become the generation before, also where it cannot be set aside', async () => {
    const world = await withGenerations(damage, contents(6, 'older'))
    world.files.fail.rename = 'read-only'
    world.files.fail.replace = 'read-only'
    const vault = await opened(world)
    expect(vault.status()).toMatchObject({ state: 'open', durable: false })
    world.files.fail = {}
    await vault.save()
    expect(world.files.names(folder)).toEqual(['vault.age', asideName, 'vault.previous.age'])
    expect((await opened(await reread(world))).contents().generation).toBe(6)
  })

  async function reread(world: World): Promise<World> {
    return { ...world, events: [] }
  }

  it('gives each damaged file a name of its own', async () => {
    const world = await withGenerations(damage, contents(6, 'older'))
    world.files.put(`${folder}/${asideName}`, new Uint8Array(1))
    await opened(world)
    expect(world.files.names(folder)).toContain('vault.corrupt-20260102T030405Z-2.age')
    expect(world.files.bytes(`${folder}/${asideName}`)).toHaveLength(1)
  })

  it.each<[string, Uint8Array | undefined]>([
    ['both generations', damage],
    ['the only generation', undefined],
  ])('in %s opens nothing, deletes nothing, and lets a person begin anew', async (_, previous) => {
    const world = await withGenerations(damage, previous)
    const vault = await start(world)
    await expect(vault.open(nobody)).rejects.toMatchObject({
      code: 'vault-corrupt',
      message: expect.stringMatching(/is kept: .*vault\.corrupt-.*`signet unlock`/),
    })
    const kept = world.files.names(folder)
    expect(kept.every((name) => name.startsWith('vault.corrupt-'))).toBe(true)
    expect(kept).toHaveLength(previous ? 2 : 1)
    await vault.open(nobody)
    expect(vault.contents()).toMatchObject({ generation: 1, sessions: [] })
    expect(vault.status().notices).toHaveLength(kept.length)
  })

  it('opens the generation before when vault.age is missing, and does not begin anew', async () => {
    const world = await withGenerations(undefined, contents(6, 'older'))
    const vault = await opened(world)
    expect([vault.contents(), vault.status().notices]).toEqual([
      contents(6, 'older'),
      [expect.stringContaining('was missing')],
    ])
  })

  it('says when only the generation before is damaged, and the next save replaces it', async () => {
    const world = await withGenerations(contents(7, 'a'), damage)
    const vault = await opened(world)
    expect(vault.status().notices).toEqual([expect.stringContaining('The next save replaces it')])
    await vault.update(bind('b'))
    expect((await opened(world)).status().notices).toEqual([])
  })

  it('opens the newer one when an older vault.age was put in its place (T3)', async () => {
    const world = await withGenerations(contents(3, 'old'), contents(9, 'new'))
    const vault = await opened(world)
    expect([vault.contents(), vault.status().notices]).toEqual([
      contents(9, 'new'),
      [expect.stringContaining('is older')],
    ])
    expect((await opened(world)).contents()).toEqual(contents(9, 'new'))
  })

  it('is left alone when the disk, not the file, is at fault', async () => {
    const world = await withGenerations(contents(3, 'a'), contents(2, 'a'))
    const vault = await start(world)
    world.files.fail.read = 'io'
    await expect(vault.open(nobody)).rejects.toMatchObject({ code: 'vault-unreadable' })
    expect(world.files.changes).toEqual([])
  })

  it('says when others may read it', async () => {
    const world = await withGenerations(contents(3, 'a'), undefined)
    world.files.put(vaultPath, world.files.bytes(vaultPath), 0o644)
    expect((await opened(world)).status().notices).toEqual([expect.stringContaining('chmod 600')])
  })
})

describe('a vault from a newer Signet', () => {
  it.each<[string, unknown, unknown]>([
    ['the vault', { version: 2, sessions: 'other' }, contents(1, 'a')],
    [
      'a kind of session that is not known here',
      { ...contents(2, 'a'), sessions: [{ kind: 'new' }] },
      contents(1, 'a'),
    ],
    ['no JSON at all', 'not json', contents(1, 'a')],
  ])('is refused, and nothing is touched: %s (R6, R33)', async (_, current, previous) => {
    const key = await newKey()
    const world = await withGenerations(undefined, undefined, key)
    world.files.put(vaultPath, await sealContents(current as VaultContents, key))
    world.files.put(previousPath, await sealContents(previous as VaultContents, key))
    await expect(opened(world)).rejects.toMatchObject({
      code: 'vault-newer',
      message: expect.stringContaining('Update Signet'),
    })
    expect(world.files.changes).toEqual([])
  })

  it('is refused also when only the generation before opens, as a newer one', async () => {
    const key = await newKey()
    const world = await withGenerations(damage, undefined, key)
    world.files.put(previousPath, await sealContents({ version: 2 } as unknown as VaultContents, key))
    await expect(opened(world)).rejects.toMatchObject({ code: 'vault-newer' })
    expect(world.files.changes).toEqual([])
  })
})
