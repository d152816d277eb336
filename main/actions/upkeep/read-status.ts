/**
 * The whole state, for a person who looks.
 *
 * @module
 */
import type { ActivityHealthView } from '../../../preload/contract/activity-views.ts'
import type { ErrorCode } from '../../../preload/contract/errors.ts'
import type { NetworkView } from '../../../preload/contract/settings-views.ts'
import type { SessionView, StatusView } from '../../../preload/contract/views.ts'
import { AppError } from '../../kernel/errors.ts'
import { profilesOf } from '../../vault/profile-session.ts'
import type { SessionRecord } from '../../vault/session-record.ts'
import type { Vault } from '../../vault/vault.ts'
import type { VaultDoor } from '../sessions/vault-door.ts'

export type ReadStatus = () => Promise<StatusView>

export interface ReadStatusDependencies {
  readonly door: Pick<VaultDoor, 'enter' | 'view'>
  readonly sessions: () => readonly SessionView[]
  readonly serverTime: { offsetInMilliseconds(): number | undefined }
  readonly agent: StatusView['agent']
  readonly endpointOverrides: Readonly<Record<string, string>>
  /** How the agent goes out. */
  readonly readNetwork?: () => NetworkView
  /** How the activity log is. */
  readonly activity?: { health(): ActivityHealthView }
}

export function readStatus(dependencies: ReadStatusDependencies): ReadStatus {
  const { door, sessions, serverTime, agent, endpointOverrides, readNetwork, activity } = dependencies
  return async () => {
    const fault = await opened(door)
    const vault = door.view()
    return {
      agent,
      vault: fault === undefined ? vault : { ...vault, notices: [...vault.notices, fault] },
      clockOffsetInMilliseconds: serverTime.offsetInMilliseconds() ?? null,
      endpointOverrides: { ...endpointOverrides },
      sessions: vault.state === 'open' ? [...sessions()] : [],
      ...(readNetwork && { network: readNetwork() }),
      ...(activity && { activity: activity.health() }),
    }
  }
}

/** Why the vault could not be opened without a person, if it could not. A status is shown all the same. */
async function opened(door: Pick<VaultDoor, 'enter' | 'view'>): Promise<string | undefined> {
  if (door.view().state === 'absent') return undefined
  try {
    await door.enter({})
    return undefined
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.message
    throw thrown
  }
}

/** What is shown of the broker's word on a session. */
export interface SessionState {
  readonly sessionId: string
  readonly state: SessionView['state']
  readonly expiration: number | undefined
  readonly nextRenewalAt: number | undefined
  readonly lastFailure: ErrorCode | undefined
}

/** The sessions of an open vault with the broker's word on each. */
export function sessionViews(
  vault: Pick<Vault, 'contents'>,
  states: () => readonly SessionState[],
): readonly SessionView[] {
  const contents = vault.contents()
  const byId = new Map(states().map((state) => [state.sessionId, state]))
  return contents.sessions.map((session) => {
    const state = byId.get(session.id)
    return {
      id: session.id,
      ...whoAndUntil(session),
      region: session.region,
      state: session.ended ? 'ended' : (state?.state ?? 'active'),
      signedInAt: session.signedInAt,
      ...sessionClock(session),
      ...(state?.expiration === undefined ? {} : { credentialsExpireAt: state.expiration }),
      nextRenewalAt: state?.nextRenewalAt ?? null,
      fault: session.ended?.code ?? state?.lastFailure ?? null,
      profiles: profilesOf(contents, session.id).sort(),
    }
  })
}

/** AWS Sign-In ends a session with the console session that it began with. What a portal does is its owner's choice. */
const longestSignInInMilliseconds = 12 * 60 * 60_000

function sessionClock(session: SessionRecord): Pick<SessionView, 'renews' | 'endsAt'> {
  if (session.ended) return { renews: false }
  if (session.kind === 'signin') {
    return { renews: true, endsAt: session.signedInAt + longestSignInInMilliseconds }
  }
  if (session.kind === 'iam-user') return { renews: session.mfaSerial === undefined }
  const { refreshToken, accessTokenExpiresAt } = session
  return refreshToken === undefined ? { renews: false, endsAt: accessTokenExpiresAt } : { renews: true }
}

type WhoAndUntil = Pick<
  SessionView,
  'kind' | 'principalArn' | 'accountId' | 'name' | 'startUrl' | 'credentialsExpireAt'
>

function whoAndUntil(session: SessionRecord): WhoAndUntil {
  switch (session.kind) {
    case 'signin': {
      const { kind, principalArn, accountId, credentials } = session
      return {
        kind,
        principalArn,
        accountId,
        name: null,
        startUrl: null,
        credentialsExpireAt: credentials?.expiration ?? null,
      }
    }
    case 'identity-center': {
      const { kind, name, startUrl, accessTokenExpiresAt } = session
      return {
        kind,
        principalArn: null,
        accountId: null,
        name,
        startUrl,
        credentialsExpireAt: accessTokenExpiresAt,
      }
    }
    case 'iam-user': {
      const { kind, principalArn, accountId, accessKeyId } = session
      return {
        kind,
        principalArn: principalArn ?? null,
        accountId: accountId ?? null,
        name: accessKeyId,
        startUrl: null,
        credentialsExpireAt: null,
      }
    }
  }
}
