/**
 * The keys of roles that are assumed with the credentials of other keys.
 *
 * @module
 */
import { homeRegionOf, partsOfRoleArn, type RoleStep, sessionNameFor } from '../config/role-chain.ts'
import type { AwsCredentialIdentity } from '../kernel/credentials.ts'
import { keyEntry } from './key-entry.ts'
import { rolePace } from './renewal-pace.ts'
import {
  type AssumedRole,
  type ChainEntry,
  type CredentialEntry,
  type SessionEntry,
  sessionOf,
  userSessionEntry,
} from './session-entry.ts'

/** A chain that stands in the AWS config alone is forgotten when nobody has asked for it for this long. */
const unaskedInMilliseconds = 3_600_000

export class ChainIndex {
  readonly #entries = new Map<string, ChainEntry>()
  /** Profile → its key, as long as the vault is as it was. */
  readonly #known = new Map<string, ChainEntry>()
  /** Those that a profile of the vault is served by. */
  readonly #bound = new Set<string>()

  /** What was found for a profile of the vault since the last {@link forgetProfiles}. */
  known(profile: string): ChainEntry | undefined {
    return this.#known.get(profile)
  }

  /**
   * The key of a step, by all that its credentials depend on, made when it is not there yet.
   *
   * @param isBound - The vault has the step; else it stands in the AWS config.
   */
  entryOf(profile: string, step: RoleStep, from: CredentialEntry, isBound: boolean): ChainEntry {
    const { source, assumes } = madeWith(from, assumedRole(profile, step, from))
    const { roleArn, roleSessionName, externalId, durationSeconds, mfaSerial, region } = assumes
    const parts = [roleArn, roleSessionName, externalId, durationSeconds, mfaSerial, region]
    const name = `${source.name}\n${JSON.stringify(parts)}`
    const there = this.#entries.get(name)
    const entry: ChainEntry = there ?? {
      ...keyEntry<AwsCredentialIdentity>(source.sessionId, name, rolePace, false),
      ...{ kind: 'chain', source, sourceProfile: step.source, assumes },
    }
    this.#entries.set(name, entry)
    if (isBound) {
      this.#known.set(profile, entry)
      this.#bound.add(name)
    }
    return entry
  }

  has(entry: ChainEntry): boolean {
    return this.#entries.get(entry.name) === entry
  }

  all(): Iterable<ChainEntry> {
    return this.#entries.values()
  }

  /** The vault has changed: what serves these profiles is to be found anew. */
  forgetProfiles(): string[] {
    const profiles = [...this.#known.keys()]
    this.#known.clear()
    return profiles
  }

  /**
   * SECURITY: credentials stay in memory only while a profile is served by them.
   *
   * @param bound - What the profiles of the vault are served by now.
   */
  keepOnly(bound: ReadonlySet<CredentialEntry>, now: number): void {
    const isUsed = (entry: ChainEntry): boolean =>
      bound.has(entry) ||
      (!this.#bound.has(entry.name) && now - entry.lastAskedAt <= unaskedInMilliseconds) ||
      [...this.#entries.values()].some((other) => other.source === entry && isUsed(other))
    for (const entry of this.#entries.values()) if (!isUsed(entry)) this.#drop(entry)
  }

  dropOf(session: SessionEntry): void {
    for (const entry of this.#entries.values()) if (sessionOf(entry) === session) this.#drop(entry)
  }

  #drop(entry: ChainEntry): void {
    this.#entries.delete(entry.name)
    this.#bound.delete(entry.name)
    for (const [profile, known] of this.#known) if (known === entry) this.#known.delete(profile)
    entry.abandon?.()
  }
}

/** AWS gives no more to a role that is assumed by a role. */
const mostChainedSeconds = 3600

function assumedRole(profile: string, step: RoleStep, from: CredentialEntry): AssumedRole {
  const { partition } = partsOfRoleArn(step.roleArn)
  const { record } = sessionOf(from)
  const most = isRole(from) ? mostChainedSeconds : Number.POSITIVE_INFINITY
  return {
    roleArn: step.roleArn,
    roleSessionName: step.roleSessionName ?? sessionNameFor(profile),
    externalId: step.externalId,
    durationSeconds: step.durationSeconds && Math.min(step.durationSeconds, most),
    mfaSerial: step.mfaSerial,
    region: step.region ?? (record.kind === 'identity-center' ? homeRegionOf(partition) : record.region),
  }
}

/** A user's session that was made with the device has its word in it: one code serves all the roles. */
function madeWith(
  source: CredentialEntry,
  assumes: AssumedRole,
): { readonly source: CredentialEntry; readonly assumes: AssumedRole } {
  if (source.kind !== 'user-session' || assumes.mfaSerial === undefined) return { source, assumes }
  return {
    source: userSessionEntry(source.session, assumes.mfaSerial),
    assumes: { ...assumes, mfaSerial: undefined },
  }
}

function isRole(entry: CredentialEntry): boolean {
  if (entry.kind === 'signin') return entry.record.principalArn.includes(':assumed-role/')
  return entry.kind !== 'user-session'
}
