/**
 * Which portal a sign-in to IAM Identity Center is for, and what its session is called.
 *
 * @module
 */
import { inWords } from '../../../preload/contract/said-forms.ts'
import { assertProfileName } from '../../config/names.ts'
import type { SharedConfig } from '../../config/profiles.ts'
import { InputError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { IdentityCenterSession } from '../../vault/session-record.ts'
import type { RememberedPortal } from '../window/preferences-file.ts'

/** As the person named it; the request's fields. */
export interface AskedPortal {
  /** A session by its name: one that Signet has, an `[sso-session]` of the AWS config, or a new one. */
  readonly session: string | undefined
  readonly startUrl: string | undefined
  /** The instance's home. */
  readonly region: string | undefined
}

/** An instance and what to call the session there. */
export interface PortalToSignIn {
  readonly name: string
  readonly startUrl: string
  readonly region: string
  readonly scopes: readonly string[] | undefined
  /** The `[sso-session]` it was read from. */
  readonly configured: boolean
}

/** Where a name may be known from. */
export interface KnownPortals {
  readonly sessions: readonly IdentityCenterSession[]
  readonly shared: SharedConfig
  readonly remembered: Readonly<Record<string, RememberedPortal>>
}

/**
 * The portal by what the person named, or the only one there is, or one that they are asked for. Undefined: they turned away.
 *
 * @throws {@link InputError} `not-found`, `request-malformed` when it takes more words, `config-invalid`,
 * `profile-name-invalid`.
 */
export async function portalToSignIn(
  request: AskedPortal,
  known: KnownPortals,
  prompts: Prompts,
): Promise<PortalToSignIn | undefined> {
  const { session, startUrl, region } = request
  if (startUrl !== undefined) return newPortal(session ?? nameFrom(startUrl), startUrl, region, prompts)
  if (session !== undefined) {
    const found = portalNamed(known, session)
    if (found) return found
    throw new InputError(
      'not-found',
      `There is no Identity Center session "${session}" here or in the AWS config. Name its address: signet login --sso --session ${session} --start-url URL --sso-region REGION`,
    )
  }
  const current = [
    ...new Set([...known.sessions.map(({ name }) => name), ...known.shared.ssoSessions.keys()]),
  ]
  const names = current.length > 0 ? current : Object.keys(known.remembered)
  const [only] = names
  if (names.length === 1 && only !== undefined) return portalNamed(known, only)
  if (names.length > 1) {
    throw new InputError(
      'request-malformed',
      `Which session? --session with one of: ${names.sort().join(', ')}`,
      'none',
    )
  }
  const address = await prompts.ask?.({
    message: `${inWords('portal-start-url')}: `,
    secret: false,
  })
  if (prompts.ask && !address?.trim()) return undefined
  if (address === undefined) {
    throw new InputError(
      'request-malformed',
      'Which portal? signet login --sso --start-url URL --sso-region REGION',
      'none',
    )
  }
  return newPortal(nameFrom(address.trim()), address.trim(), region, prompts)
}

function portalNamed(
  { sessions, shared, remembered }: KnownPortals,
  name: string,
): PortalToSignIn | undefined {
  const found =
    sessions.find((session) => session.name === name) ??
    (shared.ssoSessions.has(name) || !Object.hasOwn(remembered, name) ? undefined : remembered[name])
  if (!found) return configuredPortal(shared, name)
  const { startUrl, region, scopes } = found
  return { name, startUrl, region, scopes, configured: false }
}

/** An `[sso-session]` section of the AWS config. */
function configuredPortal(shared: SharedConfig, name: string): PortalToSignIn | undefined {
  const settings = shared.ssoSessions.get(name)?.settings
  if (!settings) return undefined
  const startUrl = settings.get('sso_start_url')?.value
  const region = settings.get('sso_region')?.value
  if (!startUrl || !region) {
    throw new InputError(
      'config-invalid',
      `The section [sso-session ${name}] needs sso_start_url and sso_region.`,
    )
  }
  const scopes = settings
    .get('sso_registration_scopes')
    ?.value.split(',')
    .map((scope) => scope.trim())
    .filter(Boolean)
  return { name, startUrl, region, scopes: scopes?.length ? scopes : undefined, configured: true }
}

async function newPortal(
  name: string,
  startUrl: string,
  region: string | undefined,
  prompts: Prompts,
): Promise<PortalToSignIn | undefined> {
  assertProfileName(name)
  const given = region ?? (await prompts.ask?.({ message: `${inWords('portal-region')}: `, secret: false }))
  if (given === undefined && !prompts.ask) {
    throw new InputError(
      'request-malformed',
      'Which region is the portal in? Add --sso-region REGION',
      'none',
    )
  }
  if (given === undefined) return undefined
  return { name, startUrl, region: given.trim() || 'us-east-1', scopes: undefined, configured: false }
}

/** A name for a session from its address: the part that the organisation chose, made safe. */
function nameFrom(startUrl: string): string {
  const host = URL.canParse(startUrl) ? new URL(startUrl).hostname : ''
  return (host.split('.')[0] ?? '').replace(/[^a-z0-9-]/gi, '') || 'sso'
}
