/**
 * Which page of which console, as whom: decided, and for a production profile agreed to, before anything is asked of AWS.
 *
 * @module
 */
import { type ConsoleSite, consolePage, consoleSite } from '../../aws/console-site.ts'
import type { Endpoints } from '../../aws/endpoints.ts'
import { InputError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { AwsFiles } from '../config/aws-files.ts'
import { confirmTyped } from '../confirm-typed.ts'
import { servedProfile } from '../credentials/served-profile.ts'
import { type OpenContentsDependencies, openContents } from '../profiles/open-contents.ts'
import { assertKnown, isProduction } from '../profiles/usable-profile.ts'
import type { Preferences } from '../window/preferences.ts'
import type { OpenConsoleRequest } from './console-request.ts'
import { assertMayOpen, type ConsoleSource, consoleSource, regionOfSource } from './console-source.ts'

export interface ConsolePlan {
  readonly name: string
  readonly source: ConsoleSource
  /** Where the credentials are good. */
  readonly site: ConsoleSite
  readonly page: URL
  readonly pageRegion: string
}

export interface ConsolePlanDependencies extends OpenContentsDependencies {
  /** AWS's own rules for Sign-In; read when they are first needed. */
  readonly rules: () => Promise<Endpoints>
  readonly awsFiles: Pick<AwsFiles, 'read'>
  readonly preferences: Pick<Preferences, 'read'>
}

/**
 * @throws {@link InputError} `profile-unknown`, `region-invalid`, `request-malformed`; {@link RefusalError}
 * `invalid-request` for credentials that open no console, `consent-denied`.
 */
export async function planConsole(
  dependencies: ConsolePlanDependencies,
  request: OpenConsoleRequest,
  prompts: Prompts,
): Promise<ConsolePlan> {
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
  // SECURITY: whichever browser it opens in, a tab that asks included.
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
