/**
 * The vault: what is open in memory, and the one queue that writes it.
 *
 * @module
 */
import { VaultError } from '../kernel/errors.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import type { Files } from '../kernel/ports/files.ts'
import type { KeyStore } from '../kernel/ports/key-store.ts'
import type { Log } from '../kernel/ports/log.ts'
import type { Prompts } from '../kernel/ports/prompts.ts'
import { newPassphrase, type PassphraseFile } from './passphrase.ts'
import { newKey, sealContents, sealIdentity, type VaultKey } from './sealing.ts'
import { type VaultContents, vaultContentsSchema } from './session-record.ts'
import { keyForKeyStore, keyFromKeyStore, keyFromSealedIdentity } from './slots.ts'
import { unwritable } from './unwritable.ts'
import type { Vault, VaultSlot } from './vault.ts'
import { createVaultFiles, type VaultFiles } from './vault-files.ts'

export interface VaultOptions {
  readonly files: Files
  readonly keyStore: KeyStore
  /** Where the passphrase stands on a machine with nobody to ask (`SIGNET_PASSPHRASE_FILE`). */
  readonly passphraseFile?: PassphraseFile | undefined
  readonly clock: Clock
  readonly log: Log
  /** Absolute; made when missing. The vault has it to itself. */
  readonly folder: string
}

interface OpenVault {
  readonly key: VaultKey
  contents: VaultContents
  /** The generation on disk. */
  written: number
}

interface Flight {
  readonly canAsk: boolean
  readonly done: Promise<void>
}

const empty: VaultContents = { version: 1, generation: 1, sessions: [], profiles: {} }

/** A vault, locked or absent as the folder says. Opens nothing and asks nobody. Never throws for what the folder holds. */
export async function createVault(options: VaultOptions): Promise<Vault> {
  const { log } = options
  const vaultFiles = createVaultFiles(options.files, options.folder, options.clock)
  let opened: OpenVault | undefined
  let seen: { exists: boolean; slot: VaultSlot | undefined } = { exists: false, slot: undefined }
  let notices: readonly string[] = []
  let fault: VaultError | undefined
  let flight: Flight | undefined
  let lockCount = 0
  let writer: Promise<void> = Promise.resolve()

  async function look() {
    const found = await vaultFiles.look()
    const slot = found.identity ? 'passphrase' : found.vault ? 'key-store' : undefined
    seen = { exists: found.identity || found.vault, slot }
    return found
  }

  /** Writes are in order. One that comes while another runs finds its generation written, or writes the newest. */
  function persist(target: OpenVault): Promise<void> {
    const run = writer.then(() => write(target))
    writer = run.catch(() => undefined)
    return run
  }

  async function write(target: OpenVault): Promise<void> {
    const { contents } = target
    if (target.written === contents.generation) return
    try {
      await vaultFiles.save(await sealContents(contents, target.key))
    } catch (cause) {
      fault = unwritable(vaultFiles.vaultPath, cause)
      log.note('vault.unwritable', { code: fault.code, count: contents.generation })
      throw fault
    }
    target.written = contents.generation
    fault = undefined
  }

  async function openOnce(prompts: Prompts): Promise<void> {
    const locksBefore = lockCount
    // What was queued before a lock is on disk before it is read again.
    await writer
    const found = await look()
    const source = { prompts, file: options.passphraseFile }
    const { slot, key } = found.identity
      ? { slot: 'passphrase' as const, key: await unseal(vaultFiles, source) }
      : found.vault
        ? { slot: 'key-store' as const, key: await keyFromKeyStore(options.keyStore, options.folder) }
        : await newSlot(options, vaultFiles, prompts)
    const loaded = await vaultFiles.load(key)
    if (lockCount !== locksBefore) throw lockedError()
    const contents = loaded?.contents ?? empty
    const isOnDisk = loaded !== undefined && !loaded.fellBack
    const target: OpenVault = { key, contents, written: isOnDisk ? contents.generation : 0 }
    opened = target
    seen = { exists: true, slot }
    const kept = found.setAside.map(
      (path) => `A damaged vault is kept as ${path}. Delete it when you do not need it.`,
    )
    notices = [...(loaded?.notices ?? []), ...kept]
    log.note('vault.opened', {
      count: contents.generation,
      ...(loaded?.fellBack && { code: 'vault-corrupt' }),
    })
    // A disk that takes no save is told by `status()`: an open vault in memory is worth more than none.
    if (!isOnDisk) await persist(target).catch(() => undefined)
  }

  const required = (): OpenVault => {
    if (opened) return opened
    throw lockedError()
  }

  await look().catch((thrown: VaultError) => {
    seen = { exists: true, slot: undefined }
    notices = [thrown.message]
  })

  return {
    status: () => ({
      state: opened ? 'open' : seen.exists ? 'locked' : 'absent',
      slot: seen.slot,
      path: vaultFiles.vaultPath,
      generation: opened?.contents.generation ?? 0,
      durable: fault === undefined,
      notices: fault ? [...notices, fault.message] : notices,
    }),
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
      lockCount += 1
      opened = undefined
      fault = undefined
      notices = []
    },
    contents: () => required().contents,
    async update(change) {
      const target = required()
      const changed = change(target.contents)
      if (changed !== target.contents) target.contents = next(changed, target.contents.generation)
      return persist(target)
    },
    async save() {
      return persist(required())
    },
  }
}

function lockedError(): VaultError {
  return new VaultError('vault-locked', 'The vault is locked. Run `signet unlock`.', 'unlock')
}

/** Nothing is kept that could not be read again. */
function next(changed: VaultContents, generation: number): VaultContents {
  const parsed = vaultContentsSchema.safeParse({ ...changed, version: 1, generation: generation + 1 })
  if (parsed.success) return parsed.data
  throw new TypeError('a change of the vault is not of the vault’s form')
}

async function unseal(
  vaultFiles: VaultFiles,
  source: { prompts: Prompts; file: PassphraseFile | undefined },
): Promise<VaultKey> {
  return keyFromSealedIdentity(await vaultFiles.sealedIdentity(), source, vaultFiles.identityPath)
}

/** A place for a new vault's key: the key store, or a passphrase where there is none to use. Never in the clear. */
async function newSlot(
  options: VaultOptions,
  vaultFiles: VaultFiles,
  prompts: Prompts,
): Promise<{ slot: VaultSlot; key: VaultKey }> {
  try {
    return { slot: 'key-store', key: await keyForKeyStore(options.keyStore) }
  } catch (thrown) {
    if (!(thrown instanceof VaultError) || !thrown.code.startsWith('key-store-')) throw thrown
    options.log.note('vault.no-key-store', { code: thrown.code })
    const passphrase = await newPassphrase({ prompts, file: options.passphraseFile }, thrown.message)
    const key = await newKey()
    const sealed = await sealIdentity(key, passphrase)
    try {
      await options.files.makeFolder(options.folder)
      await options.files.replace(vaultFiles.identityPath, sealed, { mode: 0o600 })
    } catch (cause) {
      throw unwritable(vaultFiles.identityPath, cause)
    }
    return { slot: 'passphrase', key }
  }
}
