/**
 * Signs a person in to IAM Identity Center, under a name. What it opens, accounts and roles, become profiles later.
 *
 * @module
 */
import { inWords } from '../../../preload/contract/said-forms.ts'
import { editSection } from '../../config/edit.ts'
import { AppError, SessionError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { FlowReason } from '../../sign-in/choose-flow.ts'
import type { OnStep } from '../../sign-in/flow.ts'
import type { IdentityCenterOutcome, IdentityCenterRequest } from '../../sign-in/identity-center-flow.ts'
import type { IdentityCenterFlow, IdentityCenterSession } from '../../vault/session-record.ts'
import type { Vault } from '../../vault/vault.ts'
import type { RememberedPortals } from '../accounts/remembered-portals.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import { keepSession } from './keep-session.ts'
import { type AskedPortal, type PortalToSignIn, portalToSignIn } from './portal-to-sign-in.ts'
import type { SignInRooms } from './sign-in-rooms.ts'

export interface SignInToIdentityCenterRequest extends Asking, AskedPortal {
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

export interface SignInToIdentityCenterDependencies extends SignInRooms {
  /** Where sessions that were signed out of had been signed in. */
  readonly portals?: Pick<RememberedPortals, 'all'>
  readonly signIn: (
    request: IdentityCenterRequest,
    asking: Asking,
    onStep: OnStep,
    prompts: Prompts,
  ) => Promise<IdentityCenterOutcome>
}

export function signInToIdentityCenter(
  dependencies: SignInToIdentityCenterDependencies,
): SignInToIdentityCenter {
  const { door, vault, awsFiles } = dependencies
  return async (request, prompts, onStep) => {
    await door.enter(prompts)
    const { shared } = await awsFiles.read(request)
    const remembered = (await dependencies.portals?.all()) ?? {}
    const target = await portalToSignIn(
      request,
      { sessions: centerSessions(vault), shared, remembered },
      prompts,
    )
    if (target === undefined) return undefined
    const former = centerSessions(vault).find(({ name }) => name === target.name)
    request.tellSession?.(former?.id)
    const outcome = await attempt(dependencies, request, target, former, onStep, prompts)
    if (outcome.kind === 'cancelled') return undefined
    const { session, movedFrom } = outcome
    const warnings = await keepSession(dependencies, session)
    const isMoved = movedFrom !== undefined && target.configured
    const moved = isMoved ? await moveRegion(awsFiles, request, session) : []
    return {
      name: session.name,
      startUrl: session.startUrl,
      region: session.region,
      expiresAt: session.accessTokenExpiresAt,
      renews: session.refreshToken !== undefined,
      warnings: [...warnings, ...moved],
    }
  }
}

function centerSessions(vault: Pick<Vault, 'contents'>): readonly IdentityCenterSession[] {
  return vault.contents().sessions.filter((session) => session.kind === 'identity-center')
}

/** A page that never came back may be AWS's answer to a registration it has forgotten: the next try makes a new one. */
async function attempt(
  { vault, signIn }: SignInToIdentityCenterDependencies,
  { flow, because, openBrowser, signal, env, cwd }: SignInToIdentityCenterRequest,
  { name, startUrl, region, scopes }: PortalToSignIn,
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
    return [inWords('portal-moved', { region, session: name })]
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown
    return [`${inWords('portal-moved-by-hand', { region, session: name })} ${thrown.message}`]
  }
}
