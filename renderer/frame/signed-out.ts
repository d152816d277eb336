/**
 * Who was signed in here and is not any more. Pure.
 *
 * @module
 */
import type { WindowState } from '../../preload/contract/state.ts'

export type SignedOut =
  | { readonly kind: 'portal'; readonly name: string; readonly where: string }
  /** One of AWS Sign-In: its profile still asks Signet. */
  | { readonly kind: 'profile'; readonly name: string; readonly where: string }

/** More would push what is alive out of sight. */
export const mostSignedOut = 6

export function signedOutOf({
  profiles,
  signedOut,
  vault,
}: Pick<WindowState, 'profiles' | 'signedOut' | 'vault'>): readonly SignedOut[] {
  // A locked vault hides who is signed in.
  if (vault.state === 'locked') return []
  const isFollowed = profiles.some(({ name, isDefault }) => isDefault && name !== 'default')
  const portals = signedOut.map(({ name, startUrl }) => ({ kind: 'portal' as const, name, where: startUrl }))
  const own = profiles
    // Roles come back with their session; [default] is what it follows.
    .filter(
      ({ source, state, roleName }) => source === 'signet' && state === 'not-signed-in' && roleName === null,
    )
    .filter(({ name }) => name !== 'default' || !isFollowed)
    .map(({ name, accountId, region }) => ({
      kind: 'profile' as const,
      name,
      where: accountId ?? region ?? '',
    }))
  return [...portals, ...own]
}
