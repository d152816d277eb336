/**
 * The keys of a session: its own, and those of what is got with it.
 *
 * @module
 */
import type { AwsCredentialIdentity } from '../kernel/credentials.ts'
import type {
  IamUserSession,
  IdentityCenterSession,
  SessionRecord,
  SignInSession,
} from '../vault/session-record.ts'
import type { AccessToken, Expiring } from './held-credentials.ts'
import { type KeyEntry, keyEntry } from './key-entry.ts'
import { accessTokenPace, rolePace, signinPace } from './renewal-pace.ts'

/** A key that is a session in the vault. */
interface RecordEntry<S extends SessionRecord, C extends Expiring> extends KeyEntry<C> {
  record: S
}

/** A key with a refresh token that rotates: what comes of it is kept in the vault. */
export interface RotatingEntry<S extends SessionRecord, C extends Expiring> extends RecordEntry<S, C> {
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

/** An IAM user's long-term key holds nothing that expires: only its sessions do. */
export interface UserEntry extends RecordEntry<IamUserSession, Expiring> {
  readonly kind: 'iam-user'
  /** By the MFA device, or the empty text for none. */
  readonly sessions: Map<string, UserSessionEntry>
}

/** Credentials of a role in an account. Only in memory: AWS gives them again at any time. */
export interface RoleEntry extends KeyEntry<AwsCredentialIdentity> {
  readonly kind: 'role'
  readonly session: TokenEntry
  readonly accountId: string
  readonly roleName: string
}

/** Session credentials of an IAM user, made with a code of an MFA device or without one. */
export interface UserSessionEntry extends KeyEntry<AwsCredentialIdentity> {
  readonly kind: 'user-session'
  readonly session: UserEntry
  readonly mfaSerial: string | undefined
}

/** Credentials of a role that is assumed with those of another key. Only in memory. */
export interface ChainEntry extends KeyEntry<AwsCredentialIdentity> {
  readonly kind: 'chain'
  readonly source: CredentialEntry
  /** The profile that the source's credentials are of, for messages. */
  readonly sourceProfile: string
  readonly assumes: AssumedRole
}

/** What is asked of AWS. */
export interface AssumedRole {
  readonly roleArn: string
  readonly roleSessionName: string
  readonly externalId: string | undefined
  readonly durationSeconds: number | undefined
  /** A code of this device goes along. Undefined where the source has been made with one. */
  readonly mfaSerial: string | undefined
  readonly region: string
}

export type SessionEntry = SignInEntry | TokenEntry | UserEntry
/** Has credentials that tools can use. */
export type CredentialEntry = SignInEntry | TakenEntry
/** Got with what another key holds: AWS gives it again at any time, so nothing of it is kept. */
export type TakenEntry = RoleEntry | UserSessionEntry | ChainEntry
export type Entry = SessionEntry | TakenEntry
/** An entry that holds this. */
export type Holding<C extends Expiring> = Entry & KeyEntry<C>

export function sessionEntry(record: SessionRecord, isStored: boolean): SessionEntry {
  const name = `${record.signedInAt} ${record.id}`
  // What an ended session had is not served any more.
  const hasStored = isStored && !record.ended
  const toldUnsaved = false
  switch (record.kind) {
    case 'signin': {
      const base = keyEntry<AwsCredentialIdentity>(record.id, name, signinPace, hasStored)
      return { ...base, kind: record.kind, record, toldUnsaved }
    }
    case 'identity-center': {
      const base = keyEntry<AccessToken>(record.id, name, accessTokenPace, hasStored)
      return { ...base, kind: record.kind, record, toldUnsaved, roles: new Map() }
    }
    case 'iam-user': {
      const base = keyEntry<Expiring>(record.id, name, rolePace, false)
      return { ...base, kind: record.kind, record, sessions: new Map() }
    }
  }
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

/** The entry of a user's session, made when it is not there yet. */
export function userSessionEntry(session: UserEntry, mfaSerial: string | undefined): UserSessionEntry {
  const there = session.sessions.get(mfaSerial ?? '')
  if (there) return there
  const { sessionId, name, sessions } = session
  const base = keyEntry<AwsCredentialIdentity>(sessionId, `${name}\nmfa ${mfaSerial ?? ''}`, rolePace, false)
  const entry: UserSessionEntry = { ...base, kind: 'user-session', session, mfaSerial }
  sessions.set(mfaSerial ?? '', entry)
  return entry
}

/** The session that a key lives by: of a chain the one that it begins with. */
export function sessionOf(entry: Entry): SessionEntry {
  let from = entry
  while (from.kind === 'chain') from = from.source
  return from.kind === 'role' || from.kind === 'user-session' ? from.session : from
}

export function isTaken(entry: Entry): entry is TakenEntry {
  return entry.kind === 'role' || entry.kind === 'user-session' || entry.kind === 'chain'
}

/** Whether only a person with an MFA device can renew it. */
export function needsCode(
  entry: Entry,
): entry is (UserSessionEntry & { readonly mfaSerial: string }) | ChainEntry {
  return deviceOf(entry) !== undefined
}

/** The MFA device whose code a renewal takes. */
export function deviceOf(entry: Entry): string | undefined {
  if (entry.kind === 'user-session') return entry.mfaSerial
  return entry.kind === 'chain' ? entry.assumes.mfaSerial : undefined
}

export function isEnded(entry: Entry): boolean {
  return sessionOf(entry).record.ended !== undefined
}

/** Where a key belongs, for the log. */
export function placeOf(entry: Entry): { readonly accountId?: string; readonly region: string } {
  const { record } = sessionOf(entry)
  if (entry.kind === 'role') return { accountId: entry.accountId, region: record.region }
  if (entry.kind === 'chain') {
    const accountId = entry.assumes.roleArn.split(':')[4]
    return { ...(accountId ? { accountId } : {}), region: entry.assumes.region }
  }
  const { region } = record
  return record.kind !== 'identity-center' && record.accountId
    ? { accountId: record.accountId, region }
    : { region }
}
