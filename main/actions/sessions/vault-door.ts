/**
 * Who opens the vault, and when. Any request may open it where that needs nobody; after a person has locked it,
 * only a person opens it again.
 *
 * @module
 */
import type { VaultView } from '../../../preload/contract/views.ts'
import { VaultError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { Vault } from '../../vault/vault.ts'

export interface VaultDoor {
  /** Makes sure that the vault is open, asking `prompts` if it must. Absent `ask`: opens without a person or throws. */
  enter(prompts: Prompts): Promise<void>
  /** Opens what a person had locked. */
  unlock(prompts: Prompts): Promise<VaultView>
  /**
   * Forgets every secret in memory, and stays shut until {@link VaultDoor.unlock}.
   * @throws {@link VaultError} `vault-unwritable` when memory has what the disk does not: it would be lost.
   */
  lock(): Promise<VaultView>
  view(): VaultView
}

export interface VaultDoorDependencies {
  readonly vault: Pick<Vault, 'status' | 'open' | 'lock' | 'save'>
  /** Told after a lock: everything that was read from the vault is to be forgotten. */
  readonly onLock: () => void
}

export function vaultDoor({ vault, onLock }: VaultDoorDependencies): VaultDoor {
  let lockedByPerson = false
  const view = (): VaultView => {
    const { state, slot, path, durable, notices } = vault.status()
    return { state, key: slot ?? null, path, durable, notices: [...notices] }
  }
  return {
    async enter(prompts) {
      if (vault.status().state === 'open') return
      if (lockedByPerson) {
        throw new VaultError(
          'vault-locked',
          'The vault was locked by hand. Open it with: signet unlock',
          'unlock',
        )
      }
      await vault.open(prompts)
    },
    async unlock(prompts) {
      await vault.open(prompts)
      lockedByPerson = false
      return view()
    },
    async lock() {
      if (vault.status().state === 'open') await vault.save()
      vault.lock()
      onLock()
      lockedByPerson = true
      return view()
    },
    view,
  }
}
