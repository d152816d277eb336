/**
 * Opens the AWS console as a profile.
 *
 * SECURITY: the address that signs in is a secret for 15 minutes. It goes to the browser, or to whoever asked to have it
 * printed; no view, no error and no log has it.
 *
 * @module
 */
import type { ConsoleOpenedView } from '../../../preload/contract/console-views.ts'
import { type ConsoleSite, consolePage, consoleSite } from '../../aws/console-site.ts'
import type { Endpoints } from '../../aws/endpoints.ts'
import type { Federation, SigninToken } from '../../aws/federation.ts'
import type { ConsumerClaim } from '../../broker/consumer.ts'
import type { Grants } from '../../broker/grants.ts'
import { shown } from '../../config/names.ts'
import type { AwsCredentialIdentity } from '../../kernel/credentials.ts'
import { InputError, RefusalError, UnavailableError } from '../../kernel/errors.ts'
import type { Browser } from '../../kernel/ports/browser.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { Secret } from '../../kernel/secret.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import { confirmTyped } from '../confirm-typed.ts'
import { servedProfile } from '../credentials/served-profile.ts'
import { noteUse } from '../profiles/note-use.ts'
import { type OpenContentsDependencies, openContents } from '../profiles/open-contents.ts'
import { assertKnown, isProduction } from '../profiles/usable-profile.ts'
import type { Preferences } from '../window/preferences.ts'
import {
  assertMayOpen,
  type ConsoleSource,
  consoleSource,
  refusedBecause,
  regionOfSource,
} from './console-source.ts'
import { type HandOverNeeds, handOver } from './hand-over-page.ts'
import { portalLink } from './portal-link.ts'

export interface OpenConsoleRequest extends Asking {
  readonly profile: string
  readonly service?: string | undefined
  /** Below the console's host. In place of `service`. */
  readonly path?: string | undefined
  /** Of the page; the profile's where left out. */
  readonly region?: string | undefined
  readonly way: ConsoleOpenedView['way']
  /** 900 to 43200. */
  readonly sessionSeconds?: number | undefined
  /** Ends what the browser is signed in as before. */
  readonly signOutFirst: boolean
  /** False: the address is for who asked, and no browser is started. */
  readonly openBrowser: boolean
  /** By name or full path; the system's own where left out. */
  readonly browser?: string | undefined
  readonly consumer?: ConsumerClaim | undefined
  readonly signal: AbortSignal
}

export interface ConsoleOpened {
  readonly view: ConsoleOpenedView
  /** Where no browser was to be started, or none could be. */
  readonly address: Secret<URL> | undefined
}

/**
 * @throws {@link InputError} `profile-unknown`, `region-invalid`, `request-malformed`, `not-found` for a browser that is
 * not there; {@link RefusalError} `invalid-request` for credentials that open no console, `consent-denied`; what
 * {@link Grants.issue} throws; {@link UnavailableError} `timed-out` when the browser did not come.
 */
export type OpenConsole = (request: OpenConsoleRequest, prompts: Prompts) => Promise<ConsoleOpened>

export interface OpenConsoleDependencies extends OpenContentsDependencies, HandOverNeeds {
  /** AWS's own rules for Sign-In; read when they are first needed. */
  readonly rules: () => Promise<Endpoints>
  readonly federation: Federation
  readonly grants: Pick<Grants, 'issue'>
  readonly awsFiles: Pick<AwsFiles, 'read'>
  readonly preferences: Pick<Preferences, 'read' | 'update'>
  readonly browserFor: (env: Readonly<Record<string, string>>, program?: string) => Browser
  /** AWS's time, epoch milliseconds. */
  readonly awsNow: () => number
}

/** What is decided before anything is asked of AWS. */
interface Plan {
  readonly name: string
  readonly source: ConsoleSource
  readonly site: ConsoleSite
  readonly page: URL
  readonly pageRegion: string
}

export function openConsole(dependencies: OpenConsoleDependencies): OpenConsole {
  return async (request, prompts) => {
    const browser = browserOf(dependencies, request)
    const plan = await planned(dependencies, request, prompts)
    const made =
      request.way === 'portal' ? byPortal(plan) : await byFederation(dependencies, request, plan, prompts)
    // The person does not wait for the note.
    const noted = noteUse(dependencies.preferences, plan.name, dependencies.clock.now())
    const opened = browser !== undefined && (await shownIn(browser, dependencies, request, made))
    await noted
    const { accountId, endsAt, notes, address } = made
    const { name: profile, pageRegion: region, page } = plan
    const view = { profile, accountId, region, page: page.href, way: request.way, opened, endsAt, notes }
    return { view, address: opened ? undefined : address }
  }
}

/** Looked at first: nothing is asked of anybody for a page that cannot be shown. */
function browserOf(
  { browserFor }: OpenConsoleDependencies,
  { browser: program, env, openBrowser }: OpenConsoleRequest,
): Browser | undefined {
  if (!openBrowser) return undefined
  const browser = browserFor(env, program)
  if (browser.available()) return browser
  if (program === undefined) return undefined
  throw new InputError(
    'not-found',
    `Signet cannot start the browser ${shown(program)} here: there is no screen, or no such program where browsers are installed. Give its full path, or print the address with --print.`,
    'none',
  )
}

async function planned(
  dependencies: OpenConsoleDependencies,
  request: OpenConsoleRequest,
  prompts: Prompts,
): Promise<Plan> {
  const { preferences, awsFiles, rules } = dependencies
  const contents = await openContents(dependencies, prompts)
  const { shared } = await awsFiles.read(request)
  const name = await servedProfile(request.profile, shared, preferences)
  assertKnown(name, shared, contents)
  const source = consoleSource(name, contents, shared)
  const known = await rules()
  const site = consoleSite(known, regionOrAsked(name, source, shared, request.region))
  const pageRegion = request.region ?? site.region
  const pageSite = consoleSite(known, pageRegion)
  if (pageSite.host !== site.host) throw otherPartition(name, pageRegion, pageSite.host)
  const page = consolePage(pageSite, request)
  if (request.way === 'federation') assertMayOpen(name, source)
  if (isProduction(name, contents)) {
    await confirmTyped(prompts, name, `${name} is marked as production. The console opens with its rights.`)
  }
  return { name, source, site, page, pageRegion }
}

function regionOrAsked(
  name: string,
  source: ConsoleSource,
  shared: Parameters<typeof regionOfSource>[2],
  asked: string | undefined,
): string {
  try {
    return regionOfSource(name, source, shared)
  } catch (thrown) {
    if (asked !== undefined && thrown instanceof InputError) return asked
    throw thrown
  }
}

function otherPartition(name: string, region: string, host: string): InputError {
  return new InputError(
    'region-invalid',
    `Region ${region} has another console (${host}) than profile "${name}": it is in another partition of AWS, where these credentials are worth nothing. Name a region of the profile’s own partition.`,
    'none',
  )
}

interface Made {
  readonly address: Secret<URL>
  /** Whoever has the address is signed in. */
  readonly isSecret: boolean
  readonly accountId: string | null
  readonly endsAt: number | null
  readonly notes: string[]
}

function byPortal({ name, source, page }: Plan): Made {
  const address = new Secret(portalLink(name, source, page))
  return { address, isSecret: false, accountId: source.portal?.accountId ?? null, endsAt: null, notes: [] }
}

async function byFederation(
  dependencies: OpenConsoleDependencies,
  request: OpenConsoleRequest,
  plan: Plan,
  prompts: Prompts,
): Promise<Made> {
  const { federation, grants, awsNow } = dependencies
  const { env, cwd, signal, consumer, signOutFirst, sessionSeconds: asked } = request
  const { name, source, site, page } = plan
  const grant = { profile: name, channel: 'console', prompts, signal, consumer, place: { env, cwd } } as const
  const { credentials } = await grants.issue(grant)
  const sessionSeconds = source.mayChooseLength ? asked : undefined
  const { token, isLengthTaken } = await tokenFor(federation, plan, credentials, sessionSeconds, signal)
  const address = federation.loginUrl({
    ...{ site, token, signOutFirst, destination: page },
    // Where the console sends people when it is over: for a portal's role, to the portal.
    issuer: source.portal?.startUrl ?? 'signet',
  })
  const endsAt =
    isLengthTaken && sessionSeconds !== undefined ? awsNow() + sessionSeconds * 1000 : credentials.expiration
  return {
    address: new Secret(address),
    isSecret: true,
    accountId: credentials.accountId,
    endsAt,
    notes: lengthNotes(asked, source, isLengthTaken),
  }
}

async function tokenFor(
  federation: Federation,
  { name, source, site }: Plan,
  credentials: AwsCredentialIdentity,
  sessionSeconds: number | undefined,
  signal: AbortSignal,
): Promise<SigninToken> {
  try {
    return await federation.signinToken({ site, credentials, sessionSeconds, signal })
  } catch (thrown) {
    if (!(thrown instanceof RefusalError) || thrown.code !== 'invalid-request') throw thrown
    throw new RefusalError(thrown.code, `${thrown.message} ${refusedBecause(name, source)}`, 'none', thrown)
  }
}

function lengthNotes(
  asked: number | undefined,
  { mayChooseLength }: ConsoleSource,
  isTaken: boolean,
): string[] {
  if (asked === undefined || isTaken) return []
  return [
    mayChooseLength
      ? 'AWS refused the duration, so the console’s session is as long as the credentials. The role’s maximum session duration may be less.'
      : 'AWS lets only roles that are assumed with long-term keys or by Identity Center choose a duration. The console’s session is as long as the credentials.',
  ]
}

/** Whether the browser came. False where none could be started, so that the address is printed. */
async function shownIn(
  browser: Browser,
  dependencies: HandOverNeeds,
  { signal }: OpenConsoleRequest,
  { address, isSecret }: Made,
): Promise<boolean> {
  if (!isSecret) return browser.open(address.reveal())
  const how = await handOver(address.reveal(), browser, dependencies, signal)
  if (how !== 'not-taken') return how === 'taken'
  throw new UnavailableError(
    'timed-out',
    'The browser did not come for the page within 30 seconds, so nothing was opened. Try again, or print the address with --print.',
  )
}
