/** The Chromium of this machine. */
import { existsSync } from 'node:fs'

export const chromiumPath = '/usr/bin/chromium'

/** What every test starts it with: it reaches out to nobody by itself. As root it has no sandbox. */
export const chromiumArguments: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Why nothing can be shown in a browser here; undefined where it can. */
export const chromiumAbsence = existsSync(chromiumPath) ? undefined : `${chromiumPath} is not here`
