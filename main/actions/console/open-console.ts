/**
 * Opens the AWS console as a profile.
 *
 * SECURITY: the address that signs in is a secret for 15 minutes. It goes to the browser, or to whoever asked to have it
 * printed; no view, no error and no log has it.
 *
 * @module
 */
import type { ConsoleOpenedView } from '../../../preload/contract/console-views.ts'
import { InputError, UnavailableError } from '../../kernel/errors.ts'
import type { Browser } from '../../kernel/ports/browser.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { Secret } from '../../kernel/secret.ts'
import { noteUse } from '../profiles/note-use.ts'
import type { Preferences } from '../window/preferences.ts'
import { type ConsoleAddress, type ConsoleAddressDependencies, consoleAddress } from './console-address.ts'
import { type ConsoleBrowserDependencies, consoleBrowser, namedBrowser } from './console-browser.ts'
import { type ConsolePlan, type ConsolePlanDependencies, planConsole } from './console-plan.ts'
import type { OpenConsoleRequest } from './console-request.ts'
import { type HandOverNeeds, handOver } from './hand-over-page.ts'
import { printCommand } from './print-command.ts'
import { isSignInAddress } from './sign-in-address.ts'

export interface ConsoleOpened {
  readonly view: ConsoleOpenedView
  /** Where no browser was to be started, or none could be. */
  readonly address: Secret<URL> | undefined
  /** The session's browser is gone, as a note says: no other was started. */
  readonly isBrowserMissing?: boolean
  /** The tab that asked goes there, and the console opens in its own browser. */
  readonly inTab?: {
    readonly path: string
    /** In place of the session's own browser, which could not be started. */
    readonly isInstead: boolean
  }
}

/**
 * @throws {@link InputError} `profile-unknown`, `region-invalid`, `request-malformed`, `not-found` for a browser that is
 * not there; {@link RefusalError} `invalid-request` for credentials that open no console, `consent-denied`; what
 * {@link Grants.issue} throws; {@link UnavailableError} `timed-out` when the browser did not come.
 */
export type OpenConsole = (request: OpenConsoleRequest, prompts: Prompts) => Promise<ConsoleOpened>

export interface OpenConsoleDependencies
  extends ConsolePlanDependencies,
    ConsoleBrowserDependencies,
    ConsoleAddressDependencies,
    HandOverNeeds {
  readonly preferences: Pick<Preferences, 'read' | 'update'>
  /** What stands in for AWS's federation, where the agent's own environment names one. */
  readonly standIn: URL | undefined
}

export function openConsole(dependencies: OpenConsoleDependencies): OpenConsole {
  return async (request, prompts) => {
    const named = namedBrowser(dependencies, request)
    const plan = await planConsole(dependencies, request, prompts)
    const { browser, missing, isChosen } = await consoleBrowser(dependencies, request, plan.source, named)
    const made = await consoleAddress(dependencies, request, plan, prompts)
    // The person does not wait for the note.
    const noted = noteUse(dependencies.preferences, plan.name, dependencies.clock.now())
    const opened = browser !== undefined && (await shownIn(browser, dependencies, request, made, plan))
    const path = opened ? undefined : heldForTab(dependencies, request, made, plan)
    await noted
    return {
      view: viewOf(request, plan, made, opened, missing),
      address: opened || path !== undefined ? undefined : made.address,
      ...(missing === undefined ? {} : { isBrowserMissing: true }),
      ...(path === undefined ? {} : { inTab: { path, isInstead: isChosen } }),
    }
  }
}

function viewOf(
  { way }: OpenConsoleRequest,
  { name: profile, pageRegion: region, page }: ConsolePlan,
  { accountId, endsAt, notes }: ConsoleAddress,
  opened: boolean,
  missing: string | undefined,
): ConsoleOpenedView {
  const said = missing === undefined ? [...notes] : [...notes, missing]
  return { profile, accountId, region, page: page.href, way, opened, endsAt, notes: said }
}

/** Whether the browser came. False where none could be started, so that the address is printed. */
async function shownIn(
  browser: Browser,
  dependencies: HandOverNeeds,
  { signal }: OpenConsoleRequest,
  { address, isSecret }: ConsoleAddress,
  { name }: ConsolePlan,
): Promise<boolean> {
  if (!isSecret) return browser.open(address.reveal())
  const how = await handOver(address.reveal(), browser, dependencies, { profile: name, signal })
  if (how !== 'not-taken') return how === 'taken'
  throw new UnavailableError(
    'timed-out',
    `The browser did not come for the console of "${name}" within 30 seconds, so nothing was opened. Try again. In a terminal the address can be printed: ${printCommand(name)}`,
  )
}

/** Undefined where no tab asks. */
function heldForTab(
  { standIn }: OpenConsoleDependencies,
  { tab }: OpenConsoleRequest,
  { address }: ConsoleAddress,
  { name, site }: ConsolePlan,
): string | undefined {
  if (tab === undefined) return undefined
  if (isSignInAddress(address.reveal(), site, standIn)) return tab.hold(address)
  throw new InputError(
    'endpoint-invalid',
    `The console of profile "${name}" is at no address that Signet knows as AWS’s own, so nothing was opened.`,
    'none',
  )
}
