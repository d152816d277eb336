import { VaultError } from '../kernel/errors.ts'
import type { SessionRecord, VaultContents } from '../vault/session-record.ts'
import type { Vault } from '../vault/vault.ts'
import {
  identityCenterEnded,
  identityCenterMissing,
  profileUnknown,
  roleUnknown,
  sessionEnded,
  sessionMissing,
} from './broker-errors.ts'
import type { Entry, RoleEntry, SessionEntry, SignInEntry, TokenEntry } from './session-entry.ts'
import { roleEntry, roleKey, sessionEntry } from './session-entry.ts'
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
   * The key that serves a profile. A role's may be one of a session that has ended, as long as it holds something: AWS
   * lets credentials of a role live to their own end.
   *
   * @throws {@link SessionError} when it is not signed in, or AWS has ended it; {@link InputError} `profile-unknown` when
   * it has a session of Identity Center and no role; {@link VaultError} `vault-locked`.
   */
  ofProfile(profile: string): SignInEntry | RoleEntry {
    const { profiles } = this.#contents()
    const binding = Object.hasOwn(profiles, profile) ? profiles[profile] : undefined
    if (!binding) throw profileUnknown(profile)
    const session = this.#entries.get(binding.session)
    // A role's profile is served by whoever signs in to that portal again, not by a sign-in of its own.
    if (!session) throw binding.roleName ? identityCenterMissing(binding.session) : sessionMissing(profile)
    const { ended } = session.record
    if (session.kind === 'signin') {
      if (ended) throw sessionEnded(profile, ended.code)
      return session
    }
    const { accountId, roleName } = binding
    if (!accountId || !roleName) throw roleUnknown(profile)
    if (ended && !session.roles.get(roleKey(accountId, roleName))?.current) {
      throw identityCenterEnded(session.record.name)
    }
    return roleEntry(session, accountId, roleName)
  }

  ofSession(sessionId: string): SessionEntry | undefined {
    this.#contents()
    return this.#entries.get(sessionId)
  }

  /** The access token's key. @throws {@link SessionError} when there is no such session, or AWS has ended it. */
  ofToken(sessionId: string): TokenEntry {
    const entry = this.ofSession(sessionId)
    if (entry?.kind !== 'identity-center') throw identityCenterMissing(sessionId)
    if (entry.record.ended) throw identityCenterEnded(entry.record.name)
    return entry
  }

  /** Every session; none while the vault is locked. */
  sessions(): SessionEntry[] {
    try {
      this.#contents()
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
    }
    return [...this.#entries.values()]
  }

  /** Every key: sessions and their roles. */
  all(): Entry[] {
    const all: Entry[] = []
    for (const entry of this.sessions()) {
      all.push(entry)
      if (entry.kind === 'identity-center') for (const role of entry.roles.values()) all.push(role)
    }
    return all
  }

  /** Drops what is known of a session, or of all, and ends the tries that are under way. */
  drop(sessionId?: string): void {
    for (const [id, entry] of this.#entries) {
      if (sessionId !== undefined && id !== sessionId) continue
      this.#entries.delete(id)
      entry.abandon?.()
      if (entry.kind === 'identity-center') for (const role of entry.roles.values()) role.abandon?.()
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
      if (entry && follow(entry, session)) continue
      this.drop(session.id)
      // What appears later was written by this process: its credentials are handed over once they are durable.
      this.#entries.set(session.id, sessionEntry(session, !this.#isKnown))
    }
    if (this.#seen?.profiles !== contents.profiles) this.#dropUnbound(contents)
    this.#seen = contents
    this.#isKnown = true
  }

  /** SECURITY: credentials of a role stay in memory only while a profile is served by them. */
  #dropUnbound({ profiles }: VaultContents): void {
    const bound = new Map<string, Set<string>>()
    for (const { session, accountId, roleName } of Object.values(profiles)) {
      if (!accountId || !roleName) continue
      const keys = bound.get(session) ?? new Set()
      bound.set(session, keys.add(roleKey(accountId, roleName)))
    }
    for (const entry of this.#entries.values()) {
      if (entry.kind !== 'identity-center') continue
      for (const [key, role] of entry.roles) {
        if (bound.get(entry.sessionId)?.has(key)) continue
        entry.roles.delete(key)
        role.abandon?.()
      }
    }
  }
}

/** Takes over the session's newest record, if it is of the same sign-in. */
function follow(entry: SessionEntry, session: SessionRecord): boolean {
  if (entry.kind === 'signin') {
    if (!isSameSignIn(session, entry.record)) return false
    entry.record = session
  } else {
    if (!isSameSignIn(session, entry.record)) return false
    entry.record = session
  }
  return true
}
