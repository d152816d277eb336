/**
 * The whole state, for a person who looks.
 *
 * @module
 */
import type { ErrorCode } from '../../preload/contract/errors.ts'
import type { SessionView, StatusView } from '../../preload/contract/views.ts'
import { AppError } from '../kernel/errors.ts'
import type { SessionRecord } from '../vault/session-record.ts'
import type { Vault } from '../vault/vault.ts'
import type { VaultDoor } from './vault-door.ts'

export type ReadStatus = () => Promise<StatusView>

export interface ReadStatusDependencies {
  readonly door: Pick<VaultDoor, 'enter' | 'view'>
  readonly sessions: () => readonly SessionView[]
  readonly serverTime: { offsetInMilliseconds(): number | undefined }
  readonly agent: StatusView['agent']
  readonly endpointOverrides: Readonly<Record<string, string>>
}

export function readStatus(dependencies: ReadStatusDependencies): ReadStatus {
  const { door, sessions, serverTime, agent, endpointOverrides } = dependencies
  return async () => {
    const fault = await opened(door)
    const vault = door.view()
    return {
      agent,
      vault: fault === undefined ? vault : { ...vault, notices: [...vault.notices, fault] },
      clockOffsetInMilliseconds: serverTime.offsetInMilliseconds() ?? null,
      endpointOverrides: { ...endpointOverrides },
      sessions: vault.state === 'open' ? [...sessions()] : [],
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
  const { sessions, profiles } = vault.contents()
  const byId = new Map(states().map((state) => [state.sessionId, state]))
  return sessions.map((session) => {
    const state = byId.get(session.id)
    return {
      id: session.id,
      ...whoAndUntil(session),
      region: session.region,
      state: session.ended ? 'ended' : (state?.state ?? 'active'),
      signedInAt: session.signedInAt,
      ...(state?.expiration === undefined ? {} : { credentialsExpireAt: state.expiration }),
      nextRenewalAt: state?.nextRenewalAt ?? null,
      fault: session.ended?.code ?? state?.lastFailure ?? null,
      profiles: Object.entries(profiles)
        .filter(([, bound]) => bound.session === session.id)
        .map(([name]) => name)
        .sort(),
    }
  })
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
  }
}
