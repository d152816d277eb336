/**
 * Which profile a sign-in is likely for, and what a name stands for. Pure.
 *
 * @module
 */
import type { WindowState } from '../../../preload/contract/state.ts'
import type { ProfileView } from '../../../preload/contract/views.ts'

type Known = Pick<WindowState, 'profiles' | 'sessions'>

/** The profile that `[default]` follows; undefined where the section is nobody's or its own. */
export function followedByDefault(profiles: readonly ProfileView[]): ProfileView | undefined {
  const section = profiles.find(({ name }) => name === 'default')
  return section === undefined || section.isDefault ? undefined : profiles.find(({ isDefault }) => isDefault)
}

/**
 * What the field begins with: whose AWS Sign-In has ended, else the default. Nothing where that is a role of a portal: a
 * sign-in of its own would be somebody else.
 */
export function likelySubject({ profiles, sessions }: Known): string {
  const ended = sessions.find(({ kind, state }) => kind === 'signin' && state === 'ended')
  const [first] = ended?.profiles ?? []
  if (first !== undefined) return first
  const section = profiles.find(({ name }) => name === 'default')
  if (section === undefined || section.isDefault) return 'default'
  const followed = followedByDefault(profiles)
  return followed?.roleName === null ? followed.name : ''
}

/** The name of the Identity Center session that a profile is a role of. */
export function portalOf(
  { session, roleName }: Pick<ProfileView, 'session' | 'roleName'>,
  sessions: Known['sessions'],
): string | undefined {
  if (roleName === null) return undefined
  const found = sessions.find(({ id }) => id === session)
  return found?.kind === 'identity-center' ? (found.name ?? undefined) : undefined
}
