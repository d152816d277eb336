/**
 * The keys of a session: its own, and one for each role that it is used for.
 *
 * @module
 */
import type { AwsCredentialIdentity } from '../kernel/credentials.ts'
import type { IdentityCenterSession, SessionRecord, SignInSession } from '../vault/session-record.ts'
import type { AccessToken, Expiring } from './held-credentials.ts'
import { type KeyEntry, keyEntry } from './key-entry.ts'
import { accessTokenPace, rolePace, signinPace } from './renewal-pace.ts'

/** A key with a refresh token that rotates: what comes of it is kept in the vault. */
export interface RotatingEntry<S extends SessionRecord, C extends Expiring> extends KeyEntry<C> {
  record: S
  /** A person was told that a restart loses the session. */
  toldUnsaved: boolean
}

/** Credentials of Sign-In depend on the session alone, so the session is the key. */
export interface SignInEntry extends RotatingEntry<SignInSession, AwsCredentialIdentity> {
  readonly kind: 'signin'
}

/** An Identity Center session has an access token, and keys that are got with it. */
export interface TokenEntry extends RotatingEntry<IdentityCenterSession, AccessToken> {
  readonly kind: 'identity-center'
  /** By {@link roleKey}. */
  readonly roles: Map<string, RoleEntry>
}

/** Credentials of a role in an account. Only in memory: AWS gives them again at any time. */
export interface RoleEntry extends KeyEntry<AwsCredentialIdentity> {
  readonly kind: 'role'
  readonly session: TokenEntry
  readonly accountId: string
  readonly roleName: string
}

export type SessionEntry = SignInEntry | TokenEntry
export type Entry = SessionEntry | RoleEntry
/** An entry that holds this. */
export type Holding<C extends Expiring> = Entry & KeyEntry<C>

export function sessionEntry(record: SessionRecord, isStored: boolean): SessionEntry {
  const name = `${record.signedInAt} ${record.id}`
  // What an ended session had is not served any more.
  const hasStored = isStored && !record.ended
  const toldUnsaved = false
  if (record.kind === 'signin') {
    const base = keyEntry<AwsCredentialIdentity>(record.id, name, signinPace, hasStored)
    return { ...base, kind: record.kind, record, toldUnsaved }
  }
  const base = keyEntry<AccessToken>(record.id, name, accessTokenPace, hasStored)
  return { ...base, kind: record.kind, record, toldUnsaved, roles: new Map() }
}

/** The entry of a role, made when it is not there yet. */
export function roleEntry(session: TokenEntry, accountId: string, roleName: string): RoleEntry {
  const key = roleKey(accountId, roleName)
  const there = session.roles.get(key)
  if (there) return there
  const { sessionId, name, roles } = session
  const base = keyEntry<AwsCredentialIdentity>(sessionId, `${name}\n${key}`, rolePace, false)
  const entry: RoleEntry = { ...base, kind: 'role', session, accountId, roleName }
  roles.set(key, entry)
  return entry
}

/** No account id has a line break in it, so no two keys are alike. */
export function roleKey(accountId: string, roleName: string): string {
  return `${accountId}\n${roleName}`
}

export function sessionOf(entry: Entry): SessionEntry {
  return entry.kind === 'role' ? entry.session : entry
}

export function isEnded(entry: Entry): boolean {
  return sessionOf(entry).record.ended !== undefined
}

/** Where a key belongs, for the log. */
export function placeOf(entry: Entry): { readonly accountId?: string; readonly region: string } {
  if (entry.kind === 'role') return { accountId: entry.accountId, region: entry.session.record.region }
  const { record } = entry
  return record.kind === 'signin'
    ? { accountId: record.accountId, region: record.region }
    : { region: record.region }
}
