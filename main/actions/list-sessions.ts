/**
 * Every session of the vault, whatever its kind.
 *
 * @module
 */
import type { SessionSummaryView } from '../../preload/contract/views.ts'
import type { Prompts } from '../kernel/ports/prompts.ts'
import type { IdentityCenterSession, SignInSession } from '../vault/session-record.ts'
import type { SessionState } from './read-status.ts'
import type { VaultDoor } from './vault-door.ts'

type AnySession = SignInSession | IdentityCenterSession

/** @throws a {@link VaultError} when the vault cannot be opened. No vault: no sessions. */
export type ListSessions = (prompts: Prompts) => Promise<readonly SessionSummaryView[]>

export interface ListSessionsDependencies {
  readonly door: Pick<VaultDoor, 'enter' | 'view'>
  readonly vault: {
    contents(): {
      readonly sessions: readonly AnySession[]
      readonly profiles: Readonly<Record<string, { readonly session: string }>>
    }
  }
  /** The broker's word on each. */
  readonly states: () => readonly SessionState[]
}

export function listSessions({ door, vault, states }: ListSessionsDependencies): ListSessions {
  return async (prompts) => {
    if (door.view().state === 'absent') return []
    await door.enter(prompts)
    const { sessions, profiles } = vault.contents()
    const stateOf = new Map(states().map((state) => [state.sessionId, state]))
    const profilesOf = new Map<string, number>()
    for (const { session } of Object.values(profiles)) {
      profilesOf.set(session, (profilesOf.get(session) ?? 0) + 1)
    }
    return sessions.map((session) => ({
      ...whoAndWhere(session),
      id: session.id,
      region: session.region,
      state: session.ended ? 'ended' : (stateOf.get(session.id)?.state ?? 'active'),
      expiresAt: session.ended
        ? null
        : (stateOf.get(session.id)?.expiration ?? expirationOf(session) ?? null),
      renews: !session.ended && session.refreshToken !== undefined,
      fault: session.ended?.code ?? stateOf.get(session.id)?.lastFailure ?? null,
      profiles: profilesOf.get(session.id) ?? 0,
    }))
  }
}

function whoAndWhere(session: AnySession): Pick<SessionSummaryView, 'kind' | 'name' | 'where'> {
  return session.kind === 'signin'
    ? { kind: session.kind, name: principalName(session.principalArn), where: session.accountId }
    : { kind: session.kind, name: session.name, where: session.startUrl }
}

function expirationOf(session: AnySession): number | undefined {
  return session.kind === 'signin' ? session.credentials?.expiration : session.accessTokenExpiresAt
}

/** The part of a principal's ARN after the account: `assumed-role/Dev/me`, `user/me`, `root`. */
function principalName(arn: string): string {
  return arn.split(':').slice(5).join(':') || arn
}
