/**
 * Every screen there is a picture of.
 *
 * @module
 */
import type { Screen } from './screen.ts'
import { accessScreens } from './screens-console-access.ts'
import { failingScreens } from './screens-failing.ts'
import { fileScreens } from './screens-files.ts'
import { frameScreens } from './screens-frame.ts'
import { linkScreens } from './screens-link.ts'
import { profileScreens } from './screens-profiles.ts'
import { signInScreens } from './screens-sign-in.ts'
import { signInFailingScreens } from './screens-sign-in-failing.ts'
import { strangeScreens } from './screens-strange.ts'
import { waitingScreens } from './screens-waiting.ts'

/** What goes wrong, waits or is rare. */
export const rareScreens: readonly Screen[] = [
  ...failingScreens,
  ...linkScreens,
  ...signInFailingScreens,
  ...strangeScreens,
  ...waitingScreens,
]

export const screens: readonly Screen[] = [
  ...profileScreens,
  ...fileScreens,
  ...accessScreens,
  ...frameScreens,
  ...signInScreens,
  ...rareScreens,
]
