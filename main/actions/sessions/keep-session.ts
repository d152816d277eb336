/**
 * Puts a confirmed sign-in into the vault, and then into use.
 *
 * @module
 */
import { inWords } from '../../../preload/contract/said-forms.ts'
import { VaultError } from '../../kernel/errors.ts'
import type { ProfileBinding, SessionRecord } from '../../vault/session-record.ts'
import type { SignInRooms } from './sign-in-rooms.ts'

/**
 * Takes the place of the session of that id, with the profiles it serves from now on. A vault that cannot be written keeps
 * it in memory: that is a warning, not a lost sign-in.
 *
 * @returns Warnings for the person.
 */
export async function keepSession(
  { vault, broker }: Pick<SignInRooms, 'vault' | 'broker'>,
  session: SessionRecord,
  bindings: Readonly<Record<string, ProfileBinding>> = {},
): Promise<readonly string[]> {
  const warnings = await kept(vault, session, bindings)
  broker.adopt(session)
  return warnings
}

async function kept(
  vault: SignInRooms['vault'],
  session: SessionRecord,
  bindings: Readonly<Record<string, ProfileBinding>>,
): Promise<readonly string[]> {
  try {
    await vault.update((contents) => ({
      ...contents,
      sessions: [...contents.sessions.filter(({ id }) => id !== session.id), session],
      profiles: { ...contents.profiles, ...bindings },
    }))
    return []
  } catch (thrown) {
    if (!(thrown instanceof VaultError) || thrown.code !== 'vault-unwritable') throw thrown
    return [`${thrown.message} ${inWords('signed-in-unsaved')}`]
  }
}
