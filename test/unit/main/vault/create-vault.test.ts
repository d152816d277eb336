import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { VaultError } from '../../../../main/kernel/errors.ts'
import type { Prompts } from '../../../../main/kernel/ports/prompts.ts'
import { Secret } from '../../../../main/kernel/secret.ts'
import { createVault } from '../../../../main/vault/create-vault.ts'
import type { PassphraseFile } from '../../../../main/vault/passphrase.ts'
import { newKey, sealContents, type VaultKey } from '../../../../main/vault/sealing.ts'
import type { VaultContents } from '../../../../main/vault/session-record.ts'
import type { Vault } from '../../../../main/vault/vault.ts'
import { FakeClock, settle } from '../../../fakes/fake-clock.ts'
import { MemoryFiles } from '../../../fakes/memory-files.ts'
import { MemoryKeyStore } from '../../../fakes/memory-key-store.ts'
import { ScriptedPrompts } from '../../../fakes/scripted-prompts.ts'

const folder = '/state/vault'
const vaultPath = `${folder}/vault.age`
const previousPath = `${folder}/vault.previous.age`
const identityPath = `${folder}/identity.age`
const passphrase = 'correct horse battery staple'
const nobody: Prompts = {}
const absent = new VaultError('key-store-absent', 'There is no key store here.', 'unlock')

interface World {
  readonly files: MemoryFiles
  readonly keyStore: MemoryKeyStore
  readonly events: string[]
  passphraseFile?: PassphraseFile
}

function aWorld(): World {
  return { files: new MemoryFiles(), keyStore: new MemoryKeyStore(), events: [] }
}

function start(world: World): Promise<Vault> {
  return createVault({
    files: world.files,
    keyStore: world.keyStore,
    passphraseFile: world.passphraseFile,
    clock: new FakeClock(),
    log: { note: (event, fields) => world.events.push(`${event} ${fields?.code ?? ''}`.trim()) },
    folder,
  })
}

async function opened(world: World, prompts: Prompts = nobody): Promise<Vault> {
  const vault = await start(world)
  await vault.open(prompts)
  return vault
}

function contents(generation: number, profile: string): VaultContents {
  return { version: 1, generation, sessions: [], profiles: { [profile]: { session: 's' } } }
}

const bind = (profile: string) => (before: VaultContents) => ({
  ...before,
  profiles: { ...before.profiles, [profile]: { session: 's' } },
})

/** A world whose vault has these generations: what is on disk is sealed contents, damage, or nothing. */
async function withGenerations(
  current: VaultContents | Uint8Array | undefined,
  previous: VaultContents | Uint8Array | undefined,
  key?: VaultKey,
): Promise<World> {
  const world = aWorld()
  const used = key ?? (await newKey())
  world.keyStore.entry = used.identity.reveal()
  for (const [path, given] of [
    [vaultPath, current],
    [previousPath, previous],
  ] as const) {
    if (given) world.files.put(path, given instanceof Uint8Array ? given : await sealContents(given, used))
  }
  return world
}

const damage = new TextEncoder().encode('age-encryption.org/v1\nnot one')
const asideName = 'vault.corrupt-20260102T030405Z-1.age'

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

describe('a new vault without a key store', () => {
  it('is sealed with a passphrase that is asked for twice, in secret (R25)', async () => {
    const world = aWorld()
    world.keyStore.refusal = absent
    const prompts = new ScriptedPrompts(passphrase, passphrase)
    const vault = await opened(world, prompts)
    expect(vault.status()).toMatchObject({ slot: 'passphrase', generation: 1, durable: true })
    expect(world.files.names(folder)).toEqual(['identity.age', 'vault.age'])
    expect(prompts.asked.map(({ secret }) => secret)).toEqual([true, true])
    expect(prompts.told).toEqual([expect.stringContaining('There is no key store here.')])
  })

  it('asks again when a passphrase is too short or not the same twice, three times at most', async () => {
    const world = aWorld()
    world.keyStore.refusal = absent
    const third = new ScriptedPrompts('short', passphrase, 'another one', 'a b c d e', 'a b c d e')
    expect((await opened(world, third)).status().slot).toBe('passphrase')
    const never = aWorld()
    never.keyStore.refusal = absent
    await expect(opened(never, new ScriptedPrompts('short', 'short', 'short'))).rejects.toMatchObject({
      code: 'passphrase-wrong',
      remedy: 'unlock',
    })
    expect(never.files.names(folder)).toEqual([])
  })

  it.each(['key-store-absent', 'key-store-locked', 'key-store-denied', 'key-store-timed-out'] as const)(
    'refuses where %s and nobody can be asked: nothing is ever kept in the clear (R22, R23, R24, R25)',
    async (code) => {
      const world = aWorld()
      world.keyStore.refusal = new VaultError(code, 'The key store is not to be had.', 'unlock')
      await expect(opened(world)).rejects.toMatchObject({
        code: 'vault-locked',
        remedy: 'unlock',
        message: expect.stringMatching(/not to be had.*`signet unlock`/),
      })
      expect(world.files.names(folder)).toEqual([])
    },
  )

  it('takes the passphrase of the file, and refuses a short one', async () => {
    const world = aWorld()
    world.keyStore.refusal = absent
    world.passphraseFile = { path: '/p', read: async () => new Secret(passphrase) }
    expect((await opened(world)).status().slot).toBe('passphrase')
    const short = aWorld()
    short.keyStore.refusal = absent
    short.passphraseFile = { path: '/p', read: async () => new Secret('short') }
    await expect(opened(short)).rejects.toMatchObject({ code: 'passphrase-wrong', remedy: 'fix-config' })
  })
})

describe('a vault with a passphrase', () => {
  async function sealedWorld(): Promise<World> {
    const world = aWorld()
    world.keyStore.refusal = absent
    const vault = await opened(world, new ScriptedPrompts(passphrase, passphrase))
    await vault.update(bind('a'))
    world.keyStore.refusal = undefined
    world.keyStore.calls.length = 0
    world.files.changes.length = 0
    return world
  }

  it('opens with it, and asks the key store for nothing (T2)', async () => {
    const world = await sealedWorld()
    const vault = await opened(world, new ScriptedPrompts(passphrase))
    expect(vault.contents().profiles).toEqual({ a: { session: 's' } })
    expect([world.keyStore.calls, world.files.changes]).toEqual([[], []])
  })

  it('asks again after a wrong one; the third is the last, and the vault is as it was', async () => {
    const world = await sealedWorld()
    const prompts = new ScriptedPrompts('wrong one', 'another wrong one', passphrase)
    expect((await opened(world, prompts)).status().state).toBe('open')
    await expect(opened(world, new ScriptedPrompts('1', '2', '3'))).rejects.toMatchObject({
      code: 'passphrase-wrong',
      remedy: 'unlock',
    })
    expect(world.files.changes).toEqual([])
  })

  it('stays locked when nobody can be asked or the person turns away', async () => {
    const world = await sealedWorld()
    const locked = {
      code: 'vault-locked',
      remedy: 'unlock',
      message: expect.stringContaining('signet unlock'),
    }
    await expect(opened(world)).rejects.toMatchObject(locked)
    await expect(opened(world, new ScriptedPrompts(undefined))).rejects.toMatchObject(locked)
  })

  it('says when the passphrase in the file is wrong', async () => {
    const world = await sealedWorld()
    world.passphraseFile = { path: '/run/passphrase', read: async () => new Secret('wrong') }
    await expect(opened(world)).rejects.toMatchObject({
      code: 'passphrase-wrong',
      message: expect.stringContaining('/run/passphrase'),
    })
  })

  it('is asked for once by two who open at once', async () => {
    const world = await sealedWorld()
    const vault = await start(world)
    const prompts = new ScriptedPrompts(passphrase)
    await Promise.all([vault.open(prompts), vault.open(prompts), vault.open(nobody)])
    expect(prompts.asked).toHaveLength(1)
  })

  it('is asked for when one who could not ask came first', async () => {
    const world = await sealedWorld()
    const vault = await start(world)
    const prompts = new ScriptedPrompts(passphrase)
    const [first, second] = await Promise.allSettled([vault.open(nobody), vault.open(prompts)])
    expect([first.status, second.status]).toEqual(['rejected', 'fulfilled'])
  })

  it('tells a damaged identity from a wrong passphrase, and touches nothing (R6)', async () => {
    const world = await sealedWorld()
    const whole = world.files.bytes(identityPath)
    for (const damaged of [
      whole.subarray(0, 60),
      whole.subarray(0, -1),
      Uint8Array.of(...whole, 0),
      new Uint8Array(0),
    ]) {
      world.files.put(identityPath, damaged)
      await expect(opened(world, new ScriptedPrompts(passphrase))).rejects.toMatchObject({
        code: 'vault-corrupt',
        message: expect.stringContaining('begin anew'),
      })
    }
    expect(world.files.changes).toEqual([])
  })

  it('refuses an identity that asks for far too much or too little work', async () => {
    const world = await sealedWorld()
    const text = new TextDecoder('latin1').decode(world.files.bytes(identityPath))
    for (const logN of ['10', '21', '30', '99']) {
      const bytes = Uint8Array.from(text.replace(/ 17\n/, ` ${logN}\n`), (letter) => letter.charCodeAt(0))
      world.files.put(identityPath, bytes)
      await expect(opened(world, new ScriptedPrompts(passphrase))).rejects.toMatchObject({
        code: 'vault-corrupt',
      })
    }
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

describe('what a vault says', () => {
  it('never has a secret in it: not in an error, a notice, the log or a question', async () => {
    const world = aWorld()
    world.keyStore.refusal = absent
    const prompts = new ScriptedPrompts('too short', passphrase, passphrase)
    const vault = await opened(world, prompts)
    world.files.fail.replace = 'no-space'
    const thrown = await vault.update(bind('a')).catch((error: unknown) => error)
    const wrong = await opened(
      world,
      new ScriptedPrompts('wrong secret', 'wrong secret', 'wrong secret'),
    ).catch((error: unknown) => error)
    const shown = JSON.stringify([
      String(thrown),
      String(wrong),
      vault.status(),
      prompts.asked,
      prompts.told,
      world.events,
      world.files.changes,
    ])
    expect(shown).not.toMatch(/AGE-SECRET|age1|correct horse|wrong secret|too short"/)
  })
})
