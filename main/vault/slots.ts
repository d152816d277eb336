/**
 * The two places of a vault's key: one entry in the operating system's key store, or an identity file that a
 * passphrase seals. Neither ever holds it in the clear in a file.
 *
 * @module
 */
import { inWords } from '../../preload/contract/said-forms.ts'
import { VaultError } from '../kernel/errors.ts'
import type { KeyStore } from '../kernel/ports/key-store.ts'
import type { Secret } from '../kernel/secret.ts'
import { type PassphraseSource, withPassphrase } from './passphrase.ts'
import { newKey, openIdentity, parseKey, type VaultKey } from './sealing.ts'

/** How a person goes on without the key. Sessions are lost then, and only then. */
export function beginAnew(folder: string): string {
  return inWords('vault-begin-anew', { folder })
}

/**
 * The key of a vault that exists.
 * @throws {@link VaultError} `vault-key-missing`, or what the key store says.
 */
export async function keyFromKeyStore(keyStore: KeyStore, folder: string): Promise<VaultKey> {
  const entry = await keyStore.read()
  if (entry !== undefined) return entryKey(entry)
  throw new VaultError(
    'vault-key-missing',
    `${inWords('vault-key-not-kept', { folder })} ${beginAnew(folder)}`,
  )
}

/**
 * The key for a new vault: the one that the key store already has (a start that was cut short left it), or a new one.
 * @throws {@link VaultError} `vault-key-missing` when the entry holds something else, or what the key store says.
 */
export async function keyForKeyStore(keyStore: KeyStore): Promise<VaultKey> {
  const entry = await keyStore.read()
  if (entry !== undefined) return entryKey(entry)
  const key = await newKey()
  await keyStore.write(key.identity.reveal())
  // A key store that cuts or forgets what it takes would cost every session later, so it has to give it back first.
  if ((await keyStore.read()) === key.identity.reveal()) return key
  throw new VaultError(
    'key-store-absent',
    'The key store of this system did not keep what was written to it.',
    'unlock',
  )
}

async function entryKey(entry: string): Promise<VaultKey> {
  const key = await parseKey(entry)
  if (key) return key
  throw new VaultError(
    'vault-key-missing',
    'The entry of Signet in the key store is not a vault key. Nothing was changed. ' +
      'Restore it from a backup, or remove it there and run `signet unlock`.',
  )
}

/**
 * The key from the sealed identity file.
 * @throws {@link VaultError} `passphrase-wrong`, `vault-locked`, `vault-corrupt` when the file itself is damaged.
 */
export async function keyFromSealedIdentity(
  sealed: Uint8Array,
  source: PassphraseSource,
  path: string,
): Promise<VaultKey> {
  return withPassphrase(source, async (passphrase: Secret) => {
    const opened = await openIdentity(sealed, passphrase)
    if (opened !== 'damaged') return opened
    throw new VaultError(
      'vault-corrupt',
      `${inWords('vault-key-damaged', { path })} ${beginAnew(path.slice(0, path.lastIndexOf('/')))}`,
    )
  })
}
