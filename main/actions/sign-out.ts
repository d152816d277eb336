/**
 * Signs a profile, or everybody, out of this machine: the session leaves the vault.
 * AWS keeps no door for ending a Sign-In session from here; credentials already handed out live on to their end.
 *
 * @module
 */
import { InputError, SessionError } from '../kernel/errors.ts'
import type { Prompts } from '../kernel/ports/prompts.ts'
import type { VaultContents } from '../vault/session-record.ts'
import type { Vault } from '../vault/vault.ts'
import type { VaultDoor } from './vault-door.ts'

export interface SignedOut {
  readonly principals: readonly string[]
  /** Profiles that stay in the AWS config and have no session any more. */
  readonly profiles: readonly string[]
  /** When the last of the credentials that were handed out ends, epoch milliseconds. */
  readonly credentialsEndAt: number | undefined
}

/** Whose session: a profile's, or every one. */
export type SignOutRequest = { readonly profile: string } | 'all'

/** @throws {@link SessionError} `session-missing` when there is nothing to sign out. */
export type SignOut = (request: SignOutRequest, prompts: Prompts) => Promise<SignedOut>

export interface SignOutDependencies {
  readonly door: Pick<VaultDoor, 'enter'>
  readonly vault: Pick<Vault, 'contents' | 'update'>
  readonly broker: { forget(sessionId: string): void }
}

export function signOut({ door, vault, broker }: SignOutDependencies): SignOut {
  return async (request, prompts) => {
    await door.enter(prompts)
    const before = vault.contents()
    const leaving = new Set(
      request === 'all' ? before.sessions.map(({ id }) => id) : [sessionOf(before, request.profile)],
    )
    const sessions = before.sessions.filter(({ id }) => leaving.has(id))
    const profiles = Object.entries(before.profiles).filter(([, bound]) => leaving.has(bound.session))
    for (const id of leaving) broker.forget(id)
    await vault.update((contents) => without(contents, leaving))
    return {
      principals: sessions.map(({ principalArn }) => principalArn),
      profiles: profiles.map(([name]) => name).sort(),
      credentialsEndAt: latest(
        sessions.flatMap(({ credentials }) => (credentials ? [credentials.expiration] : [])),
      ),
    }
  }
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

function without(contents: VaultContents, leaving: ReadonlySet<string>): VaultContents {
  return {
    ...contents,
    sessions: contents.sessions.filter(({ id }) => !leaving.has(id)),
    profiles: Object.fromEntries(
      Object.entries(contents.profiles).filter(([, bound]) => !leaving.has(bound.session)),
    ),
  }
}

function latest(times: readonly number[]): number | undefined {
  return times.length === 0 ? undefined : Math.max(...times)
}
