import { describe, expect, it } from 'vitest'
import { vaultDoor } from '../../../../main/actions/sessions/vault-door.ts'
import { Secret } from '../../../../main/kernel/secret.ts'
import { ScriptedPrompts } from '../../../fakes/scripted-prompts.ts'
import {
  absent,
  aWorld,
  bind,
  folder,
  identityPath,
  nobody,
  opened,
  passphrase,
  start,
  type World,
} from './vault-world.ts'

const other = 'another five words of mine'

/** A vault with something in it, by the key store or by a passphrase. */
async function aVault(slot: 'key-store' | 'passphrase') {
  const world = aWorld()
  if (slot === 'passphrase') world.keyStore.refusal = absent
  const prompts = slot === 'passphrase' ? new ScriptedPrompts(passphrase, passphrase) : nobody
  const vault = await opened(world, prompts)
  await vault.update(bind('dev'))
  world.keyStore.refusal = undefined
  const sealed = await vault.seal(new TextEncoder().encode('beside'))
  return { world, vault, sealed }
}

/** As after a restart. */
async function reopened(world: World, ...answers: string[]) {
  const vault = await start(world)
  try {
    await vault.open(answers.length === 0 ? nobody : new ScriptedPrompts(...answers))
  } catch (thrown) {
    return (thrown as { code: string }).code
  }
  return Object.keys(vault.contents().profiles).join()
}

describe('Vault.moveKey', () => {
  it('changes the passphrase: the new one opens, the old one no more, and what is sealed beside does too', async () => {
    const { world, vault, sealed } = await aVault('passphrase')
    expect(await vault.moveKey('passphrase', new ScriptedPrompts(passphrase, other, other))).toEqual({
      from: 'passphrase',
      to: 'passphrase',
      kept: undefined,
    })
    expect(vault.status()).toMatchObject({ state: 'open', slot: 'passphrase', durable: true })
    expect([
      await reopened(world, other),
      await reopened(world, passphrase, passphrase, passphrase),
      new TextDecoder().decode(await vault.unseal(sealed)),
    ]).toEqual(['dev', 'passphrase-wrong', 'beside'])
    expect(world.files.names(folder)).toEqual(['identity.age', 'vault.age', 'vault.previous.age'])
  })

  it('asks for the passphrase that counts now: an open vault is no proof of who sits there', async () => {
    const { world, vault } = await aVault('passphrase')
    for (const to of ['passphrase', 'key-store'] as const) {
      const guess = new ScriptedPrompts('one', 'two', 'three')
      await expect(vault.moveKey(to, guess)).rejects.toMatchObject({ code: 'passphrase-wrong' })
      await expect(vault.moveKey(to, nobody)).rejects.toMatchObject({ code: 'vault-locked' })
    }
    expect([world.keyStore.entry, await reopened(world, passphrase)]).toEqual([undefined, 'dev'])
  })

  it('moves to the key store, keeps the sealed key aside, and opens by itself', async () => {
    const { world, vault } = await aVault('passphrase')
    const moved = await vault.moveKey('key-store', new ScriptedPrompts(passphrase))
    expect(moved.kept).toBe(`${folder}/identity.previous.age`)
    expect([vault.status().slot, await reopened(world)]).toEqual(['key-store', 'dev'])
    // And back: the seal by the old passphrase would open the same key, so it goes.
    await vault.moveKey('passphrase', new ScriptedPrompts(other, other))
    expect(world.files.names(folder)).toEqual(['identity.age', 'vault.age', 'vault.previous.age'])
    expect([world.keyStore.entry, await reopened(world, other)]).toEqual([undefined, 'dev'])
  })

  it('says so where the key store does not let go of what it had', async () => {
    const { world, vault } = await aVault('key-store')
    const remove = world.keyStore.remove.bind(world.keyStore)
    world.keyStore.remove = () => Promise.reject(absent)
    expect(await vault.moveKey('passphrase', new ScriptedPrompts(other, other))).toMatchObject({
      kept: 'key-store',
    })
    world.keyStore.remove = remove
    expect(await reopened(world, other)).toBe('dev')
  })

  it.each([
    [
      'another key',
      (world: World) => Object.assign(world.keyStore, { entry: 'AGE-SECRET-KEY-1OTHER' }),
      'key-store-denied',
    ],
    [
      'a store that forgets',
      (world: World) => Object.assign(world.keyStore, { keep: () => undefined }),
      'key-store-absent',
    ],
    ['no store', (world: World) => Object.assign(world.keyStore, { refusal: absent }), 'key-store-absent'],
    [
      'a disk that takes nothing',
      (world: World) => Object.assign(world.files, { rename: () => Promise.reject(new Error('io')) }),
      'vault-unwritable',
    ],
  ])('leaves everything as it was where there is %s', async (_, spoil, code) => {
    const { world, vault } = await aVault('passphrase')
    const { entry } = world.keyStore
    spoil(world)
    const before = world.keyStore.entry
    await expect(vault.moveKey('key-store', new ScriptedPrompts(passphrase))).rejects.toMatchObject({ code })
    expect([vault.status().slot, world.files.names(folder).includes('identity.age')]).toEqual([
      'passphrase',
      true,
    ])
    if (code === 'key-store-denied') expect(world.keyStore.entry).toBe(before)
    expect(entry).toBeUndefined()
    expect(await reopened(world, passphrase)).toBe('dev')
  })

  it('says that the passphrase has to be typed, and not that an open vault is locked, where nobody can be asked', async () => {
    const { vault } = await aVault('passphrase')
    for (const to of ['passphrase', 'key-store'] as const) {
      await expect(vault.moveKey(to, nobody)).rejects.toMatchObject({
        remedy: 'none',
        message: `The passphrase that counts now has to be typed first, and nobody can be asked for it here. Nothing was changed. In a terminal: signet vault ${to}`,
      })
    }
  })

  it('asks only once who opens a locked vault to change what opens it', async () => {
    const { world, vault } = await aVault('passphrase')
    const door = vaultDoor({ vault, onLock: () => undefined, onUnlock: () => undefined })
    vault.lock()
    const asked = new ScriptedPrompts(passphrase, other, other)
    expect(await door.moveKey('passphrase', asked)).toMatchObject({ from: 'passphrase', to: 'passphrase' })
    // It is open now: that is no proof of who sits there.
    const guess = 'five words of another person'
    await expect(door.moveKey('passphrase', new ScriptedPrompts(guess, guess, guess))).rejects.toMatchObject({
      code: 'passphrase-wrong',
    })
    expect(await reopened(world, other)).toBe('dev')
  })

  it('asks no more of who makes the vault by it', async () => {
    const world = aWorld()
    world.keyStore.refusal = absent
    const door = vaultDoor({ vault: await start(world), onLock: () => undefined, onUnlock: () => undefined })
    expect(await door.moveKey('passphrase', new ScriptedPrompts(passphrase, passphrase))).toEqual({
      from: 'passphrase',
      to: 'passphrase',
      kept: undefined,
    })
  })

  it('takes a new passphrase of the file where there is one, and changes none that comes from a file', async () => {
    const { world, vault } = await aVault('key-store')
    vault.lock()
    world.passphraseFile = { path: '/p', read: async () => new Secret(other) }
    const again = await opened(world)
    await again.moveKey('passphrase', nobody)
    expect(await reopened(world)).toBe('dev')
    await expect(again.moveKey('passphrase', nobody)).rejects.toMatchObject({
      code: 'passphrase-wrong',
      message:
        'The passphrase of this vault comes from /p. Nothing was changed. To change it, in a terminal: signet agent stop; env -u SIGNET_PASSPHRASE_FILE signet vault passphrase. Then write the new one to /p.',
    })
    expect(world.files.names(folder)).toContain(identityPath.slice(folder.length + 1))
  })

  it('moves nothing of a vault that is locked, and one after another of two at once', async () => {
    const { world, vault } = await aVault('passphrase')
    vault.lock()
    await expect(vault.moveKey('key-store', nobody)).rejects.toMatchObject({ code: 'vault-locked' })
    await vault.open(new ScriptedPrompts(passphrase))
    const both = [
      vault.moveKey('passphrase', new ScriptedPrompts(passphrase, other, other)),
      vault.moveKey('key-store', new ScriptedPrompts(other)),
    ]
    expect((await Promise.all(both)).map(({ from, to }) => [from, to])).toEqual([
      ['passphrase', 'passphrase'],
      ['passphrase', 'key-store'],
    ])
    expect(await reopened(world)).toBe('dev')
  })
})
