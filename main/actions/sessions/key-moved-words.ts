import { inWords } from '../../../preload/contract/said-forms.ts'
import type { KeyMoved } from '../../vault/vault.ts'

/** What became of the vault's key, for whoever moved it: first what opens the vault now, then what lies beside. */
export function keyMovedWords({ from, to, kept }: KeyMoved): readonly string[] {
  if (kept === 'key-store') {
    return ['The new passphrase opens the vault.', inWords('key-moved-kept-there')]
  }
  if (to === 'passphrase') return ['The new passphrase opens the vault, and nothing else does.']
  if (from === 'key-store') return ['The key is in the key store already.']
  return [
    'The key is in the key store: the vault opens by itself.',
    `The key under the passphrase is kept as ${kept}. Delete it when you do not need it.`,
  ]
}
