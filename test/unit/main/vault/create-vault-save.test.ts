import { describe, expect, it } from 'vitest'
import { settle } from '../../../fakes/fake-clock.ts'
import { aWorld, bind, contents, opened, vaultPath, withGenerations } from './vault-world.ts'

describe('update', () => {
  it('changes memory at once, and is durable with the generation before kept when it resolves', async () => {
    const world = await withGenerations(contents(3, 'a'), undefined)
    const vault = await opened(world)
    const saved = vault.update(bind('b'))
    expect(vault.contents()).toMatchObject({ generation: 4, profiles: { a: {}, b: {} } })
    await saved
    expect((await opened(world)).contents()).toEqual(vault.contents())
    world.files.contents.delete(vaultPath)
    expect((await opened(world)).contents()).toEqual(contents(3, 'a'))
  })

  it('saves each of many at once, in order, in few writes', async () => {
    const world = aWorld()
    const vault = await opened(world)
    world.files.changes.length = 0
    const names = Array.from({ length: 50 }, (_, index) => `p${index}`)
    await Promise.all(names.map((name) => vault.update(bind(name))))
    expect(Object.keys((await opened(world)).contents().profiles)).toEqual(names)
    expect(vault.status().generation).toBe(51)
    expect(world.files.changes).toHaveLength(1)
  })

  it('does not resolve before what it changed is written, also while an older save is under way', async () => {
    const world = aWorld()
    const vault = await opened(world)
    const { promise: gate, resolve: letGo } = Promise.withResolvers<void>()
    world.files.beforeReplace = () => gate
    const settled: string[] = []
    const first = vault.update(bind('a')).then(() => settled.push('a'))
    for (let turn = 0; turn < 20; turn += 1) await settle()
    const second = vault.update(bind('b')).then(() => settled.push('b'))
    await settle()
    expect(settled).toEqual([])
    letGo()
    await Promise.all([first, second])
    expect(Object.keys((await opened(world)).contents().profiles)).toEqual(['a', 'b'])
  })

  it.each([
    ['no-space', /disk is full/],
    ['read-only', /read-only/],
    ['not-allowed', /does not allow/],
    ['io', /reports an error/],
  ] as const)(
    'says so when the disk does not take it (%s), keeps it in memory, and tries again (R4, R5)',
    async (fault, words) => {
      const world = await withGenerations(contents(3, 'a'), undefined)
      const vault = await opened(world)
      world.files.fail.replace = fault
      await expect(vault.update(bind('b'))).rejects.toMatchObject({
        code: 'vault-unwritable',
        remedy: 'retry',
        message: expect.stringMatching(words),
      })
      expect(vault.status()).toMatchObject({ durable: false, notices: [expect.stringMatching(words)] })
      expect(vault.contents().profiles).toHaveProperty('b')
      world.files.fail = {}
      await vault.save()
      expect(vault.status()).toMatchObject({ durable: true, notices: [], generation: 4 })
      expect((await opened(world)).contents().profiles).toHaveProperty('b')
    },
  )

  it('carries what could not be saved with the next change', async () => {
    const world = aWorld()
    const vault = await opened(world)
    world.files.fail.replace = 'no-space'
    await expect(vault.update(bind('a'))).rejects.toThrow()
    world.files.fail = {}
    await vault.update(bind('b'))
    expect(Object.keys((await opened(world)).contents().profiles)).toEqual(['a', 'b'])
  })

  it('writes nothing when nothing changes', async () => {
    const world = aWorld()
    const vault = await opened(world)
    world.files.changes.length = 0
    await vault.update((same) => same)
    await vault.save()
    expect([world.files.changes, vault.status().generation]).toEqual([[], 1])
  })

  it('keeps nothing that could not be read again', async () => {
    const world = aWorld()
    const vault = await opened(world)
    await expect(
      vault.update((before) => ({ ...before, profiles: { a: { session: 1 as unknown as string } } })),
    ).rejects.toThrow(TypeError)
    expect(vault.contents().profiles).toEqual({})
    await vault.update((before) => ({ ...before, version: 9 as unknown as 1, generation: 0 }))
    expect(vault.contents()).toMatchObject({ version: 1, generation: 2 })
  })
})
