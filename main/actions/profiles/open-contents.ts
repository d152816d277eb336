import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { VaultContents } from '../../vault/session-record.ts'
import type { Vault } from '../../vault/vault.ts'
import type { VaultDoor } from '../sessions/vault-door.ts'

export interface OpenContentsDependencies {
  readonly door: Pick<VaultDoor, 'enter' | 'view'>
  readonly vault: Pick<Vault, 'contents'>
}

/** What the vault holds. Where there is none yet, nothing: looking must not make one. */
export async function openContents(
  { door, vault }: OpenContentsDependencies,
  prompts: Prompts,
): Promise<VaultContents> {
  if (door.view().state === 'absent') return { version: 1, generation: 0, sessions: [], profiles: {} }
  await door.enter(prompts)
  return vault.contents()
}
