import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { VaultError } from '../../../../main/kernel/errors.ts'
import { newKey } from '../../../../main/vault/sealing.ts'
import { settle } from '../../../fakes/fake-clock.ts'
import { ScriptedPrompts } from '../../../fakes/scripted-prompts.ts'
import {
  aWorld,
  bind,
  contents,
  folder,
  nobody,
  opened,
  passphrase,
  start,
  vaultPath,
  withGenerations,
} from './vault-world.ts'

describe('createVault', () => {
  it('says what is there without opening or asking', async () => {
    const world = aWorld()
    const locked = await withGenerations(contents(3, 'a'), undefined)
    expect([(await start(world)).status(), (await start(locked)).status()]).toEqual([
      { state: 'absent', slot: undefined, path: vaultPath, generation: 0, durable: true, notices: [] },
      { state: 'locked', slot: 'key-store', path: vaultPath, generation: 0, durable: true, notices: [] },
    ])
    expect(world.keyStore.calls).toEqual([])
  })

  it('starts, and says so, where the folder cannot be read', async () => {
    const world = aWorld()
    world.files.fail.list = 'not-allowed'
    const vault = await start(world)
    expect(vault.status()).toMatchObject({
      state: 'locked',
      notices: [expect.stringContaining('cannot be read')],
    })
    await expect(vault.open(nobody)).rejects.toMatchObject({ code: 'vault-unreadable', remedy: 'unlock' })
    world.files.fail = {}
    await vault.open(nobody)
    expect(vault.status()).toMatchObject({ state: 'open', notices: [] })
  })
})

describe('a new vault', () => {
  it('keeps its key in the key store and is on disk before it is used', async () => {
    const world = aWorld()
    const vault = await opened(world)
    expect(vault.status()).toEqual({
      state: 'open',
      slot: 'key-store',
      path: vaultPath,
      generation: 1,
      durable: true,
      notices: [],
    })
    expect(world.files.names(folder)).toEqual(['vault.age'])
    expect(world.keyStore.entry).toMatch(/^AGE-SECRET-KEY-1/)
  })

  it('takes the key that a start which was cut short left in the key store', async () => {
    const world = aWorld()
    const key = await newKey()
    world.keyStore.entry = key.identity.reveal()
    await opened(world)
    expect(world.keyStore.entry).toBe(key.identity.reveal())
    expect(world.keyStore.calls).not.toContain('write')
  })

  it('does not trust a key store that cuts what it is given', async () => {
    const world = aWorld()
    world.keyStore.keep = (identity) => identity.slice(0, 10)
    const prompts = new ScriptedPrompts(passphrase, passphrase)
    expect((await opened(world, prompts)).status().slot).toBe('passphrase')
    expect(prompts.told).toEqual([expect.stringContaining('did not keep')])
  })

  it('leaves an entry that is no key alone', async () => {
    const world = aWorld()
    world.keyStore.entry = 'something else'
    await expect(opened(world)).rejects.toMatchObject({ code: 'vault-key-missing' })
    expect([world.keyStore.entry, world.files.changes]).toEqual(['something else', []])
  })

  it('is open in memory where the disk takes no save, and says what a restart costs (R4, R5)', async () => {
    const world = aWorld()
    world.files.fail.replace = 'read-only'
    const vault = await opened(world)
    expect(vault.status()).toMatchObject({ state: 'open', durable: false })
    expect(vault.status().notices).toEqual([
      expect.stringMatching(/read-only.*a restart will need a new sign-in/),
    ])
  })
})

describe('a vault whose key is gone', () => {
  it.each([
    ['the key store has no entry', undefined],
    ['the entry is no key', 'something else'],
  ])('is not called corrupt, and nothing is touched: %s', async (_, entry) => {
    const world = await withGenerations(contents(3, 'a'), contents(2, 'a'))
    world.keyStore.entry = entry
    await expect(opened(world)).rejects.toMatchObject({ code: 'vault-key-missing' })
    expect([world.files.changes, world.keyStore.calls]).toEqual([[], ['read']])
  })

  it('is not begun anew when only the generation before is there', async () => {
    const world = await withGenerations(undefined, contents(2, 'a'))
    world.keyStore.entry = undefined
    await expect(opened(world)).rejects.toMatchObject({ code: 'vault-key-missing' })
    expect([world.files.changes, world.keyStore.calls]).toEqual([[], ['read']])
  })

  it('is asked for once by all who open at once: they share its failure too (R24)', async () => {
    const world = await withGenerations(contents(3, 'a'), undefined)
    world.keyStore.refusal = new VaultError('key-store-timed-out', 'It hangs.', 'unlock')
    const vault = await start(world)
    await Promise.allSettled(Array.from({ length: 200 }, () => vault.open(nobody)))
    expect(world.keyStore.calls).toEqual(['read'])
  })

  it('is not called corrupt when the key is another vault’s', async () => {
    const world = await withGenerations(contents(3, 'a'), contents(2, 'a'))
    world.keyStore.entry = (await newKey()).identity.reveal()
    await expect(opened(world)).rejects.toMatchObject({ code: 'vault-key-missing' })
    expect(world.files.changes).toEqual([])
  })

  it('passes on what the key store says', async () => {
    const world = await withGenerations(contents(3, 'a'), undefined)
    world.keyStore.refusal = new VaultError('key-store-locked', 'Locked.', 'unlock')
    await expect(opened(world)).rejects.toMatchObject({ code: 'key-store-locked' })
  })
})

describe('lock', () => {
  it('forgets everything, and what was queued is still written', async () => {
    const world = aWorld()
    const vault = await opened(world)
    const saved = vault.update(bind('a'))
    vault.lock()
    expect(vault.status()).toMatchObject({ state: 'locked', generation: 0 })
    expect(() => vault.contents()).toThrow(expect.objectContaining({ code: 'vault-locked' }))
    await expect(vault.update(bind('b'))).rejects.toMatchObject({ code: 'vault-locked', remedy: 'unlock' })
    await vault.open(nobody)
    await saved
    expect(vault.contents().profiles).toEqual({ a: { session: 's' } })
  })

  it('keeps no reference to what was in memory (T24)', async () => {
    const world = aWorld()
    const vault = await opened(world)
    await vault.update(bind('a'))
    const before = new WeakRef(vault.contents())
    vault.lock()
    await settle()
    setFlagsFromString('--expose-gc')
    runInNewContext('gc')()
    expect(before.deref()).toBeUndefined()
    expect(vault.status().state).toBe('locked')
  })

  it('holds against an opening that was under way', async () => {
    const world = await withGenerations(contents(3, 'a'), undefined)
    const vault = await start(world)
    const opening = vault.open(nobody)
    vault.lock()
    await expect(opening).rejects.toMatchObject({ code: 'vault-locked' })
    expect(vault.status().state).toBe('locked')
  })
})
