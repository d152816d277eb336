import { describe, expect, it } from 'vitest'
import { VaultError } from '../../../../main/kernel/errors.ts'
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
    expect(prompts.questions.map(({ topic, problem }) => [topic, problem])).toEqual([
      ['passphrase', undefined],
      ['passphrase', 'passphrase-wrong'],
      ['passphrase', 'passphrase-wrong'],
    ])
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
