/**
 * Every session of the vault, whatever its kind.
 *
 * @module
 */
import type { SessionSummaryView } from '../../../preload/contract/views.ts'
import { own } from '../../kernel/own.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { sessionIdOf } from '../../vault/profile-session.ts'
import type { ProfileBinding, SessionRecord } from '../../vault/session-record.ts'
import type { SessionState } from '../upkeep/read-status.ts'
import type { VaultDoor } from './vault-door.ts'

/** @throws a {@link VaultError} when the vault cannot be opened. No vault: no sessions. */
export type ListSessions = (prompts: Prompts) => Promise<readonly SessionSummaryView[]>

export interface ListSessionsDependencies {
  readonly door: Pick<VaultDoor, 'enter' | 'view'>
  readonly vault: {
    contents(): {
      readonly sessions: readonly SessionRecord[]
      readonly profiles: Readonly<Record<string, ProfileBinding>>
    }
  }
  /** The broker's word on each. */
  readonly states: () => readonly SessionState[]
}

export function listSessions({ door, vault, states }: ListSessionsDependencies): ListSessions {
  return async (prompts) => {
    if (door.view().state === 'absent') return []
    await door.enter(prompts)
    const contents = vault.contents()
    const stateOf = new Map(states().map((state) => [state.sessionId, state]))
    const profilesOf = new Map<string, number>()
    for (const name of Object.keys(contents.profiles)) {
      const session = sessionIdOf(contents, name)
      if (session !== undefined) profilesOf.set(session, (profilesOf.get(session) ?? 0) + 1)
    }
    return contents.sessions.map((session) => ({
      ...whoAndWhere(session),
      id: session.id,
      region: session.region,
      state: session.ended ? 'ended' : (stateOf.get(session.id)?.state ?? 'active'),
      expiresAt: session.ended
        ? null
        : (stateOf.get(session.id)?.expiration ?? expirationOf(session) ?? null),
      renews: !session.ended && renews(session),
      fault: session.ended?.code ?? stateOf.get(session.id)?.lastFailure ?? null,
      profiles: profilesOf.get(session.id) ?? 0,
    }))
  }
}

function whoAndWhere(session: SessionRecord): Pick<SessionSummaryView, 'kind' | 'name' | 'where'> {
  const { kind } = session
  if (kind === 'identity-center') return { kind, name: session.name, where: session.startUrl }
  if (kind === 'signin') return { kind, name: principalName(session.principalArn), where: session.accountId }
  const { principalArn, accessKeyId, accountId } = session
  return { kind, name: principalArn ? principalName(principalArn) : accessKeyId, where: accountId ?? '' }
}

/** A user's key makes sessions without end, and those of an MFA device with a code only. */
function renews(session: SessionRecord): boolean {
  if (session.kind === 'iam-user') return session.mfaSerial === undefined && !session.mfaSessions
  return session.refreshToken !== undefined
}

function expirationOf(session: SessionRecord): number | undefined {
  if (session.kind === 'signin') return session.credentials?.expiration
  if (session.kind === 'identity-center') return session.accessTokenExpiresAt
  const { mfaSerial = '', mfaSessions = {} } = session
  return own(mfaSessions, mfaSerial)?.credentials.expiration
}

/** The part of a principal's ARN after the account: `assumed-role/Dev/me`, `user/me`, `root`. */
function principalName(arn: string): string {
  return arn.split(':').slice(5).join(':') || arn
}
