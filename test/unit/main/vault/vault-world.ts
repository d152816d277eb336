import { VaultError } from '../../../../main/kernel/errors.ts'
import type { Prompts } from '../../../../main/kernel/ports/prompts.ts'
import { createVault } from '../../../../main/vault/create-vault.ts'
import type { PassphraseFile } from '../../../../main/vault/passphrase.ts'
import { newKey, sealContents, type VaultKey } from '../../../../main/vault/sealing.ts'
import type { VaultContents } from '../../../../main/vault/session-record.ts'
import type { Vault } from '../../../../main/vault/vault.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'
import { MemoryFiles } from '../../../fakes/memory-files.ts'
import { MemoryKeyStore } from '../../../fakes/memory-key-store.ts'

export const folder = '/state/vault'
export const vaultPath = `${folder}/vault.age`
export const previousPath = `${folder}/vault.previous.age`
export const identityPath = `${folder}/identity.age`
export const passphrase = 'correct horse battery staple'
export const nobody: Prompts = {}
export const absent = new VaultError('key-store-absent', 'There is no key store here.', 'unlock')

export interface World {
  readonly files: MemoryFiles
  readonly keyStore: MemoryKeyStore
  readonly events: string[]
  passphraseFile?: PassphraseFile
}

export function aWorld(): World {
  return { files: new MemoryFiles(), keyStore: new MemoryKeyStore(), events: [] }
}

export function start(world: World): Promise<Vault> {
  return createVault({
    files: world.files,
    keyStore: world.keyStore,
    passphraseFile: world.passphraseFile,
    clock: new FakeClock(),
    log: { note: (event, fields) => world.events.push(`${event} ${fields?.code ?? ''}`.trim()) },
    folder,
  })
}

export async function opened(world: World, prompts: Prompts = nobody): Promise<Vault> {
  const vault = await start(world)
  await vault.open(prompts)
  return vault
}

export function contents(generation: number, profile: string): VaultContents {
  return { version: 1, generation, sessions: [], profiles: { [profile]: { session: 's' } } }
}

export const bind = (profile: string) => (before: VaultContents) => ({
  ...before,
  profiles: { ...before.profiles, [profile]: { session: 's' } },
})

/** A world whose vault has these generations: what is on disk is sealed contents, damage, or nothing. */
export async function withGenerations(
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

export const damage = new TextEncoder().encode('age-encryption.org/v1\nnot one')
export const asideName = 'vault.corrupt-20260102T030405Z-1.age'
