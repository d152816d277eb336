/**
 * Signs a profile, or everybody, out of this machine: the session leaves the vault.
 * Identity Center is told. AWS Sign-In is told on demand only, as that ends what other machines have of the session too,
 * and only takes some forms of refresh token. Credentials already handed out live on to their end. The key of an IAM user stays in the vault, where it may be the only copy, and makes no session any
 * more until the person signs in again.
 *
 * @module
 */
import { inWords } from '../../../preload/contract/said-forms.ts'
import type { SsoPortal } from '../../aws/sso-portal.ts'
import { AppError, InputError, SessionError, VaultError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { bindingOf, profilesOf, sessionIdOf } from '../../vault/profile-session.ts'
import type { ProfileBinding, SessionRecord, VaultContents } from '../../vault/session-record.ts'
import type { Vault } from '../../vault/vault.ts'
import { choosePortalSession } from '../accounts/choose-portal-session.ts'
import type { RememberedPortals } from '../accounts/remembered-portals.ts'
import type { Revocation, RevokeSession } from '../tokens/revoke-session.ts'
import { unlessUnwritable } from '../window/unless-unwritable.ts'
import type { SessionBrowsers } from './session-browsers.ts'
import type { VaultDoor } from './vault-door.ts'

export interface SignedOut {
  /** Principals' ARNs, and names of Identity Center sessions. */
  readonly who: readonly string[]
  /** Profiles that stay in the AWS config and have no session any more. */
  readonly profiles: readonly string[]
  /** When the last of the Sign-In credentials that were handed out ends, epoch milliseconds. */
  readonly credentialsEndAt: number | undefined
  /** Identity Center sessions that AWS could not be told of: they end there by themselves. */
  readonly notTold: readonly string[]
  /** Access keys of IAM users that stay in the vault. */
  readonly keysKept: readonly string[]
  /** Where signing out everywhere was wanted: what AWS was asked for each session of AWS Sign-In. */
  readonly everywhere?: readonly (Revocation & { readonly who: string })[]
}

/** Whose session: a profile's, one of Identity Center by its name, one by its id, or every one. */
export type SignOutRequest =
  | { readonly profile: string }
  | { readonly session: string }
  | { readonly sessionId: string }
  | 'all'

/** @throws {@link SessionError} `session-missing` when there is nothing to sign out. */
export type SignOut = (
  request: SignOutRequest,
  prompts: Prompts,
  signal: AbortSignal,
  options?: { readonly everywhere: boolean },
) => Promise<SignedOut>

export interface SignOutDependencies {
  readonly door: Pick<VaultDoor, 'enter'>
  readonly vault: Pick<Vault, 'contents' | 'update'>
  readonly broker: { forget(sessionId: string): void }
  /** What was read of a session's accounts. */
  readonly accounts: { forget(sessionId: string): Promise<void> }
  readonly portal: Pick<SsoPortal, 'logout'>
  readonly revokeSession: RevokeSession
  /** AWS's clock, epoch milliseconds. */
  readonly now: () => number
  /** So that an Identity Center session's name is enough to sign in again. */
  readonly portals?: Pick<RememberedPortals, 'remember'>
  /** In which browser each session's pages open. */
  readonly browsers?: Pick<SessionBrowsers, 'forget'>
}

export function signOut(dependencies: SignOutDependencies): SignOut {
  const { door, vault, broker, accounts, now } = dependencies
  return async (request, prompts, signal, { everywhere } = { everywhere: false }) => {
    await door.enter(prompts)
    const before = vault.contents()
    const leaving = leavingOf(before, request)
    const ids = new Set(leaving.map(({ id }) => id))
    const profiles = [...ids].flatMap((id) => profilesOf(before, id))
    // While there still are credentials to ask with. Whatever comes of it, the sessions leave.
    const revoked = everywhere ? await revokeEach(dependencies, leaving, prompts, signal) : undefined
    const notTold = await tellAws(dependencies, leaving, signal)
    for (const session of leaving) {
      if (session.kind === 'identity-center') await unlessUnwritable(dependencies.portals?.remember(session))
    }
    for (const id of ids) broker.forget(id)
    const fault = await unsaved(vault.update((contents) => without(contents, ids, now())))
    for (const id of ids) await accounts.forget(id)
    const opened = leaving.filter(({ kind }) => kind !== 'iam-user').map(({ id }) => id)
    await unlessUnwritable(dependencies.browsers?.forget(opened))
    if (fault) throw fault
    return {
      who: leaving.map(whoOf),
      profiles: profiles.sort(),
      credentialsEndAt: latest(
        leaving.flatMap((session) =>
          session.kind === 'signin' && session.credentials ? [session.credentials.expiration] : [],
        ),
      ),
      notTold,
      keysKept: leaving.flatMap((session) => (session.kind === 'iam-user' ? [session.accessKeyId] : [])),
      ...(revoked ? { everywhere: revoked } : {}),
    }
  }
}

/** Memory has it all the same: nothing more is handed out. */
async function unsaved(update: Promise<void>): Promise<VaultError | undefined> {
  try {
    await update
    return undefined
  } catch (thrown) {
    if (!(thrown instanceof VaultError) || thrown.code !== 'vault-unwritable') throw thrown
    const { code, message, remedy } = thrown
    return new VaultError(code, `${message} ${inWords('signed-out-unsaved')}`, remedy, thrown)
  }
}

/** Ends sessions of AWS Sign-In at AWS, on every machine. */
async function revokeEach(
  { revokeSession }: SignOutDependencies,
  leaving: readonly SessionRecord[],
  prompts: Prompts,
  signal: AbortSignal,
): Promise<NonNullable<SignedOut['everywhere']>> {
  const revoked: (Revocation & { readonly who: string })[] = []
  for (const session of leaving) {
    if (session.kind !== 'signin') continue
    revoked.push({ who: session.principalArn, ...(await revokeSession(session, prompts, signal)) })
  }
  return revoked
}

/** Ends sessions at the portal (operation Logout). Who cannot reach it is signed out here all the same. */
async function tellAws(
  { portal }: SignOutDependencies,
  leaving: readonly SessionRecord[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const notTold: string[] = []
  for (const session of leaving) {
    if (session.kind !== 'identity-center' || session.ended) continue
    try {
      const { region, accessToken } = session
      await portal.logout({ region, accessToken }, { signal })
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown
      notTold.push(session.name)
    }
  }
  return notTold
}

function whoOf(session: SessionRecord): string {
  if (session.kind === 'identity-center') return session.name
  return session.principalArn ?? (session.kind === 'iam-user' ? session.accessKeyId : '')
}

function leavingOf(contents: VaultContents, request: SignOutRequest): readonly SessionRecord[] {
  if (request === 'all') return contents.sessions
  if ('sessionId' in request) return contents.sessions.filter(({ id }) => id === request.sessionId)
  if ('session' in request) {
    const known = contents.sessions.filter((session) => session.kind === 'identity-center')
    return [choosePortalSession(known, request.session)]
  }
  const id = sessionOf(contents, request.profile)
  return contents.sessions.filter((session) => session.id === id)
}

function sessionOf(contents: VaultContents, profile: string): string {
  const id = sessionIdOf(contents, profile)
  if (id !== undefined) return id
  const bound = bindingOf(contents, profile)
  if (bound && bound.session === undefined) {
    throw new InputError(
      'profile-unknown',
      `Profile "${profile}" is a role that is assumed with profile "${bound.source}", which is not signed in.`,
    )
  }
  const known = Object.keys(contents.profiles).sort()
  if (known.length === 0) throw new SessionError('session-missing', 'Nobody is signed in.', 'none')
  throw new InputError(
    'profile-unknown',
    `Profile "${profile}" is not signed in. Signed in: ${known.join(', ')}. Name one with --profile, or use --all.`,
  )
}

/**
 * Profiles of roles keep their place: signing in to the session of that name again serves them all. So do those of an IAM
 * user, whose key stays.
 */
function without(contents: VaultContents, leaving: ReadonlySet<string>, now: number): VaultContents {
  const keys = new Set(contents.sessions.flatMap(({ kind, id }) => (kind === 'iam-user' ? [id] : [])))
  const stays = ([, { session, roleName }]: [string, ProfileBinding]) =>
    session === undefined || roleName !== undefined || keys.has(session) || !leaving.has(session)
  return {
    ...contents,
    sessions: contents.sessions.flatMap((session) => {
      if (!leaving.has(session.id)) return [session]
      if (session.kind !== 'iam-user') return []
      const { mfaSessions: _, ...key } = session
      return [{ ...key, ended: { code: 'session-missing' as const, at: now } }]
    }),
    profiles: Object.fromEntries(Object.entries(contents.profiles).filter(stays)),
  }
}

function latest(times: readonly number[]): number | undefined {
  return times.length === 0 ? undefined : Math.max(...times)
}
