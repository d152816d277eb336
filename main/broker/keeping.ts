/**
 * What becomes of renewed credentials: their tokens are made durable, then they may leave.
 *
 * @module
 */
import type { Clock } from '../kernel/ports/clock.ts'
import type { Log } from '../kernel/ports/log.ts'
import type { Vault } from '../vault/vault.ts'
import type { HeldCredentials } from './held-credentials.ts'
import { holdCredentials } from './held-credentials.ts'
import type { BrokerNotice } from './notice.ts'
import type { Saving } from './saving.ts'
import type { SessionEntry, UnsavedCredentials } from './session-entry.ts'
import type { Renewal } from './session-provider.ts'
import { settleWithin } from './settle-within.ts'
import { isUnwritable } from './unwritable.ts'
import { profilesOf, replaceSession } from './vault-sessions.ts'

/** A write that takes longer counts as not possible for now: a folder on a dead network mount hangs for ever (R5). */
const longestWriteInMilliseconds = 10_000

export interface KeepingNeeds {
  readonly vault: Vault
  readonly saving: Saving
  readonly clock: Clock
  readonly log: Log
  readonly notify: (notice: BrokerNotice) => void
}

export class Keeping {
  readonly #needs: KeepingNeeds

  constructor(needs: KeepingNeeds) {
    this.#needs = needs
  }

  /**
   * Puts a renewal into the vault. Resolves when its credentials may be served, or when it is clear that they stay in
   * memory because the vault does not take them.
   */
  async keep(entry: SessionEntry, renewal: Renewal): Promise<void> {
    const { clock, log } = this.#needs
    // SECURITY: until the write is through, these stand aside: the rotated token is durable before the credentials that
    // came with it leave the process.
    const unsaved: UnsavedCredentials = { held: heldFrom(renewal), state: 'writing' }
    entry.unsaved = unsaved
    const writing = this.#write(entry, renewal, unsaved)
    const settled = await settleWithin(writing, clock, longestWriteInMilliseconds)
    if (!settled.late) return
    unsaved.state = 'late'
    log.note('broker.not-saved', { code: 'timed-out', accountId: entry.record.accountId })
    writing.catch(() => undefined)
  }

  /** Moves credentials to where they are served from, if what held them back has been saved since. */
  settle(entry: SessionEntry): void {
    const { unsaved } = entry
    if (unsaved?.state === 'failed' && this.#needs.vault.status().durable) promote(entry, unsaved.held)
  }

  /**
   * Whether what a renewal gives can be expected to become durable. Each rotation that is not saved takes the session
   * further from what a restart would find: without need there is none (R5).
   */
  canSave(entry: SessionEntry): boolean {
    this.settle(entry)
    return entry.unsaved === undefined && this.#needs.vault.status().durable
  }

  /** Tells once that a restart would lose the session: AWS knows a refresh token that is only in memory. */
  tellUnsaved(entry: SessionEntry): void {
    if (entry.toldUnsaved) return
    entry.toldUnsaved = true
    const { vault, notify } = this.#needs
    const sessionId = entry.record.id
    const message =
      'Signet cannot write its vault: what keeps this session alive is only in memory. ' +
      'If the agent stops before the disk can be written again, you have to sign in again.'
    const profiles = profilesOf(vault.contents(), sessionId)
    notify({ kind: 'restart-loses-session', sessionId, profiles, code: 'vault-unwritable', message })
  }

  async #write(entry: SessionEntry, { session }: Renewal, unsaved: UnsavedCredentials): Promise<void> {
    try {
      await this.#needs.vault.update((contents) => replaceSession(contents, session))
      if (entry.unsaved === unsaved) promote(entry, unsaved.held)
    } catch (error) {
      if (!isUnwritable(error)) {
        if (entry.unsaved === unsaved) entry.unsaved = undefined
        throw error
      }
      unsaved.state = 'failed'
      this.#needs.saving.begin()
      this.#needs.log.note('broker.not-saved', { code: 'vault-unwritable', accountId: session.accountId })
    }
  }
}

function heldFrom({ session, credentials, lifeInMilliseconds, since }: Renewal): HeldCredentials {
  const issued = {
    credentials: Object.freeze({ ...credentials }),
    sessionId: session.id,
    renewedAt: session.renewedAt,
  }
  return holdCredentials(Object.freeze(issued), lifeInMilliseconds, since)
}

function promote(entry: SessionEntry, durable: HeldCredentials): void {
  entry.current = durable
  entry.unsaved = undefined
  entry.toldUnsaved = false
}
