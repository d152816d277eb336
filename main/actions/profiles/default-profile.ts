/**
 * Which profile stands behind `[default]` now. Asked for each set of credentials, so it is answered from memory.
 *
 * @module
 */
import { InputError } from '../../kernel/errors.ts'
import type { Preferences } from '../window/preferences.ts'

/** @throws {@link InputError} `profile-unknown` when none was chosen. */
export type DefaultProfile = () => Promise<string>

export function defaultProfile(preferences: Pick<Preferences, 'read'>): DefaultProfile {
  return async () => {
    const { default: pointer } = await preferences.read()
    if (pointer) return pointer.profile
    throw new InputError(
      'profile-unknown',
      'No profile was chosen as the default. Choose one: signet use NAME. To give [default] back: signet use --restore',
    )
  }
}
