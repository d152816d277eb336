import type { ServerTime } from '../aws/server-time.ts'
import { errorView } from '../kernel/errors.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import { profilesOf } from '../vault/profile-session.ts'
import type { Vault } from '../vault/vault.ts'
import type { Background } from './background.ts'
import type { Expiring, HeldCredentials } from './held-credentials.ts'
import type { Life } from './life.ts'
import { isInUse } from './renewal-planner.ts'
import type { Renewals } from './renewals.ts'
import type { SessionEntry } from './session-entry.ts'
import type { SessionIndex } from './session-index.ts'
import type { SessionState } from './session-state.ts'

export interface SessionStatesNeeds {
  readonly index: SessionIndex
  readonly renewals: Renewals
  readonly background: Background
  readonly life: Life
  readonly vault: Vault
  readonly serverTime: ServerTime
  readonly clock: Clock
}

/** How every session stands now. */
export function sessionStates(needs: SessionStatesNeeds): SessionState[] {
  return needs.index.sessions().map((entry) => sessionState(entry, needs))
}

function sessionState(entry: SessionEntry, needs: SessionStatesNeeds): SessionState {
  const { renewals, life, vault } = needs
  const { record, failure, unsaved } = entry
  const alive = shownOf(entry, life)
  const isWaiting = failure !== undefined && isTried(entry, needs)
  return {
    sessionId: record.id,
    state: record.ended
      ? 'ended'
      : renewals.isUnderWay(entry)
        ? 'renewing'
        : isWaiting
          ? 'waiting'
          : 'active',
    profiles: profilesOf(vault.contents(), record.id),
    expiration: alive?.issued.credentials.expiration,
    renewedAt: alive?.issued.renewedAt,
    nextRenewalAt: nextRenewalAt(entry, needs),
    lastFailure: record.ended?.code ?? (failure && errorView(failure.error).code),
    durable: unsaved === undefined || (unsaved.state === 'failed' && vault.status().durable),
  }
}

/** Of an IAM user the session that lasts longest: the key itself has no end. */
function shownOf(entry: SessionEntry, life: Life): HeldCredentials | undefined {
  const held =
    entry.kind === 'iam-user'
      ? [...entry.sessions.values()].map((session) => session.current)
      : [life.current<Expiring>(entry), life.newest<Expiring>(entry)]
  const alive = held.filter((each) => life.isAlive(each)) as HeldCredentials[]
  return entry.kind === 'iam-user'
    ? alive.sort((a, b) => b.issued.credentials.expiration - a.issued.credentials.expiration)[0]
    : alive[0]
}

/** Whether the broker tries by itself: nobody waits for what is not tried. */
function isTried(entry: SessionEntry, { background, clock }: SessionStatesNeeds): boolean {
  return isInUse(clock.elapsed(), background.facts(entry).lastAskedAt)
}

function nextRenewalAt(entry: SessionEntry, needs: SessionStatesNeeds): number | undefined {
  const { background, serverTime, clock } = needs
  const now = clock.elapsed()
  const { lastAskedAt, dueAt, allowedAt, renewing } = background.facts(entry)
  const at = Math.max(now, dueAt, allowedAt)
  if (renewing || !isInUse(now, lastAskedAt) || !Number.isFinite(at)) return undefined
  return Math.round(serverTime.now() + (at - now))
}
