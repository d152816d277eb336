import { sessionIdOf } from '../../vault/profile-session.ts'
import type { VaultContents } from '../../vault/session-record.ts'

/**
 * The id of the session that signing in to a profile renews: the one of AWS Sign-In behind it, ended or not. Undefined for
 * the first sign-in, and where the profile has been another kind's until now.
 */
export function formerSession(
  contents: Pick<VaultContents, 'sessions' | 'profiles'>,
  profile: string,
): string | undefined {
  const bound = sessionIdOf(contents, profile)
  return contents.sessions.find(({ id, kind }) => kind === 'signin' && id === bound)?.id
}
