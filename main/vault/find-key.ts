import { VaultError } from '../kernel/errors.ts'
import type { Files } from '../kernel/ports/files.ts'
import type { KeyStore } from '../kernel/ports/key-store.ts'
import type { Log } from '../kernel/ports/log.ts'
import { newPassphrase, type PassphraseSource } from './passphrase.ts'
import { newKey, sealIdentity, type VaultKey } from './sealing.ts'
import { keyForKeyStore, keyFromKeyStore, keyFromSealedIdentity } from './slots.ts'
import { unwritable } from './unwritable.ts'
import type { VaultSlot } from './vault.ts'
import type { VaultFiles } from './vault-files.ts'

export interface FoundKey {
  readonly slot: VaultSlot
  readonly key: VaultKey
}

interface Places {
  readonly files: Files
  readonly keyStore: KeyStore
  readonly log: Log
  readonly folder: string
}

/**
 * The key of the vault that was found, from the place where it is; for a new vault a new key in a place that can be had.
 * @throws {@link VaultError} each with what the person can do.
 */
export async function findKey(
  places: Places,
  vaultFiles: VaultFiles,
  found: { readonly identity: boolean; readonly vault: boolean },
  source: PassphraseSource,
): Promise<FoundKey> {
  if (found.identity) {
    const sealed = await vaultFiles.sealedIdentity()
    return { slot: 'passphrase', key: await keyFromSealedIdentity(sealed, source, vaultFiles.identityPath) }
  }
  if (found.vault) return { slot: 'key-store', key: await keyFromKeyStore(places.keyStore, places.folder) }
  try {
    return { slot: 'key-store', key: await keyForKeyStore(places.keyStore) }
  } catch (thrown) {
    if (!(thrown instanceof VaultError) || !thrown.code.startsWith('key-store-')) throw thrown
    places.log.note('vault.no-key-store', { code: thrown.code })
    return { slot: 'passphrase', key: await newSealedKey(places, vaultFiles, source, thrown.message) }
  }
}

// SECURITY: where no key store can be had a passphrase seals the key. Nothing is ever kept in the clear instead (R25).
async function newSealedKey(
  places: Places,
  vaultFiles: VaultFiles,
  source: PassphraseSource,
  why: string,
): Promise<VaultKey> {
  const passphrase = await newPassphrase(source, why)
  const key = await newKey()
  const sealed = await sealIdentity(key, passphrase)
  try {
    await places.files.makeFolder(places.folder)
    await places.files.replace(vaultFiles.identityPath, sealed, { mode: 0o600 })
  } catch (cause) {
    throw unwritable(vaultFiles.identityPath, cause)
  }
  return key
}
