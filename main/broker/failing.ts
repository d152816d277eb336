/**
 * What becomes of a key whose renewal failed: its session ends on a typed refusal, and the key rests on everything else.
 *
 * @module
 */
import type { ErrorCode } from '../../preload/contract/errors.ts'
import type { ServerTime } from '../aws/server-time.ts'
import { errorView, RefusalError, SessionError, UnavailableError, VaultError } from '../kernel/errors.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import type { Log } from '../kernel/ports/log.ts'
import type { Random } from '../kernel/ports/random.ts'
import { profilesOf } from '../vault/profile-session.ts'
import type { SessionRecord } from '../vault/session-record.ts'
import type { Vault } from '../vault/vault.ts'
import { backoffInMilliseconds, refusedBackoffInMilliseconds } from './backoff.ts'
import { identityCenterEnded, renewalFailed, sessionEnded } from './broker-errors.ts'
import type { Expiring } from './held-credentials.ts'
import type { Life } from './life.ts'
import type { BrokerNotice } from './notice.ts'
import { endsRegistration, endsSession } from './refusal.ts'
import { allowedAt } from './renewal-gate.ts'
import type { Saving } from './saving.ts'
import type { Entry, SessionEntry } from './session-entry.ts'
import { isEnded, placeOf, sessionOf } from './session-entry.ts'
import { longestWriteInMilliseconds, settleWithin } from './settle-within.ts'
import { isUnwritable } from './unwritable.ts'
import { findSession, replaceSession } from './vault-sessions.ts'

/** A role that was assigned since is had within this. */
const notAssignedInMilliseconds = 60_000

export interface FailingNeeds {
  readonly vault: Vault
  readonly saving: Saving
  readonly life: Life
  readonly serverTime: ServerTime
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly notify: (notice: BrokerNotice) => void
}

export class Failing {
  readonly #needs: FailingNeeds

  constructor(needs: FailingNeeds) {
    this.#needs = needs
  }

  /** Answers what everyone who waits is told. */
  async failed(entry: Entry, error: unknown): Promise<unknown> {
    const { clock, log, life } = this.#needs
    // That a session has ended is said once, whatever else of it fails then.
    if (isEnded(entry) || (error instanceof VaultError && error.code === 'vault-locked')) return error
    // Nothing has been tried, or a person has mistyped: that is no reason to rest.
    if (isForPerson(error)) return error
    // AWS has answered, or what it said was none of ours: it need not be tried until it does.
    if (!(error instanceof UnavailableError)) entry.isWanted = false
    const code = this.#endingCode(entry, error)
    log.note(code ? 'broker.session-ended' : 'broker.renewal-failed', {
      code: errorView(error).code,
      ...placeOf(entry),
    })
    if (code) {
      await this.#end(sessionOf(entry), code)
      return error
    }
    const streak = (entry.failure?.streak ?? 0) + 1
    const now = clock.elapsed()
    entry.failure = { error: unwrapped(error), streak, until: now + this.#rest(entry, error, streak) }
    return renewalFailed(
      entry.failure,
      now,
      allowedAt({ ...entry, lastTriedAt: now }, life.hasAlive(entry), now),
    )
  }

  /** A session without a registration lasts as long as its access token. */
  #endingCode(entry: Entry, error: unknown): ErrorCode | undefined {
    if (entry.kind === 'identity-center' && endsRegistration(error)) {
      return this.#needs.life.hasAlive(entry) ? undefined : 'session-expired'
    }
    return endsSession(error)
  }

  async #end(entry: SessionEntry, code: ErrorCode): Promise<void> {
    const { vault, saving, serverTime, clock, notify } = this.#needs
    const { record } = entry
    const ended = { code, at: serverTime.now() }
    entry.current = undefined
    entry.unsaved = undefined
    let isKept = false
    const writing = vault.update((contents) => {
      const kept = findSession(contents, record)
      isKept = kept !== undefined && !kept.ended
      return kept && isKept ? replaceSession(contents, { ...kept, ended }) : contents
    })
    // A mark that cannot be written is in memory: after a restart AWS says it again.
    try {
      await settleWithin(writing, clock, longestWriteInMilliseconds)
    } catch (error) {
      if (!isUnwritable(error)) throw error
      saving.begin()
    }
    // Signed out meanwhile, or ended by another key of it: nobody is told again.
    if (!isKept) return
    const profiles = profilesOf(vault.contents(), record.id)
    const message = endedMessage(record, profiles, code)
    notify({ kind: 'session-ended', sessionId: record.id, profiles, code, message })
  }

  #rest(entry: Entry, error: unknown, streak: number): number {
    const { random, life } = this.#needs
    const newest = life.newest<Expiring>(entry)
    // Asked once more when nothing is left, AWS's answer is then the end.
    if (endsRegistration(error) && newest) return Math.max(0, life.remaining(newest))
    if (error instanceof RefusalError && error.code === 'role-not-assigned') return notAssignedInMilliseconds
    if (error instanceof RefusalError) return refusedBackoffInMilliseconds(streak, random)
    const asked = error instanceof UnavailableError ? error.retryAfterSeconds : undefined
    return backoffInMilliseconds(streak, random, asked)
  }
}

function isForPerson(error: unknown): boolean {
  const isTyped = error instanceof SessionError || error instanceof RefusalError
  return isTyped && (error.code === 'mfa-needed' || error.code === 'mfa-failed')
}

/** What a role waits for may be its session's renewal, whose failure says already when the next try is. */
function unwrapped(error: unknown): unknown {
  const isWrapped = error instanceof UnavailableError && error.cause instanceof UnavailableError
  return isWrapped ? error.cause : error
}

function endedMessage(record: SessionRecord, [profile]: readonly string[], code: ErrorCode): string {
  if (record.kind === 'identity-center') return identityCenterEnded(record.name).message
  return sessionEnded(profile ?? record.principalArn ?? record.id, code).message
}
