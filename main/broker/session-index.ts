import { VaultError } from '../kernel/errors.ts'
import type { VaultContents } from '../vault/session-record.ts'
import type { Vault } from '../vault/vault.ts'
import { profileUnknown, sessionEnded, sessionMissing } from './broker-errors.ts'
import type { SessionEntry } from './session-entry.ts'
import { sessionEntry } from './session-entry.ts'
import { isSameSignIn } from './vault-sessions.ts'

/** The vault's sessions, with what the broker knows of each. The vault is the truth: each look follows it. */
export class SessionIndex {
  readonly #vault: Vault
  readonly #entries = new Map<string, SessionEntry>()
  #seen: VaultContents | undefined
  /** The vault was looked into since it was opened. */
  #isKnown = false

  constructor(vault: Vault) {
    this.#vault = vault
  }

  /**
   * The session that serves a profile.
   *
   * @throws {@link InputError} `profile-unknown`; {@link SessionError} when it is not signed in, or AWS has ended it;
   * {@link VaultError} `vault-locked`.
   */
  ofProfile(profile: string): SessionEntry {
    const { profiles } = this.#contents()
    const binding = Object.hasOwn(profiles, profile) ? profiles[profile] : undefined
    if (!binding) throw profileUnknown(profile)
    const entry = this.#entries.get(binding.session)
    if (!entry) throw sessionMissing(profile)
    if (entry.record.ended) throw sessionEnded(profile, entry.record.ended.code)
    return entry
  }

  ofSession(sessionId: string): SessionEntry | undefined {
    this.#contents()
    return this.#entries.get(sessionId)
  }

  /** Every session; none while the vault is locked. */
  all(): SessionEntry[] {
    try {
      this.#contents()
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
    }
    return [...this.#entries.values()]
  }

  /** Drops what is known of a session, or of all, and ends the tries that are under way. */
  drop(sessionId?: string): void {
    for (const [id, entry] of this.#entries) {
      if (sessionId !== undefined && id !== sessionId) continue
      this.#entries.delete(id)
      entry.abandon?.()
    }
    this.#seen = undefined
    if (sessionId === undefined) this.#isKnown = false
  }

  #contents(): VaultContents {
    try {
      const contents = this.#vault.contents()
      if (contents !== this.#seen) this.#follow(contents)
      return contents
    } catch (error) {
      // SECURITY: a locked vault leaves no credentials in memory.
      if (error instanceof VaultError) this.drop()
      throw error
    }
  }

  #follow(contents: VaultContents): void {
    const ids = new Set(contents.sessions.map((session) => session.id))
    for (const id of this.#entries.keys()) if (!ids.has(id)) this.drop(id)
    for (const session of contents.sessions) {
      const entry = this.#entries.get(session.id)
      if (entry && isSameSignIn(entry.record, session)) entry.record = session
      else {
        this.drop(session.id)
        // What appears later was written by this process: its credentials are handed over once they are durable.
        this.#entries.set(session.id, sessionEntry(session, !this.#isKnown))
      }
    }
    this.#seen = contents
    this.#isKnown = true
  }
}
