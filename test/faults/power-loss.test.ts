import { describe, expect, it } from 'vitest'
import { replaceFile } from '../../main/hosts/node/replace-file.ts'
import { createVault } from '../../main/vault/create-vault.ts'
import { newKey, openContents, type VaultKey } from '../../main/vault/sealing.ts'
import type { Vault } from '../../main/vault/vault.ts'
import { FakeClock } from '../fakes/fake-clock.ts'
import { MemoryKeyStore } from '../fakes/memory-key-store.ts'
import { type AfterCrash, PowerLossDisk } from './power-loss-disk.ts'
import { nextGeneration } from './saving-vault.ts'

type Replace = (disk: PowerLossDisk, path: string, bytes: Uint8Array, previousPath?: string) => Promise<void>

const ours: Replace = (disk, path, bytes, previousPath) =>
  replaceFile(disk, { path, bytes, mode: 0o600, previousPath })

/** Enumerates what saves may leave on a disk that loses power, twice over, and collects what is lost. */
class Enumeration {
  states = 0
  readonly lost: string[] = []
  readonly #replace: Replace
  readonly #key: VaultKey
  readonly #kinds = new Map<Uint8Array, Promise<string>>()
  readonly #outcomes = new Map<string, Promise<number | string>>()

  constructor(replace: Replace, key: VaultKey) {
    this.#replace = replace
    this.#key = key
  }

  /**
   * Saves `saves` generations on a disk, failing its operation number `failAt`. Judges every crash on the way; returns
   * those that differ, with the generation that had been confirmed.
   */
  async run(start: AfterCrash, confirmedBefore: number, saves: number, failAt: number) {
    const disk = new PowerLossDisk(start)
    const seen = new Map<string, { files: AfterCrash; confirmed: number }>()
    const waiting: { files: AfterCrash; confirmed: number }[] = []
    let confirmed = confirmedBefore
    disk.failAt = failAt
    disk.afterEach = () => {
      for (const files of disk.crashes()) waiting.push({ files, confirmed })
    }
    const vault = await this.#open(disk)
    if (vault) {
      for (let save = 0; save < saves; save += 1) {
        await nextGeneration(vault).then(
          () => {
            confirmed = vault.status().generation
          },
          () => undefined,
        )
        // A confirmed save is judged by the moment after it too.
        disk.afterEach()
      }
    }
    for (const { files, confirmed: then } of waiting) {
      const kind = await this.#judge(files, then)
      if (!seen.has(kind)) seen.set(kind, { files, confirmed: then })
    }
    return { operations: disk.operationCount, crashes: [...seen.values()] }
  }

  async #judge(files: AfterCrash, confirmed: number): Promise<string> {
    this.states += 1
    const vault = await this.#kind(files.get('/vault/vault.age'))
    const previous = await this.#kind(files.get('/vault/vault.previous.age'))
    const isOneFile =
      vault !== 'absent' && files.get('/vault/vault.age') === files.get('/vault/vault.previous.age')
    const kind = `${vault} | ${previous} | ${isOneFile} | ${files.size}`
    const outcome = this.#outcomes.get(kind) ?? this.#reopen(files)
    this.#outcomes.set(kind, outcome)
    const generation = await outcome
    if (typeof generation === 'string') this.lost.push(`${kind}: ${generation}`)
    else if (generation < confirmed) this.lost.push(`${kind}: ${confirmed} was confirmed`)
    return `${kind} | ${confirmed}`
  }

  /** The next start, which saves once more and starts again. */
  async #reopen(files: AfterCrash): Promise<number | string> {
    const disk = new PowerLossDisk(files)
    const vault = await this.#open(disk)
    if (!vault) return 'does not open'
    const { generation } = vault.status()
    // After a failed sync and then a loss of power the generation before may be the newer one: it is opened, and said.
    const told = vault.status().notices.filter((notice) => !/is older than|was missing/.test(notice))
    if (told.length > 0) return told.join(' ')
    const saved = await nextGeneration(vault).then(
      () => true,
      () => false,
    )
    const again = await this.#open(disk)
    return saved && again?.status().generation === generation + 1 ? generation : 'the next save fails'
  }

  async #open(disk: PowerLossDisk): Promise<Vault | undefined> {
    const vault = await createVault({
      files: disk.files(this.#replace),
      keyStore: new MemoryKeyStore(this.#key.identity.reveal()),
      clock: new FakeClock(),
      log: { note: () => {} },
      folder: '/vault',
    })
    return vault.open({}).then(
      () => vault,
      () => undefined,
    )
  }

  #kind(bytes: Uint8Array<ArrayBuffer> | undefined): Promise<string> {
    if (!bytes) return Promise.resolve('absent')
    const known =
      this.#kinds.get(bytes) ??
      openContents(bytes, this.#key).then((opened) =>
        opened.kind === 'contents' ? `generation ${opened.contents.generation}` : 'damaged',
      )
    this.#kinds.set(bytes, known)
    return known
  }
}

describe('a save on a disk that loses power', () => {
  it('keeps every confirmed generation in every state that a crash may leave (R2)', async () => {
    const enumeration = new Enumeration(ours, await newKey())
    // Two saves; from each crash they may leave two more, with a failure at each operation; and the crashes of those.
    const first = await enumeration.run(new Map(), 0, 2, 0)
    for (const { files, confirmed } of first.crashes) {
      const { operations } = await enumeration.run(files, confirmed, 2, 0)
      for (let failAt = 1; failAt <= operations; failAt += 1) {
        await enumeration.run(files, confirmed, 2, failAt)
      }
    }
    console.info(`power loss: ${enumeration.states} states, ${enumeration.lost.length} lost`)
    expect(enumeration.lost).toEqual([])
    expect(enumeration.states).toBeGreaterThan(10_000)
  })

  /** What the model must find, or it proves nothing. */
  const inPlace: Replace = async (disk, path, bytes) => {
    await disk.remove(path)
    const file = await disk.create(path)
    for (let written = 0; written < bytes.length; ) {
      written += await file.write(bytes.subarray(written), written)
    }
    await file.sync()
    await disk.syncFolder()
  }
  const unsyncedFile: Replace = (disk, path, bytes, previousPath) => {
    const create = async (name: string) => ({ ...(await disk.create(name)), sync: async () => {} })
    return replaceFile(disk.but({ create }), { path, bytes, mode: 0o600, previousPath })
  }
  const unsyncedFolder: Replace = (disk, path, bytes, previousPath) =>
    replaceFile(disk.but({ syncFolder: async () => {} }), { path, bytes, mode: 0o600, previousPath })
  const sameName: Replace = (disk, path, bytes, previousPath) =>
    replaceFile(disk.but({ temporaryPath: () => '/vault/.temporary' }), {
      path,
      bytes,
      mode: 0o600,
      previousPath,
    })

  it.each<[string, Replace]>([
    ['a file is written in place', inPlace],
    ['a file is not synced', unsyncedFile],
    ['a folder is not synced', unsyncedFolder],
    ['a temporary file always has the same name (M13)', sameName],
  ])('is lost, as the model must find, where %s', async (_, broken) => {
    const enumeration = new Enumeration(broken, await newKey())
    await enumeration.run(new Map(), 0, 2, 0)
    expect(enumeration.lost).not.toEqual([])
  })
})
