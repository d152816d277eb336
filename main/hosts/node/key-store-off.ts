import { VaultError } from '../../kernel/errors.ts'
import type { KeyStore } from '../../kernel/ports/key-store.ts'

/** No key store, by the person's own choice: the vault's key is then sealed with a passphrase. */
export function keyStoreOff(): KeyStore {
  const refuse = async (): Promise<never> => {
    throw new VaultError('key-store-absent', 'The key store is turned off by SIGNET_KEY_STORE=off.', 'unlock')
  }
  return { read: refuse, write: refuse, remove: refuse }
}
