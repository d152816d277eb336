/**
 * Puts a confirmed sign-in into the vault.
 *
 * @module
 */
import { VaultError } from '../../kernel/errors.ts'
import type { ProfileBinding, SessionRecord } from '../../vault/session-record.ts'
import type { Vault } from '../../vault/vault.ts'

/**
 * In the place of the session of that id, with the profiles it serves from now on. A vault that cannot be written keeps
 * it in memory: that is a warning, not a lost sign-in.
 *
 * @returns Warnings for the person.
 */
export async function keepSession(
  vault: Pick<Vault, 'update'>,
  session: SessionRecord,
  bindings: Readonly<Record<string, ProfileBinding>> = {},
): Promise<string[]> {
  try {
    await vault.update((contents) => ({
      ...contents,
      sessions: [...contents.sessions.filter(({ id }) => id !== session.id), session],
      profiles: { ...contents.profiles, ...bindings },
    }))
    return []
  } catch (thrown) {
    if (!(thrown instanceof VaultError) || thrown.code !== 'vault-unwritable') throw thrown
    return [`${thrown.message} You are signed in until the agent ends; it keeps trying to save.`]
  }
}
