import { AppError } from '../../kernel/errors.ts'
import { own } from '../../kernel/own.ts'
import type { Preferences } from '../window/preferences.ts'
import { usedAgain } from './frecency.ts'

/** Notes that a person chose this profile by hand. What cannot be noted is no reason to fail. */
export async function noteUse(
  preferences: Pick<Preferences, 'update'>,
  profile: string,
  now: number,
): Promise<void> {
  try {
    await preferences.update((contents) => {
      const mark = own(contents.profiles, profile)
      return {
        ...contents,
        profiles: { ...contents.profiles, [profile]: { ...mark, ...usedAgain(mark ?? {}, now) } },
      }
    })
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown
  }
}
