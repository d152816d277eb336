/**
 * Puts the key of an open vault in its other place, or seals it with another passphrase. The key stays the same, so the vault,
 * its previous generation and what is sealed beside it open as before.
 *
 * At every moment the vault opens by what opened it before or by what is to open it: the new place is written, read back
 * and found right before the old one is given up; and while both are there, the sealed identity goes first (`find-key.ts`).
 *
 * @module
 */
import { inWords } from '../../preload/contract/said-forms.ts'
import { VaultError } from '../kernel/errors.ts'
import type { Files } from '../kernel/ports/files.ts'
import type { KeyStore } from '../kernel/ports/key-store.ts'
import { newPassphrase, type PassphraseSource } from './passphrase.ts'
import { openIdentity, sealIdentity, type VaultKey } from './sealing.ts'
import { keyFromSealedIdentity } from './slots.ts'
import type { KeyMoved, VaultSlot } from './vault.ts'
import type { VaultFiles } from './vault-files.ts'

export interface KeyPlaces {
  readonly files: Files
  readonly keyStore: KeyStore
  readonly folder: string
}

/** What opens the vault now. */
export interface OpeningKey {
  readonly slot: VaultSlot
  readonly key: VaultKey
  /** Whoever asks has just opened the vault by its passphrase. */
  readonly isProven: boolean
}

/** @throws {@link VaultError} each with what the person can do; the vault is then as it was. */
export async function moveKey(
  places: KeyPlaces,
  vaultFiles: VaultFiles,
  { slot, key, isProven }: OpeningKey,
  to: VaultSlot,
  source: PassphraseSource,
): Promise<KeyMoved> {
  if (slot === 'key-store' && to === 'key-store') return { from: slot, to, kept: undefined }
  if (slot === 'passphrase') {
    if (to === 'passphrase' && source.file) throw fromFile(source.file.path)
    // SECURITY: an open vault is no proof of who sits before it. Who changes what opens it knows what does.
    if (!isProven) {
      if (!source.file && !source.prompts.ask) throw nobodyProves(to)
      await keyFromSealedIdentity(await vaultFiles.sealedIdentity(), source, vaultFiles.identityPath)
    }
  }
  if (to === 'passphrase') return sealAnew(places, vaultFiles, { slot, key }, source)
  await putInKeyStore(places.keyStore, key)
  const kept = `${places.folder}/identity.previous.age`
  await writing(vaultFiles.identityPath, places.files.rename(vaultFiles.identityPath, kept))
  return { from: slot, to, kept }
}

async function sealAnew(
  { files, keyStore, folder }: KeyPlaces,
  vaultFiles: VaultFiles,
  { slot, key }: Pick<OpeningKey, 'slot' | 'key'>,
  source: PassphraseSource,
): Promise<KeyMoved> {
  const passphrase = await newPassphrase(source, inWords('vault-key-changes'))
  const sealed = await sealIdentity(key, passphrase)
  const opened = await openIdentity(sealed, passphrase)
  if (typeof opened === 'string' || !isSame(opened, key)) throw new Error('what was sealed does not open')
  const { identityPath } = vaultFiles
  await writing(identityPath, files.replace(identityPath, sealed, { mode: 0o600 }))
  // SECURITY: a seal by an older passphrase would open the same key.
  await writing(identityPath, files.remove(`${folder}/identity.previous.age`))
  if (slot === 'passphrase') return { from: slot, to: 'passphrase', kept: undefined }
  try {
    await keyStore.remove()
  } catch (thrown) {
    if (!(thrown instanceof VaultError)) throw thrown
    return { from: slot, to: 'passphrase', kept: 'key-store' }
  }
  return { from: slot, to: 'passphrase', kept: undefined }
}

/** A store that cuts or forgets what it takes would cost every session later, so it has to give it back first. */
async function putInKeyStore(keyStore: KeyStore, key: VaultKey): Promise<void> {
  const identity = key.identity.reveal()
  const before = await keyStore.read()
  if (before !== undefined && before !== identity) {
    throw new VaultError(
      'key-store-denied',
      'The key store holds another vault’s key under Signet’s name. Nothing was changed. If that vault is gone, remove the entry there, then try again.',
      'none',
    )
  }
  if (before === undefined) await keyStore.write(identity)
  if ((await keyStore.read()) === identity) return
  throw new VaultError(
    'key-store-absent',
    'The key store of this system did not keep what was written to it. The passphrase opens the vault as before.',
    'none',
  )
}

function isSame(one: VaultKey, other: VaultKey): boolean {
  return one.identity.reveal() === other.identity.reveal()
}

function fromFile(path: string): VaultError {
  return new VaultError(
    'passphrase-wrong',
    `The passphrase of this vault comes from ${path}. Nothing was changed. To change it, in a terminal: signet agent stop; env -u SIGNET_PASSPHRASE_FILE signet vault passphrase. Then write the new one to ${path}.`,
    'none',
  )
}

/** Not `unlock`: the vault is open. */
function nobodyProves(to: VaultSlot): VaultError {
  return new VaultError(
    'vault-locked',
    `The passphrase that counts now has to be typed first, and nobody can be asked for it here. Nothing was changed. In a terminal: signet vault ${to}`,
    'none',
  )
}

async function writing(path: string, work: Promise<void>): Promise<void> {
  try {
    await work
  } catch (cause) {
    throw new VaultError(
      'vault-unwritable',
      `${path} could not be changed. What opened the vault before still does. Look at the disk and who owns the folder, then try again.`,
      'retry',
      cause,
    )
  }
}
