import { chainCycle, type RoleStep } from '../config/role-chain.ts'
import { VaultError } from '../kernel/errors.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import { bindingOf } from '../vault/profile-session.ts'
import type { ProfileBinding, SessionBinding, SessionRecord, VaultContents } from '../vault/session-record.ts'
import type { Vault } from '../vault/vault.ts'
import {
  identityCenterEnded,
  identityCenterMissing,
  profileUnknown,
  roleUnknown,
  sessionEnded,
  sessionMissing,
  userSignedOut,
} from './broker-errors.ts'
import { ChainIndex } from './chain-index.ts'
import type { ChainEntry, CredentialEntry, Entry, SessionEntry, TokenEntry } from './session-entry.ts'
import { isEnded, roleEntry, roleKey, sessionEntry, sessionOf, userSessionEntry } from './session-entry.ts'
import { isSameSignIn } from './vault-sessions.ts'

/** Steps of role chains that stand in the AWS config and not in the vault, by profile. */
export type ConfiguredSteps = ReadonlyMap<string, RoleStep>

/** The vault's sessions, with what the broker knows of each. The vault is the truth: each look follows it. */
export class SessionIndex {
  readonly #vault: Vault
  readonly #clock: Pick<Clock, 'elapsed'>
  readonly #entries = new Map<string, SessionEntry>()
  readonly #chains = new ChainIndex()
  #seen: VaultContents | undefined
  /** The vault was looked into since it was opened. */
  #isKnown = false

  constructor(vault: Vault, clock: Pick<Clock, 'elapsed'>) {
    this.#vault = vault
    this.#clock = clock
  }

  /**
   * The key that serves a profile. A role's may be one of a session that has ended, as long as it holds something: AWS
   * lets credentials of a role live to their own end.
   *
   * @param configured - For a profile that the vault does not know, or whose chain leads to one.
   * @throws {@link SessionError} when it is not signed in, or AWS has ended it; {@link InputError} `profile-unknown` when
   * it has a session of Identity Center and no role, `config-invalid` for a chain that goes in a circle;
   * {@link VaultError} `vault-locked`.
   */
  ofProfile(profile: string, configured?: ConfiguredSteps): CredentialEntry {
    const contents = this.#contents()
    const binding = bindingOf(contents, profile)
    if (binding?.session !== undefined) return this.#living(this.#direct(profile, binding), profile)
    const known = configured ? undefined : this.#chains.known(profile)
    const entry = known ?? this.#follow(contents, profile, configured, [])
    return entry.kind === 'chain' ? this.#living(entry, entry.sourceProfile) : entry
  }

  /** Whether the vault alone says what serves a profile; else the AWS config has a word in it. */
  isBound(profile: string): boolean {
    const contents = this.#contents()
    const binding = bindingOf(contents, profile)
    if (!binding) return false
    if (binding.session !== undefined || this.#chains.known(profile)) return true
    const seen = new Set<string>()
    for (let name = profile; !seen.has(name); ) {
      seen.add(name)
      const step = bindingOf(contents, name)
      if (!step) return false
      if (step.session !== undefined) return true
      name = step.source
    }
    return true
  }

  /** What the vault serves a profile with; undefined for a chain that the AWS config goes on with. */
  stepOf(profile: string): ProfileBinding | undefined {
    return bindingOf(this.#contents(), profile)
  }

  /** The key that a chain's credentials are taken with. @throws as {@link ofProfile} */
  ofSource({ source, sourceProfile }: ChainEntry): CredentialEntry {
    this.#contents()
    if (!this.#has(source)) throw sessionMissing(sourceProfile)
    return this.#living(source, source.kind === 'chain' ? source.sourceProfile : sourceProfile)
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

  /** Every key: sessions, and what is got with them. */
  all(): Entry[] {
    const all: Entry[] = []
    for (const entry of this.sessions()) {
      all.push(entry)
      for (const taken of takenWith(entry)) all.push(taken)
    }
    for (const entry of this.#chains.all()) all.push(entry)
    return all
  }

  /** Each profile of the vault whose key is there already; makes none. Nothing while the vault is locked. */
  eachKnown(visit: (profile: string, entry: CredentialEntry) => void): void {
    if (this.sessions().length === 0) return
    const { profiles } = this.#contents()
    for (const profile of Object.keys(profiles)) {
      const entry = this.#known(profile, profiles[profile])
      if (entry) visit(profile, entry)
    }
  }

  /** Drops what is known of a session, or of all, and ends the tries that are under way. */
  drop(sessionId?: string): void {
    for (const [id, entry] of this.#entries) {
      if (sessionId !== undefined && id !== sessionId) continue
      this.#entries.delete(id)
      entry.abandon?.()
      for (const taken of takenWith(entry)) taken.abandon?.()
      this.#chains.dropOf(entry)
    }
    this.#seen = undefined
    if (sessionId === undefined) this.#isKnown = false
  }

  #follow(
    contents: VaultContents,
    profile: string,
    configured: ConfiguredSteps | undefined,
    path: readonly string[],
  ): CredentialEntry {
    const binding = bindingOf(contents, profile)
    if (binding?.session !== undefined) return this.#direct(profile, binding)
    const step = binding ?? configured?.get(profile)
    if (!step) throw profileUnknown(profile)
    if (path.includes(profile)) throw chainCycle([...path, profile])
    const from = this.#follow(contents, step.source, configured, [...path, profile])
    return this.#chains.entryOf(profile, step, from, configured === undefined)
  }

  #direct(profile: string, { session: id, accountId, roleName }: SessionBinding): CredentialEntry {
    const session = this.#entries.get(id)
    // A role's profile is served by whoever signs in to that portal again, not by a sign-in of its own.
    if (!session) throw roleName ? identityCenterMissing(id) : sessionMissing(profile)
    if (session.kind === 'signin') return session
    if (session.kind === 'iam-user') return userSessionEntry(session, session.record.mfaSerial)
    if (!accountId || !roleName) throw roleUnknown(profile)
    return roleEntry(session, accountId, roleName)
  }

  #known(profile: string, binding: ProfileBinding | undefined): CredentialEntry | undefined {
    if (binding?.session === undefined) return this.#chains.known(profile)
    const session = this.#entries.get(binding.session)
    if (session?.kind === 'iam-user') return session.sessions.get(session.record.mfaSerial ?? '')
    if (session?.kind !== 'identity-center') return session
    const { accountId, roleName } = binding
    // Most sessions have been asked for a few of their roles.
    if (session.roles.size === 0 || !accountId || !roleName) return undefined
    return session.roles.get(roleKey(accountId, roleName))
  }

  /** @throws {@link SessionError} when its session has ended, unless it is a role that still holds something. */
  #living<E extends CredentialEntry>(entry: E, profile: string): E {
    if (!isEnded(entry)) return entry
    if ((entry.kind === 'role' || entry.kind === 'chain') && entry.current) return entry
    const { record } = sessionOf(entry)
    if (record.kind === 'identity-center') throw identityCenterEnded(record.name)
    if (record.kind === 'iam-user') throw userSignedOut(profile)
    throw sessionEnded(profile, record.ended?.code ?? 'session-expired')
  }

  #has(entry: CredentialEntry): boolean {
    switch (entry.kind) {
      case 'signin':
        return this.#entries.get(entry.sessionId) === entry
      case 'role':
        return entry.session.roles.get(roleKey(entry.accountId, entry.roleName)) === entry
      case 'user-session':
        return this.#entries.get(entry.sessionId) === entry.session
      case 'chain':
        return this.#chains.has(entry)
    }
  }

  #contents(): VaultContents {
    try {
      const contents = this.#vault.contents()
      if (contents !== this.#seen) this.#renew(contents)
      return contents
    } catch (error) {
      // SECURITY: a locked vault leaves no credentials in memory.
      if (error instanceof VaultError) this.drop()
      throw error
    }
  }

  #renew(contents: VaultContents): void {
    const ids = new Set(contents.sessions.map((session) => session.id))
    for (const id of this.#entries.keys()) if (!ids.has(id)) this.drop(id)
    for (const session of contents.sessions) {
      const entry = this.#entries.get(session.id)
      if (entry && takeOver(entry, session)) continue
      this.drop(session.id)
      // What appears later was written by this process: its credentials are handed over once they are durable.
      this.#entries.set(session.id, sessionEntry(session, !this.#isKnown))
    }
    if (this.#seen?.profiles !== contents.profiles) this.#dropUnbound(contents)
    this.#seen = contents
    this.#isKnown = true
  }

  /** SECURITY: credentials of a role stay in memory only while a profile is served by them. */
  #dropUnbound(contents: VaultContents): void {
    const chains = this.#chains
      .forgetProfiles()
      .flatMap((profile) => (bindingOf(contents, profile) ? this.#chainOf(contents, profile) : []))
    this.#chains.keepOnly(new Set(chains), this.#clock.elapsed())
    const roles = new Map<string, Set<string>>()
    for (const { session, accountId, roleName } of Object.values(contents.profiles)) {
      if (session === undefined || !accountId || !roleName) continue
      const keys = roles.get(session) ?? new Set()
      roles.set(session, keys.add(roleKey(accountId, roleName)))
    }
    for (const entry of this.#entries.values()) {
      if (entry.kind !== 'identity-center') continue
      for (const [key, role] of entry.roles) {
        if (roles.get(entry.sessionId)?.has(key)) continue
        entry.roles.delete(key)
        role.abandon?.()
      }
    }
  }

  /** The keys of a bound chain; none where it leads nowhere. */
  #chainOf(contents: VaultContents, profile: string): readonly CredentialEntry[] {
    try {
      return [this.#follow(contents, profile, undefined, [])]
    } catch {
      return []
    }
  }
}

function takenWith(entry: SessionEntry): Iterable<Entry> {
  if (entry.kind === 'identity-center') return entry.roles.values()
  return entry.kind === 'iam-user' ? entry.sessions.values() : []
}

/** Takes over the session's newest record, if it is of the same sign-in. */
function takeOver(entry: SessionEntry, session: SessionRecord): boolean {
  if (entry.kind === 'signin') {
    if (!isSameSignIn(session, entry.record)) return false
    entry.record = session
  } else if (entry.kind === 'identity-center') {
    if (!isSameSignIn(session, entry.record)) return false
    entry.record = session
  } else {
    if (!isSameSignIn(session, entry.record)) return false
    entry.record = session
  }
  return true
}
