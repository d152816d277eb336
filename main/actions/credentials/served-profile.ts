import { isDefaultOwned } from '../../config/default-section.ts'
import type { SharedConfig } from '../../config/profiles.ts'
import type { Preferences } from '../window/preferences.ts'

/** The profile that is meant: behind a `[default]` that follows Signet's pointer stands another one. */
export async function servedProfile(
  name: string,
  { profiles }: SharedConfig,
  preferences: Pick<Preferences, 'read'>,
): Promise<string> {
  if (name !== 'default' || !isDefaultOwned(profiles.get(name)?.settings)) return name
  const { default: pointer } = await preferences.read()
  return pointer?.profile ?? name
}
