/**
 * In which browser the pages of a session open: its sign-in and its consoles. So that the cookies of two identities do not
 * meet, a page opens in what was chosen or nowhere: never in another browser instead.
 *
 * @module
 */
import { inWords } from '../../../preload/contract/said-forms.ts'
import { shown } from '../../config/names.ts'
import { AppError } from '../../kernel/errors.ts'
import { own } from '../../kernel/own.ts'
import type { Browser } from '../../kernel/ports/browser.ts'
import type { BrowserChoice, Browsers } from '../../kernel/ports/browsers.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { Preferences } from '../window/preferences.ts'

type Environment = Readonly<Record<string, string>>

/** Where a page is to open. */
export interface OpensIn {
  readonly browser: Browser
  /** One line for the person, where the browser that was chosen is not there: then nothing is started. */
  readonly missing: string | undefined
}

export interface SessionBrowsers {
  /** @param session - By its id; undefined, and one that nothing was chosen for: the system's own. Never fails. */
  browserOf(session: string | undefined, env: Environment): Promise<OpensIn>
  /** The same, and the person is told where it is missing: the address is then shown. */
  toldBrowserOf(session: string | undefined, env: Environment, prompts: Prompts): Promise<Browser>
  /** By session id. @throws {@link InputError} as {@link Preferences.read}. */
  choices(): Promise<Readonly<Record<string, BrowserChoice>>>
  /**
   * @param choice - Undefined: the system's own.
   * @returns What stood there before. @throws {@link InputError} as {@link Preferences.update}.
   */
  set(session: string, choice: BrowserChoice | undefined): Promise<BrowserChoice | undefined>
  /** Sessions that leave. Never fails: a sign-out must not. */
  forget(sessions: Iterable<string>): Promise<void>
}

export interface SessionBrowsersDependencies {
  readonly preferences: Pick<Preferences, 'read' | 'update'>
  readonly browsers: Pick<Browsers, 'chosen' | 'nameOf'>
  readonly browserFor: (env: Environment) => Browser
}

export function sessionBrowsers({
  preferences,
  browsers,
  browserFor,
}: SessionBrowsersDependencies): SessionBrowsers {
  const choices = async () => (await preferences.read()).browsers ?? {}

  async function browserOf(session: string | undefined, env: Environment): Promise<OpensIn> {
    if (session === undefined) return { browser: browserFor(env), missing: undefined }
    try {
      const chosen = own(await choices(), session)
      if (chosen === undefined) return { browser: browserFor(env), missing: undefined }
      const browser = await browsers.chosen(chosen, env)
      return browser ? { browser, missing: undefined } : nowhere(missingText(chosen, browsers.nameOf))
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown
      // What was chosen is not known: the system's own could be just the wrong one.
      return nowhere(inWords('browser-unknown', { words: thrown.message }))
    }
  }

  return {
    browserOf,
    async toldBrowserOf(session, env, prompts) {
      const { browser, missing } = await browserOf(session, env)
      if (missing !== undefined) prompts.tell?.(missing)
      return browser
    },
    choices,
    async set(session, choice) {
      let before: BrowserChoice | undefined
      await preferences.update((contents) => {
        before = own(contents.browsers ?? {}, session)
        return { ...contents, browsers: withChoice(contents.browsers, session, choice) }
      })
      return before
    },
    async forget(sessions) {
      const gone = new Set(sessions)
      try {
        await preferences.update((contents) => {
          const { browsers: kept = {} } = contents
          if (!Object.keys(kept).some((session) => gone.has(session))) return contents
          const left = Object.entries(kept).filter(([session]) => !gone.has(session))
          return { ...contents, browsers: Object.fromEntries(left) }
        })
      } catch (thrown) {
        if (!(thrown instanceof AppError)) throw thrown
      }
    },
  }
}

/** The chosen browser, where only its ids are known: it may not be on this machine any more. */
function choiceWords({ browser, profile, isPrivate }: BrowserChoice, nameOf: Browsers['nameOf']): string {
  if (profile !== undefined) return `${nameOf(browser)}, profile ${shown(profile)}`
  return isPrivate ? `${nameOf(browser)}, a private window` : nameOf(browser)
}

function missingText(choice: BrowserChoice, nameOf: Browsers['nameOf']): string {
  return (
    `${inWords('browser-missing', { browser: choiceWords(choice, nameOf) })} ` +
    'Choose another for it: signet sessions browser'
  )
}

function nowhere(missing: string): OpensIn {
  return { browser: { available: () => false, open: async () => false }, missing }
}

function withChoice(
  choices: Readonly<Record<string, BrowserChoice>> = {},
  session: string,
  choice: BrowserChoice | undefined,
): Record<string, BrowserChoice> {
  const { [session]: _, ...others } = choices
  return choice === undefined ? others : { ...others, [session]: choice }
}
