/**
 * Signs a person in to IAM Identity Center, under a name. What it opens, accounts and roles, become profiles later.
 *
 * @module
 */
import { editSection } from '../../config/edit.ts'
import { assertProfileName } from '../../config/names.ts'
import type { SharedConfig } from '../../config/profiles.ts'
import { AppError, InputError, SessionError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { FlowReason } from '../../sign-in/choose-flow.ts'
import type { OnStep } from '../../sign-in/flow.ts'
import type { IdentityCenterOutcome, IdentityCenterRequest } from '../../sign-in/identity-center-flow.ts'
import type { IdentityCenterFlow, IdentityCenterSession, SessionRecord } from '../../vault/session-record.ts'
import type { Vault } from '../../vault/vault.ts'
import type { RememberedPortals } from '../accounts/remembered-portals.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import type { RememberedPortal } from '../window/preferences-file.ts'
import { keepSession } from './keep-session.ts'
import type { VaultDoor } from './vault-door.ts'

export interface SignInToIdentityCenterRequest extends Asking {
  /** A session by its name: one that Signet has, an `[sso-session]` of the AWS config, or a new one. */
  readonly session: string | undefined
  readonly startUrl: string | undefined
  /** The instance's home. */
  readonly region: string | undefined
  readonly flow: IdentityCenterFlow
  readonly because: FlowReason
  readonly openBrowser: boolean
  /** As of `signInToProfile`. */
  readonly tellSession?: ((session: string | undefined) => void) | undefined
  readonly signal: AbortSignal
}

export interface SignedInToIdentityCenter {
  readonly name: string
  readonly startUrl: string
  readonly region: string
  /** When the access token ends, epoch milliseconds. */
  readonly expiresAt: number
  /** Whether it renews itself. */
  readonly renews: boolean
  readonly warnings: readonly string[]
}

/** Undefined when the person turned away: nothing has changed. @throws an {@link AppError} with the next step. */
export type SignInToIdentityCenter = (
  request: SignInToIdentityCenterRequest,
  prompts: Prompts,
  onStep: OnStep,
) => Promise<SignedInToIdentityCenter | undefined>

export interface SignInToIdentityCenterDependencies {
  readonly door: Pick<VaultDoor, 'enter'>
  readonly vault: Pick<Vault, 'contents' | 'update'>
  readonly broker: { adopt(session: SessionRecord): void }
  readonly awsFiles: AwsFiles
  /** Where sessions that were signed out of had been signed in. */
  readonly portals?: Pick<RememberedPortals, 'all'>
  readonly signIn: (
    request: IdentityCenterRequest,
    asking: Asking,
    onStep: OnStep,
    prompts: Prompts,
  ) => Promise<IdentityCenterOutcome>
}

/** An instance and what to call the session there. */
interface Target {
  readonly name: string
  readonly startUrl: string
  readonly region: string
  readonly scopes: readonly string[] | undefined
  /** The `[sso-session]` it was read from. */
  readonly configured: boolean
}

export function signInToIdentityCenter(
  dependencies: SignInToIdentityCenterDependencies,
): SignInToIdentityCenter {
  const { door, vault, broker, awsFiles } = dependencies
  return async (request, prompts, onStep) => {
    await door.enter(prompts)
    const { shared } = await awsFiles.read(request)
    const remembered = (await dependencies.portals?.all()) ?? {}
    const target = await targetOf(request, { sessions: centerSessions(vault), shared, remembered }, prompts)
    if (target === undefined) return undefined
    const former = centerSessions(vault).find(({ name }) => name === target.name)
    request.tellSession?.(former?.id)
    const outcome = await attempt(dependencies, request, target, former, onStep, prompts)
    if (outcome.kind === 'cancelled') return undefined
    const { session, movedFrom } = outcome
    const warnings = await keepSession(vault, session)
    broker.adopt(session)
    if (movedFrom !== undefined && target.configured)
      warnings.push(...(await moveRegion(awsFiles, request, session)))
    return {
      name: session.name,
      startUrl: session.startUrl,
      region: session.region,
      expiresAt: session.accessTokenExpiresAt,
      renews: session.refreshToken !== undefined,
      warnings,
    }
  }
}

/** A page that never came back may be AWS's answer to a registration it has forgotten: the next try makes a new one. */
async function attempt(
  { vault, signIn }: SignInToIdentityCenterDependencies,
  { flow, because, openBrowser, signal, env, cwd }: SignInToIdentityCenterRequest,
  { name, startUrl, region, scopes }: Target,
  former: IdentityCenterSession | undefined,
  onStep: OnStep,
  prompts: Prompts,
): Promise<IdentityCenterOutcome> {
  const asked: IdentityCenterRequest = {
    ...{ flow, because, name, startUrl, region, openBrowser, signal },
    ...(scopes ? { scopes } : {}),
    ...(former ? { former } : {}),
  }
  try {
    return await signIn(asked, { env, cwd }, onStep, prompts)
  } catch (thrown) {
    if (former && thrown instanceof SessionError && thrown.code === 'sign-in-expired') {
      await vault.update((contents) => ({
        ...contents,
        sessions: contents.sessions.map((kept) =>
          kept.kind === 'identity-center' && kept.id === former.id ? withoutRegistration(kept, flow) : kept,
        ),
      }))
    }
    throw thrown
  }
}

function withoutRegistration(
  session: IdentityCenterSession,
  flow: IdentityCenterFlow,
): IdentityCenterSession {
  return { ...session, registrations: { ...session.registrations, [flow]: undefined } }
}

function centerSessions(vault: Pick<Vault, 'contents'>): readonly IdentityCenterSession[] {
  return vault.contents().sessions.flatMap((session) => (session.kind === 'identity-center' ? [session] : []))
}

/** Where a name may be known from. */
interface KnownPortals {
  readonly sessions: readonly IdentityCenterSession[]
  readonly shared: SharedConfig
  readonly remembered: Readonly<Record<string, RememberedPortal>>
}

async function targetOf(
  request: SignInToIdentityCenterRequest,
  known: KnownPortals,
  prompts: Prompts,
): Promise<Target | undefined> {
  const { session, startUrl, region } = request
  if (startUrl !== undefined) return newTarget(session ?? nameFrom(startUrl), startUrl, region, prompts)
  if (session !== undefined) {
    const found = targetNamed(known, session)
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
  if (names.length === 1 && only !== undefined) return targetNamed(known, only)
  if (names.length > 1) {
    throw new InputError(
      'request-malformed',
      `Which session? --session with one of: ${names.sort().join(', ')}`,
      'none',
    )
  }
  const address = await prompts.ask?.({
    message: 'Start URL of your AWS access portal (https://….awsapps.com/start): ',
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
  return newTarget(nameFrom(address.trim()), address.trim(), region, prompts)
}

function targetNamed({ sessions, shared, remembered }: KnownPortals, name: string): Target | undefined {
  const found =
    sessions.find((session) => session.name === name) ??
    (shared.ssoSessions.has(name) || !Object.hasOwn(remembered, name) ? undefined : remembered[name])
  if (!found) return configuredTarget(shared, name)
  const { startUrl, region, scopes } = found
  return { name, startUrl, region, scopes, configured: false }
}

/** An `[sso-session]` section of the AWS config. */
function configuredTarget(shared: SharedConfig, name: string): Target | undefined {
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

async function newTarget(
  name: string,
  startUrl: string,
  region: string | undefined,
  prompts: Prompts,
): Promise<Target | undefined> {
  assertProfileName(name)
  const given =
    region ?? (await prompts.ask?.({ message: 'AWS region of the portal [us-east-1]: ', secret: false }))
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

/** Writes the region that the address named into the section it was configured in. The sign-in stands in any case. */
async function moveRegion(
  awsFiles: AwsFiles,
  asking: Asking,
  { name, region }: IdentityCenterSession,
): Promise<readonly string[]> {
  try {
    const address = { file: 'config', type: 'sso-session', name } as const
    const change = (text: string) => editSection(text, address, { set: { sso_region: region } }).text
    await awsFiles.change(asking, 'config', change, { command: `login --sso --session ${name}` })
    return [`The portal is in ${region}: [sso-session ${name}] in the AWS config says so now.`]
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown
    return [`The portal is in ${region}; correct sso_region in [sso-session ${name}]. ${thrown.message}`]
  }
}
