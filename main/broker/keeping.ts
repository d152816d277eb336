/**
 * What becomes of renewed credentials: their tokens are made durable, then they may leave.
 *
 * @module
 */
import type { Clock } from '../kernel/ports/clock.ts'
import type { Log } from '../kernel/ports/log.ts'
import { profilesOf } from '../vault/profile-session.ts'
import type { SessionRecord } from '../vault/session-record.ts'
import type { Vault } from '../vault/vault.ts'
import type { Expiring } from './held-credentials.ts'
import { holdCredentials } from './held-credentials.ts'
import type { KeyEntry, UnsavedCredentials } from './key-entry.ts'
import type { Life } from './life.ts'
import type { BrokerNotice } from './notice.ts'
import type { Saving } from './saving.ts'
import type { Entry, RotatingEntry, SignInEntry, TokenEntry } from './session-entry.ts'
import { isTaken, placeOf } from './session-entry.ts'
import type { Renewal } from './session-provider.ts'
import { longestWriteInMilliseconds, settleWithin } from './settle-within.ts'
import { isUnwritable } from './unwritable.ts'
import { replaceSession } from './vault-sessions.ts'

export interface KeepingNeeds {
  readonly vault: Vault
  readonly saving: Saving
  readonly life: Life
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
  async keep<S extends SessionRecord, C extends Expiring>(
    entry: (SignInEntry | TokenEntry) & RotatingEntry<S, C>,
    renewal: Renewal<S, C>,
  ): Promise<void> {
    const { clock, log } = this.#needs
    // SECURITY: until the write is through, these stand aside: the rotated token is durable before the credentials that
    // came with it leave the process.
    const held = holdCredentials(entry.sessionId, renewal, entry.pace)
    const unsaved: UnsavedCredentials<C> = { held, state: 'writing' }
    const writing = this.#write(entry, renewal, setAside(entry, unsaved))
    const settled = await settleWithin(writing, clock, longestWriteInMilliseconds)
    if (!settled.late) return
    unsaved.state = 'late'
    log.note('broker.not-saved', { code: 'timed-out', ...placeOf(entry) })
    writing.catch(() => undefined)
  }

  /** Moves credentials to where they are served from, if what held them back has been saved since. */
  settle(entry: Entry): void {
    const { unsaved } = entry
    if (isTaken(entry) || entry.kind === 'iam-user' || unsaved?.state !== 'failed') return
    if (this.#needs.vault.status().durable) promote(entry)
  }

  /**
   * Whether what a renewal gives can be expected to become durable. Each rotation that is not saved takes the session
   * further from what a restart would find: without need there is none (R5). Credentials of a role are not kept, and take
   * a rotation only when the access token is over.
   */
  canSave(entry: Entry): boolean {
    const { life } = this.#needs
    if (entry.kind === 'iam-user' || entry.kind === 'user-session') return true
    if (entry.kind === 'chain') return life.hasAlive(entry.source) || this.canSave(entry.source)
    if (entry.kind === 'role') {
      const { session } = entry
      return life.isAlive(life.current(session)) || !session.record.refreshToken || this.canSave(session)
    }
    this.settle(entry)
    return entry.unsaved === undefined && this.#needs.vault.status().durable
  }

  /** Tells once that a restart would lose the session: AWS knows a refresh token that is only in memory. */
  tellUnsaved(entry: SignInEntry | TokenEntry): void {
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

  async #write<S extends SessionRecord, C extends Expiring>(
    entry: (SignInEntry | TokenEntry) & RotatingEntry<S, C>,
    { session }: Renewal<S, C>,
    unsaved: UnsavedCredentials<C>,
  ): Promise<void> {
    try {
      await this.#needs.vault.update((contents) => replaceSession(contents, session))
      if (entry.unsaved === unsaved) promote(entry)
    } catch (error) {
      if (!isUnwritable(error)) {
        if (entry.unsaved === unsaved) entry.unsaved = undefined
        throw error
      }
      unsaved.state = 'failed'
      this.#needs.saving.begin()
      this.#needs.log.note('broker.not-saved', { code: 'vault-unwritable', ...placeOf(entry) })
    }
  }
}

function setAside<C extends Expiring>(
  entry: KeyEntry<C>,
  unsaved: UnsavedCredentials<C>,
): UnsavedCredentials<C> {
  entry.unsaved = unsaved
  return unsaved
}

function promote(entry: SignInEntry | TokenEntry): void {
  promoteHeld<Expiring>(entry)
  entry.toldUnsaved = false
}

function promoteHeld<C extends Expiring>(entry: KeyEntry<C>): void {
  if (!entry.unsaved) return
  entry.current = entry.unsaved.held
  entry.unsaved = undefined
}
