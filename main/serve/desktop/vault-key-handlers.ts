import { keyMovedWords } from '../../actions/sessions/key-moved-words.ts'
import type { VaultDoor } from '../../actions/sessions/vault-door.ts'
import type { Handlers } from './handlers.ts'
import type { TaskBoard } from './task-board.ts'

export interface VaultKeyHandlerNeeds {
  readonly door: Pick<VaultDoor, 'moveKey'>
  readonly tasks: Pick<TaskBoard, 'start' | 'running'>
}

const titles = {
  passphrase: 'A passphrase for the vault',
  'key-store': "Put the vault's key into the key store",
} as const

/** Where the vault's key is, as a window asks for it. What is typed goes to the vault and is kept nowhere. */
export function vaultKeyHandlers({ door, tasks }: VaultKeyHandlerNeeds): Pick<Handlers, 'vault.moveKey'> {
  return {
    'vault.moveKey': ({ to }) => ({
      task:
        tasks.running('move-key') ??
        tasks.start({
          ...{ kind: 'move-key', title: titles[to], subject: to },
          work: async ({ prompts }) => ({ summary: keyMovedWords(await door.moveKey(to, prompts)) }),
        }),
    }),
  }
}
