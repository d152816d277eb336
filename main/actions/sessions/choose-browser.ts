/**
 * Lists and chooses the browser that each session's pages open in.
 *
 * @module
 */
import type { BrowserOptionView, SessionBrowserView } from '../../../preload/contract/browser-views.ts'
import type { SessionSummaryView } from '../../../preload/contract/views.ts'
import { shown } from '../../config/names.ts'
import { InputError, SessionError } from '../../kernel/errors.ts'
import { own } from '../../kernel/own.ts'
import type { BrowserChoice, Browsers } from '../../kernel/ports/browsers.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { sessionIdOf } from '../../vault/profile-session.ts'
import type { Vault } from '../../vault/vault.ts'
import { type BrowserOption, browserOptions, choiceId, optionNamed } from './browser-options.ts'
import type { ListSessions } from './list-sessions.ts'
import type { SessionBrowsers } from './session-browsers.ts'

export interface BrowsersListed {
  readonly sessions: readonly SessionBrowserView[]
  readonly options: readonly BrowserOptionView[]
  /** Folders beside the system's that programs are looked for in. */
  readonly folders: readonly string[]
}

/** @throws what {@link ListSessions} throws. @param session - Only this one; see {@link ChooseBrowser}. */
export type ListBrowsers = (prompts: Prompts, session?: string) => Promise<BrowsersListed>

/** What was chosen, by session id: without a look at the machine. @throws {@link InputError} as {@link Preferences.read}. */
export type KeptBrowsers = () => Promise<Record<string, BrowserOptionView>>

/** What can be chosen on this machine, whoever is signed in. Never throws. */
export type BrowserOptions = () => Promise<readonly BrowserOptionView[]>

export interface BrowserChosen {
  readonly session: string
  readonly name: string
  readonly before: BrowserOptionView | null
  readonly after: BrowserOptionView | null
}

/**
 * @param request - The session by its id, its name, or a profile that it serves; the choice by the id of an option, null for
 * the system's own.
 * @throws {@link InputError} `not-found` for what is not there, `request-malformed` for a name that several have;
 * {@link SessionError} `session-missing` where nobody is signed in.
 */
export type ChooseBrowser = (
  request: { readonly session: string; readonly choice: string | null },
  prompts: Prompts,
) => Promise<BrowserChosen>

export interface ChooseBrowserDependencies {
  readonly listSessions: ListSessions
  readonly vault: Pick<Vault, 'contents'>
  readonly browsers: Pick<Browsers, 'found' | 'nameOf' | 'folders'>
  readonly sessionBrowsers: Pick<SessionBrowsers, 'choices' | 'set'>
}

export function listBrowsers(dependencies: ChooseBrowserDependencies): ListBrowsers {
  const { listSessions, browsers, sessionBrowsers } = dependencies
  return async (prompts, asked) => {
    const all = await listSessions(prompts)
    const sessions = asked === undefined ? all : [sessionMeant(all, asked, dependencies)]
    const choices = await sessionBrowsers.choices()
    const options = browserOptions(await browsers.found())
    return {
      sessions: sessions.map(({ id, name }) => {
        const chosen = own(choices, id)
        const option = chosen && options.find((each) => each.id === choiceId(chosen))
        const choice = chosen ? choiceView(chosen, option, browsers.nameOf) : null
        return { session: id, name, choice, isHere: chosen === undefined || option !== undefined }
      }),
      options: options.map(optionView),
      folders: browsers.folders(),
    }
  }
}

export function listBrowserOptions({
  browsers,
}: Pick<ChooseBrowserDependencies, 'browsers'>): BrowserOptions {
  return async () => browserOptions(await browsers.found()).map(optionView)
}

export function keptBrowsers({
  browsers,
  sessionBrowsers,
}: Pick<ChooseBrowserDependencies, 'browsers' | 'sessionBrowsers'>): KeptBrowsers {
  return async () => {
    const choices = Object.entries(await sessionBrowsers.choices())
    return Object.fromEntries(
      choices.map(([session, choice]) => [session, choiceView(choice, undefined, browsers.nameOf)]),
    )
  }
}

export function chooseBrowser(dependencies: ChooseBrowserDependencies): ChooseBrowser {
  const { listSessions, browsers, sessionBrowsers } = dependencies
  return async ({ session: asked, choice: name }, prompts) => {
    const { id, name: sessionName } = sessionMeant(await listSessions(prompts), asked, dependencies)
    const options = browserOptions(await browsers.found())
    // SECURITY: T28. Whoever asks names one of what was found here, and nothing else is ever kept.
    const option = name === null ? undefined : optionNamed(options, name)
    if (name !== null && option === undefined) throw unknownChoice(name)
    const before = await sessionBrowsers.set(id, option?.choice)
    const formerOption = before && options.find((each) => each.id === choiceId(before))
    return {
      ...{ session: id, name: sessionName },
      before: before ? choiceView(before, formerOption, browsers.nameOf) : null,
      after: option ? choiceView(option.choice, option, browsers.nameOf) : null,
    }
  }
}

function sessionMeant(
  sessions: readonly SessionSummaryView[],
  asked: string,
  { vault }: Pick<ChooseBrowserDependencies, 'vault'>,
): SessionSummaryView {
  if (sessions.length === 0) {
    throw new SessionError('session-missing', 'Nobody is signed in. Start with: signet login')
  }
  const byId = sessions.find(({ id }) => id === asked)
  const byName = sessions.filter(({ name }) => name === asked)
  const [only, ...others] = byId ? [byId] : byName
  if (others.length > 0) {
    throw new InputError(
      'request-malformed',
      `Several sessions are called ${shown(asked)}. Name a profile that it serves, or its id: ${byName.map(({ id }) => id).join(', ')}`,
      'none',
    )
  }
  const served = sessionIdOf(vault.contents(), asked)
  const found = only ?? sessions.find(({ id }) => id === served)
  if (found) return found
  throw new InputError(
    'not-found',
    `There is no session ${shown(asked)}, and no profile of that name with one. See: signet sessions`,
    'none',
  )
}

/** As the machine knows it; where it is not there, by its ids. */
function choiceView(
  choice: BrowserChoice,
  option: BrowserOption | undefined,
  nameOf: Browsers['nameOf'],
): BrowserOptionView {
  if (option) return optionView(option)
  const { browser, profile = null, isPrivate = false } = choice
  return { id: choiceId(choice), browser: nameOf(browser), profile, isPrivate }
}

function optionView({ choice: _, ...view }: BrowserOption): BrowserOptionView {
  return view
}

function unknownChoice(name: string): InputError {
  return new InputError(
    'not-found',
    `There is no browser or profile ${shown(name)} on this machine. Those there are: signet sessions browser`,
    'none',
  )
}
