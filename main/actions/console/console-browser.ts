/**
 * In which browser a console opens: the one that is named now, else the one of the session behind the profile, else the
 * system's own, or that of the tab that asks.
 *
 * @module
 */
import { shown } from '../../config/names.ts'
import { InputError } from '../../kernel/errors.ts'
import type { Browser } from '../../kernel/ports/browser.ts'
import type { SessionBrowsers } from '../sessions/session-browsers.ts'
import type { OpenConsoleRequest } from './console-request.ts'
import type { ConsoleSource } from './console-source.ts'

export interface ConsoleBrowser {
  /** Undefined: none is started here. */
  readonly browser: Browser | undefined
  /** One line for the person, where the browser that was chosen for the session is gone. */
  readonly missing: string | undefined
  /** Somebody chose it, now or for the session. */
  readonly isChosen: boolean
}

export interface ConsoleBrowserDependencies {
  readonly browserFor: (env: Readonly<Record<string, string>>, program?: string) => Browser
  readonly sessionBrowsers: Pick<SessionBrowsers, 'browserOf' | 'choices'>
}

/**
 * Looked at first: nothing is asked of anybody for a page that cannot be shown.
 *
 * @throws {@link InputError} `not-found` for a browser that is not there.
 */
export function namedBrowser(
  { browserFor }: ConsoleBrowserDependencies,
  { browser: program, env, openBrowser }: OpenConsoleRequest,
): Browser | undefined {
  if (!openBrowser || program === undefined) return undefined
  const browser = browserFor(env, program)
  if (browser.available()) return browser
  throw new InputError(
    'not-found',
    `Signet cannot start the browser ${shown(program)} here: there is no screen, or no such program where browsers are installed. Give its full path, or print the address with --print.`,
    'none',
  )
}

/**
 * @param named - See {@link namedBrowser}.
 * @throws {@link InputError} `not-found` where the session's is gone and the address is for no eyes; as
 * {@link SessionBrowsers.choices}.
 */
export async function consoleBrowser(
  { sessionBrowsers }: ConsoleBrowserDependencies,
  { env, openBrowser, needsBrowser = false, tab }: OpenConsoleRequest,
  { session }: ConsoleSource,
  named: Browser | undefined,
): Promise<ConsoleBrowser> {
  if (named !== undefined || !openBrowser) {
    return { browser: named, missing: undefined, isChosen: named !== undefined }
  }
  const { browser, missing } = await sessionBrowsers.browserOf(session?.id, env)
  // Not in a tab instead either: the cookies of two identities would meet there without a word.
  if (missing !== undefined && needsBrowser) throw new InputError('not-found', missing, 'none')
  const isChosen =
    missing !== undefined ||
    (session !== undefined && Object.hasOwn(await sessionBrowsers.choices(), session.id))
  // Whoever looks at a tab has a browser, and the system's own may be another, or on another machine.
  const isHere = browser.available() && (isChosen || tab === undefined)
  return { browser: isHere ? browser : undefined, missing, isChosen }
}
