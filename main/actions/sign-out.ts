/**
 * Signs a profile, or everybody, out of this machine: the session leaves the vault.
 * Identity Center is told; for AWS Sign-In there is no call that ends a session from here. Credentials already handed out
 * live on to their end.
 *
 * @module
 */
import type { SsoPortal } from '../aws/sso-portal.ts'
import { AppError, InputError, SessionError } from '../kernel/errors.ts'
import type { Prompts } from '../kernel/ports/prompts.ts'
import type { ProfileBinding, SessionRecord, VaultContents } from '../vault/session-record.ts'
import type { Vault } from '../vault/vault.ts'
import { choosePortalSession } from './choose-portal-session.ts'
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
}

/** Whose session: a profile's, one of Identity Center by its name, or every one. */
export type SignOutRequest = { readonly profile: string } | { readonly session: string } | 'all'

/** @throws {@link SessionError} `session-missing` when there is nothing to sign out. */
export type SignOut = (request: SignOutRequest, prompts: Prompts, signal: AbortSignal) => Promise<SignedOut>

export interface SignOutDependencies {
  readonly door: Pick<VaultDoor, 'enter'>
  readonly vault: Pick<Vault, 'contents' | 'update'>
  readonly broker: { forget(sessionId: string): void }
  /** What was read of a session's accounts. */
  readonly accounts: { forget(sessionId: string): Promise<void> }
  readonly portal: Pick<SsoPortal, 'logout'>
}

export function signOut(dependencies: SignOutDependencies): SignOut {
  const { door, vault, broker, accounts } = dependencies
  return async (request, prompts, signal) => {
    await door.enter(prompts)
    const before = vault.contents()
    const leaving = leavingOf(before, request)
    const ids = new Set(leaving.map(({ id }) => id))
    const profiles = Object.entries(before.profiles).filter(([, bound]) => ids.has(bound.session))
    const notTold = await tellAws(dependencies, leaving, signal)
    for (const id of ids) broker.forget(id)
    await vault.update((contents) => without(contents, ids))
    for (const id of ids) await accounts.forget(id)
    return {
      who: leaving.map(whoOf),
      profiles: profiles.map(([name]) => name).sort(),
      credentialsEndAt: latest(
        leaving.flatMap((session) =>
          session.kind === 'signin' && session.credentials ? [session.credentials.expiration] : [],
        ),
      ),
      notTold,
    }
  }
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
  return session.kind === 'signin' ? session.principalArn : session.name
}

function leavingOf(contents: VaultContents, request: SignOutRequest): readonly SessionRecord[] {
  if (request === 'all') return contents.sessions
  if ('session' in request) {
    const known = contents.sessions.filter((session) => session.kind === 'identity-center')
    return [choosePortalSession(known, request.session)]
  }
  const id = sessionOf(contents, request.profile)
  return contents.sessions.filter((session) => session.id === id)
}

function sessionOf(contents: VaultContents, profile: string): string {
  const bound = Object.hasOwn(contents.profiles, profile) ? contents.profiles[profile] : undefined
  if (bound) return bound.session
  const known = Object.keys(contents.profiles).sort()
  if (known.length === 0) throw new SessionError('session-missing', 'Nobody is signed in.', 'none')
  throw new InputError(
    'profile-unknown',
    `Profile "${profile}" is not signed in. Signed in: ${known.join(', ')}. Name one with --profile, or use --all.`,
  )
}

/** Profiles of roles keep their place: signing in to the session of that name again serves them all. */
function without(contents: VaultContents, leaving: ReadonlySet<string>): VaultContents {
  const stays = ([, bound]: [string, ProfileBinding]) =>
    bound.roleName !== undefined || !leaving.has(bound.session)
  return {
    ...contents,
    sessions: contents.sessions.filter(({ id }) => !leaving.has(id)),
    profiles: Object.fromEntries(Object.entries(contents.profiles).filter(stays)),
  }
}

function latest(times: readonly number[]): number | undefined {
  return times.length === 0 ? undefined : Math.max(...times)
}
