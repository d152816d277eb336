import { describe, expect, it } from 'vitest'
import { replaceFile } from '../../main/hosts/node/replace-file.ts'
import { Secret } from '../../main/kernel/secret.ts'
import { createVault } from '../../main/vault/create-vault.ts'
import { newKey, openIdentity, sealContents, sealIdentity, type VaultKey } from '../../main/vault/sealing.ts'
import type { VaultSlot } from '../../main/vault/vault.ts'
import { FakeClock } from '../fakes/fake-clock.ts'
import { MemoryKeyStore } from '../fakes/memory-key-store.ts'
import { ScriptedPrompts } from '../fakes/scripted-prompts.ts'
import { type AfterCrash, PowerLossDisk } from './power-loss-disk.ts'

const before = 'correct horse battery staple'
const after = 'another five words of mine'
const identityPath = '/vault/identity.age'

/** What a start finds: the disk as the power left it, and what the key store had at that moment. */
interface Left {
  readonly files: AfterCrash
  readonly entry: string | undefined
}

/** A key store that tells of each change. */
class WatchedKeyStore extends MemoryKeyStore {
  afterEach = () => {}
  override async write(identity: string): Promise<void> {
    await super.write(identity)
    this.afterEach()
  }
  override async remove(): Promise<void> {
    await super.remove()
    this.afterEach()
  }
}

async function moved(key: VaultKey, from: VaultSlot, to: VaultSlot): Promise<readonly Left[]> {
  const contents = { version: 1 as const, generation: 1, sessions: [], profiles: { dev: { session: 's' } } }
  const files = new Map([['/vault/vault.age', await sealContents(contents, key)]])
  if (from === 'passphrase') files.set(identityPath, await sealIdentity(key, new Secret(before)))
  const disk = new PowerLossDisk(files)
  const keyStore = new WatchedKeyStore(from === 'key-store' ? key.identity.reveal() : undefined)
  const vault = await createVault({
    files: disk.files((on, path, bytes, previousPath) =>
      replaceFile(on, { path, bytes, mode: 0o600, previousPath }),
    ),
    ...{ keyStore, clock: new FakeClock(), folder: '/vault', log: { note: () => {} } },
  })
  await vault.open(from === 'passphrase' ? new ScriptedPrompts(before) : {})
  const left: Left[] = []
  const look = () => {
    for (const state of disk.crashes()) left.push({ files: state, entry: keyStore.entry })
  }
  disk.afterEach = look
  keyStore.afterEach = look
  const answers = [...(from === 'passphrase' ? [before] : []), ...(to === 'passphrase' ? [after, after] : [])]
  await vault.moveKey(to, new ScriptedPrompts(...answers))
  return left
}

/** Whether the person gets in, by what they know: the sealed identity goes first where it stands. */
function judge(key: VaultKey) {
  const known = new Map<Uint8Array, Promise<boolean>>()
  const opens = async (sealed: Uint8Array): Promise<boolean> => {
    for (const passphrase of [before, after]) {
      const opened = await openIdentity(sealed, new Secret(passphrase))
      if (typeof opened !== 'string') return opened.identity.reveal() === key.identity.reveal()
    }
    return false
  }
  return async ({ files, entry }: Left): Promise<boolean> => {
    if (!files.has('/vault/vault.age')) return false
    const sealed = files.get(identityPath)
    if (sealed === undefined) return entry === key.identity.reveal()
    const answer = known.get(sealed) ?? opens(sealed)
    known.set(sealed, answer)
    return answer
  }
}

describe('moving the vault’s key', () => {
  it.each([
    ['passphrase', 'passphrase'],
    ['key-store', 'passphrase'],
    ['passphrase', 'key-store'],
  ] as const)('from %s to %s leaves a vault that opens, whenever the power goes (R1)', async (from, to) => {
    const key = await newKey()
    const left = await moved(key, from, to)
    const opens = judge(key)
    const lost: string[][] = []
    for (const each of left)
      if (!(await opens(each))) lost.push([...each.files.keys(), String(each.entry !== undefined)])
    console.info(`moving the vault's key, ${from} to ${to}: ${left.length} states, ${lost.length} lost`)
    expect(lost).toEqual([])
    expect(left.length).toBeGreaterThan(2)
  })
})
