/**
 * With whose keys console access is looked at. Pure.
 *
 * @module
 */
import type { ProfileView } from '../../../preload/contract/views.ts'

/** Whose keys Signet has. A `[default]` that only follows another profile has none of its own. */
export function profilesWithKeys(profiles: readonly ProfileView[]): readonly ProfileView[] {
  return profiles.filter(
    ({ name, source, isDefault }) => source === 'signet' && (name !== 'default' || isDefault),
  )
}

/**
 * The one that was asked for; else the default, where it is signed in; else one that is; else the first.
 *
 * @param wanted - A profile's name; `default` means the one that it follows.
 */
export function chosenProfile(
  profiles: readonly ProfileView[],
  wanted: string | undefined,
): ProfileView | undefined {
  const known = profilesWithKeys(profiles)
  const byDefault = known.find(({ isDefault }) => isDefault)
  const asked = known.find(({ name }) => name === wanted) ?? (wanted === 'default' ? byDefault : undefined)
  const alive = known.filter(({ state }) => state !== 'ended' && state !== 'not-signed-in')
  return asked ?? alive.find(({ isDefault }) => isDefault) ?? alive[0] ?? known[0]
}
