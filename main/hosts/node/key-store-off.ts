import { inWords } from '../../../preload/contract/said-forms.ts'
import { VaultError } from '../../kernel/errors.ts'
import type { KeyStore } from '../../kernel/ports/key-store.ts'

/** No key store, by the person's own choice: the vault's key is then sealed with a passphrase. */
export function keyStoreOff(): KeyStore {
  const refuse = async (): Promise<never> => {
    throw new VaultError('key-store-absent', inWords('key-store-off'), 'unlock')
  }
  return { read: refuse, write: refuse, remove: refuse }
}
