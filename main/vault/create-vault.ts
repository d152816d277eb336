/**
 * The vault: locked, or open in memory with every change on its way to disk.
 *
 * @module
 */
import { inWords } from '../../preload/contract/said-forms.ts'
import { VaultError } from '../kernel/errors.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import type { Files } from '../kernel/ports/files.ts'
import type { KeyStore } from '../kernel/ports/key-store.ts'
import type { Log } from '../kernel/ports/log.ts'
import type { Prompts } from '../kernel/ports/prompts.ts'
import { findKey } from './find-key.ts'
import { moveKey } from './move-key.ts'
import type { PassphraseFile } from './passphrase.ts'
import { openBytes, sealBytes } from './sealing.ts'
import { type VaultContents, vaultContentsSchema } from './session-record.ts'
import type { Vault, VaultSlot } from './vault.ts'
import { createVaultFiles } from './vault-files.ts'
import { createVaultWriter, type OpenVault } from './vault-writer.ts'

export interface VaultOptions {
  readonly files: Files
  readonly keyStore: KeyStore
  /** Where the passphrase stands on a machine with nobody to ask (`SIGNET_PASSPHRASE_FILE`). Read at each opening. */
  readonly passphraseFile?: PassphraseFile | undefined
  readonly clock: Clock
  readonly log: Log
  /** Absolute; made when missing. The vault has it to itself. */
  readonly folder: string
}

/** An opening that is under way. */
interface Flight {
  readonly canAsk: boolean
  readonly done: Promise<void>
}

const empty: VaultContents = { version: 1, generation: 1, sessions: [], profiles: {} }

/** A vault, locked or absent as the folder says. Opens nothing and asks nobody. Never throws for what the folder holds. */
export async function createVault(options: VaultOptions): Promise<Vault> {
  const { log } = options
  const vaultFiles = createVaultFiles(options.files, options.folder, options.clock)
  const writer = createVaultWriter(vaultFiles, log)
  let opened: OpenVault | undefined
  let seen: { exists: boolean; slot: VaultSlot | undefined } = { exists: false, slot: undefined }
  let notices: readonly string[] = []
  let flight: Flight | undefined
  let lockCount = 0
  /** One after another: each begins where the one before has put the key. */
  let moving: Promise<unknown> = Promise.resolve()

  async function look() {
    const found = await vaultFiles.look()
    const slot = found.identity ? 'passphrase' : found.vault ? 'key-store' : undefined
    seen = { exists: found.identity || found.vault, slot }
    return found
  }

  async function openOnce(prompts: Prompts): Promise<void> {
    const locksBefore = lockCount
    // What was queued before a lock is on disk before it is read again.
    await writer.idle()
    const found = await look()
    const source = { prompts, file: options.passphraseFile }
    const { slot, key } = await findKey(options, vaultFiles, found, source)
    const loaded = await vaultFiles.load(key)
    if (lockCount !== locksBefore) throw lockedError()
    const contents = loaded?.contents ?? empty
    const isOnDisk = loaded !== undefined && !loaded.fellBack
    const target: OpenVault = { key, contents, written: isOnDisk ? contents.generation : 0 }
    writer.forgetFault()
    opened = target
    seen = { exists: true, slot }
    notices = [...(loaded?.notices ?? []), ...found.setAside.map(keptNotice)]
    log.note('vault.opened', {
      count: contents.generation,
      ...(loaded?.fellBack && { code: 'vault-corrupt' }),
    })
    // A disk that takes no save is told by `status()`: an open vault in memory is worth more than none.
    if (!isOnDisk) await writer.persist(target).catch(() => undefined)
  }

  const required = (): OpenVault => {
    if (opened) return opened
    throw lockedError()
  }

  async function moveOnce(to: VaultSlot, prompts: Prompts, isProven: boolean) {
    const { key } = required()
    // What lies there now counts: the vault may have been made anew by another hand.
    const slot = (await look()).identity ? 'passphrase' : 'key-store'
    const source = { prompts, file: options.passphraseFile }
    const moved = await moveKey(options, vaultFiles, { slot, key, isProven }, to, source)
    seen = { exists: true, slot: to }
    log.note('vault.key-moved', { code: to })
    return moved
  }

  await look().catch((thrown: VaultError) => {
    seen = { exists: true, slot: undefined }
    notices = [thrown.message]
  })

  return {
    status() {
      const fault = writer.fault()
      return {
        state: opened ? 'open' : seen.exists ? 'locked' : 'absent',
        slot: seen.slot,
        path: vaultFiles.vaultPath,
        generation: opened?.contents.generation ?? 0,
        durable: fault === undefined,
        notices: fault ? [...notices, fault.message] : notices,
      }
    },
    async open(prompts) {
      const canAsk = prompts.ask !== undefined
      while (!opened) {
        if (flight && (flight.canAsk || !canAsk)) return flight.done
        if (flight) {
          // Who can ask a person does not share the failure of one who could not.
          await flight.done.catch(() => undefined)
          continue
        }
        const done = openOnce(prompts).finally(() => {
          flight = undefined
        })
        flight = { canAsk, done }
        return done
      }
    },
    lock() {
      // SECURITY: this drops every reference. JavaScript cannot wipe a string, so copies last until they are collected.
      lockCount += 1
      opened = undefined
      notices = []
      writer.forgetFault()
    },
    contents: () => required().contents,
    async update(change) {
      const target = required()
      const changed = change(target.contents)
      if (changed !== target.contents) target.contents = next(changed, target.contents.generation)
      return writer.persist(target)
    },
    moveKey(to, prompts, { isProven } = { isProven: false }) {
      const moved = moving.then(() => moveOnce(to, prompts, isProven))
      moving = moved.catch(() => undefined)
      return moved
    },
    async save() {
      return writer.persist(required())
    },
    seal: async (plain) => sealBytes(plain, required().key),
    unseal: async (sealed) => openBytes(sealed, required().key),
  }
}

function lockedError(): VaultError {
  return new VaultError('vault-locked', `${inWords('vault-locked')} ${inWords('unlock-now')}`, 'unlock')
}

function keptNotice(path: string): string {
  return inWords('vault-kept-aside', { path })
}

/** Nothing is kept that could not be read again. */
function next(changed: VaultContents, generation: number): VaultContents {
  const parsed = vaultContentsSchema.safeParse({ ...changed, version: 1, generation: generation + 1 })
  if (parsed.success) return parsed.data
  throw new TypeError('a change of the vault is not of the vault’s form')
}
