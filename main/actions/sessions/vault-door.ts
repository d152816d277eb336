/**
 * Who opens the vault, and when. Any request may open it where that needs nobody; after a person has locked it,
 * only a person opens it again.
 *
 * @module
 */
import { inWords } from '../../../preload/contract/said-forms.ts'
import type { VaultView } from '../../../preload/contract/views.ts'
import { VaultError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { KeyMoved, Vault, VaultSlot } from '../../vault/vault.ts'

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
  /**
   * Moves the vault's key to this place, or changes its passphrase; opens the vault first. Nobody is asked twice for the same.
   * @throws {@link VaultError} as `Vault.moveKey`.
   */
  moveKey(to: VaultSlot, prompts: Prompts): Promise<KeyMoved>
  view(): VaultView
}

export interface VaultDoorDependencies {
  readonly vault: Pick<Vault, 'status' | 'open' | 'lock' | 'save' | 'moveKey'>
  /** Resolves when what AWS is being asked for has been kept, or has had long enough. */
  readonly settled?: () => Promise<void>
  /** Told before a lock, while everything can be read: what is no secret may be taken along. */
  readonly onLocking?: () => void
  /** Told after a lock: everything that was read from the vault is to be forgotten. */
  readonly onLock: () => void
  /** Told when a person has opened what was shut. */
  readonly onUnlock: () => void
}

export function vaultDoor(dependencies: VaultDoorDependencies): VaultDoor {
  const { vault, settled, onLocking, onLock, onUnlock } = dependencies
  let lockedByPerson = false
  let isLocking = false
  const view = (): VaultView => {
    const { state, slot, path, durable, notices } = vault.status()
    return { state, key: slot ?? null, path, durable, notices: [...notices] }
  }
  async function enter(prompts: Prompts): Promise<void> {
    if (vault.status().state === 'open' && !isLocking) return
    if (lockedByPerson || isLocking) {
      throw new VaultError(
        'vault-locked',
        `${inWords('vault-locked-by-hand')} ${inWords('unlock-with')}`,
        'unlock',
      )
    }
    await vault.open(prompts)
  }
  return {
    enter,
    async unlock(prompts) {
      const wasLocked = vault.status().state === 'locked'
      await vault.open(prompts)
      lockedByPerson = false
      if (wasLocked) onUnlock()
      return view()
    },
    async lock() {
      // Nothing is there to shut, and the first sign-in has to be able to make it.
      if (vault.status().state === 'absent') return view()
      isLocking = true
      try {
        // A refresh token that AWS has taken already is worth nothing: what came for it is kept first (R1).
        if (vault.status().state === 'open') await settled?.()
        if (vault.status().state === 'open') {
          await vault.save()
          onLocking?.()
        }
        vault.lock()
        onLock()
        lockedByPerson = true
      } finally {
        isLocking = false
      }
      return view()
    },
    async moveKey(to, prompts) {
      const wasAbsent = vault.status().state === 'absent'
      const opening = listening(prompts)
      await enter(opening.prompts)
      const slot = vault.status().slot
      // Who has just made the vault by a passphrase has said which.
      if (wasAbsent && slot === to) return { from: slot, to, kept: undefined }
      return vault.moveKey(to, prompts, { isProven: opening.isAnswered() })
    },
    view,
  }
}

/** SECURITY: who shares an opening that another answers has shown nothing; so it counts what this one was asked. */
function listening(prompts: Prompts): { readonly prompts: Prompts; readonly isAnswered: () => boolean } {
  const { ask } = prompts
  let answered = false
  if (ask === undefined) return { prompts, isAnswered: () => false }
  return {
    prompts: {
      ...prompts,
      async ask(question) {
        const answer = await ask(question)
        answered ||= answer !== undefined
        return answer
      },
    },
    isAnswered: () => answered,
  }
}
