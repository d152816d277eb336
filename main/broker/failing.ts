/**
 * What becomes of a session whose renewal failed: it ends on a typed refusal, and rests on everything else.
 *
 * @module
 */
import type { ErrorCode } from '../../preload/contract/errors.ts'
import type { ServerTime } from '../aws/server-time.ts'
import { errorView, RefusalError, UnavailableError, VaultError } from '../kernel/errors.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import type { Log } from '../kernel/ports/log.ts'
import type { Random } from '../kernel/ports/random.ts'
import type { Vault } from '../vault/vault.ts'
import { backoffInMilliseconds, refusedBackoffInMilliseconds } from './backoff.ts'
import { renewalFailed, sessionEnded } from './broker-errors.ts'
import type { BrokerNotice } from './notice.ts'
import { endsSession } from './refusal.ts'
import type { Saving } from './saving.ts'
import type { SessionEntry } from './session-entry.ts'
import { settleWithin } from './settle-within.ts'
import { isUnwritable } from './unwritable.ts'
import { findSession, profilesOf, replaceSession } from './vault-sessions.ts'

const longestWriteInMilliseconds = 10_000

export interface FailingNeeds {
  readonly vault: Vault
  readonly saving: Saving
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
  async failed(entry: SessionEntry, error: unknown): Promise<unknown> {
    const { clock, log } = this.#needs
    if (error instanceof VaultError && error.code === 'vault-locked') return error
    const { accountId, region } = entry.record
    const code = endsSession(error)
    log.note(code ? 'broker.session-ended' : 'broker.renewal-failed', {
      code: errorView(error).code,
      accountId,
      region,
    })
    if (code) {
      await this.#end(entry, code)
      return error
    }
    const streak = (entry.failure?.streak ?? 0) + 1
    const now = clock.elapsed()
    entry.failure = { error, streak, until: now + this.#rest(error, streak) }
    return renewalFailed(entry.failure, now)
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
      isKept = kept !== undefined
      return kept ? replaceSession(contents, { ...kept, ended }) : contents
    })
    // A mark that cannot be written is in memory: after a restart AWS says it again.
    try {
      await settleWithin(writing, clock, longestWriteInMilliseconds)
    } catch (error) {
      if (!isUnwritable(error)) throw error
      saving.begin()
    }
    // Signed out meanwhile: nobody misses it.
    if (!isKept) return
    const profiles = profilesOf(vault.contents(), record.id)
    const { message } = sessionEnded(profiles[0] ?? record.principalArn, code)
    notify({ kind: 'session-ended', sessionId: record.id, profiles, code, message })
  }

  #rest(error: unknown, streak: number): number {
    const { random } = this.#needs
    if (error instanceof RefusalError) return refusedBackoffInMilliseconds(streak, random)
    const asked = error instanceof UnavailableError ? error.retryAfterSeconds : undefined
    return backoffInMilliseconds(streak, random, asked)
  }
}
