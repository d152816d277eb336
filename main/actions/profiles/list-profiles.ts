/**
 * The profiles of the AWS config, with what Signet knows of each.
 *
 * @module
 */
import type { ProfileMarksView } from '../../../preload/contract/profile-views.ts'
import type { ProfileView, SessionView } from '../../../preload/contract/views.ts'
import { profileOfCredentialProcess } from '../../config/credential-process.ts'
import { credentialSources } from '../../config/credential-source.ts'
import { isDefaultOwned } from '../../config/default-section.ts'
import type { Profile, SharedConfig } from '../../config/profiles.ts'
import { AppError } from '../../kernel/errors.ts'
import { bindingOf } from '../../vault/profile-session.ts'
import type { VaultContents } from '../../vault/session-record.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import type { VaultDoor } from '../sessions/vault-door.ts'
import type { Preferences } from '../window/preferences.ts'
import { noPreferences, type PreferencesContents } from '../window/preferences-file.ts'
import { frecency } from './frecency.ts'
import { isProduction } from './usable-profile.ts'

export type ListProfiles = (asking: Asking) => Promise<readonly ProfileView[]>

export interface ListProfilesDependencies {
  readonly door: Pick<VaultDoor, 'enter' | 'view'>
  readonly awsFiles: Pick<AwsFiles, 'read'>
  readonly sessions: () => readonly SessionView[]
  /** Of an open vault. */
  readonly contents: () => VaultContents
  readonly preferences: Pick<Preferences, 'read'>
  /** Epoch milliseconds. */
  readonly now: () => number
}

export function listProfiles(dependencies: ListProfilesDependencies): ListProfiles {
  return async (asking) => {
    const { shared } = await dependencies.awsFiles.read(asking)
    const known = await whatIsKnown(dependencies, shared)
    return [...shared.profiles.values()].map((profile) => profileView(profile, known))
  }
}

/** Beside the config: the vault, where it is open, and the preferences. */
export interface KnownOfProfiles {
  /** Undefined while the vault is locked. */
  readonly contents: VaultContents | undefined
  /** By profile name. */
  readonly sessions: ReadonlyMap<string, SessionView>
  readonly preferences: PreferencesContents
  /** `[default]` follows the pointer. */
  readonly isFollowed: boolean
  /** Epoch milliseconds. */
  readonly now: number
}

export async function whatIsKnown(
  { door, sessions, contents, preferences, now }: Omit<ListProfilesDependencies, 'awsFiles'>,
  shared: SharedConfig,
): Promise<KnownOfProfiles> {
  const open = await isOpen(door)
  const views = open ? sessions() : []
  return {
    contents: open ? contents() : undefined,
    sessions: new Map(views.flatMap((view) => view.profiles.map((name) => [name, view]))),
    preferences: await readableOr(preferences, noPreferences),
    isFollowed: isDefaultOwned(shared.profiles.get('default')?.settings),
    now: now(),
  }
}

/** A locked vault leaves the list without states; the list itself is in the config. */
async function isOpen(door: Pick<VaultDoor, 'enter' | 'view'>): Promise<boolean> {
  try {
    if (door.view().state === 'locked') await door.enter({})
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown
  }
  return door.view().state === 'open'
}

/** A list without favourites is better than none. */
async function readableOr(
  preferences: Pick<Preferences, 'read'>,
  otherwise: PreferencesContents,
): Promise<PreferencesContents> {
  try {
    return await preferences.read()
  } catch (thrown) {
    if (thrown instanceof AppError) return otherwise
    throw thrown
  }
}

export function profileView(profile: Profile, known: KnownOfProfiles): ProfileView {
  const served = servedName(profile, known)
  const session = served === undefined ? undefined : known.sessions.get(served)
  const bound = served === undefined ? undefined : known.contents && bindingOf(known.contents, served)
  return {
    name: profile.name,
    region: profile.settings.get('region')?.value ?? null,
    source: served === undefined ? (credentialSources(profile)[0]?.kind ?? 'none') : 'signet',
    session: session?.id ?? null,
    accountId:
      accountOf(bound?.session === undefined ? bound?.roleArn : undefined) ??
      bound?.accountId ??
      session?.accountId ??
      profile.settings.get('sso_account_id')?.value ??
      accountOf(profile.settings.get('role_arn')?.value) ??
      null,
    roleName: bound?.roleName ?? roleOf(bound?.session === undefined ? bound?.roleArn : undefined) ?? null,
    state: served === undefined ? 'other' : (session?.state ?? 'not-signed-in'),
    ...marksOf(profile.name, known),
  }
}

/** Which profile of Signet's own a config section leads to. */
function servedName(profile: Profile, { preferences, isFollowed }: KnownOfProfiles): string | undefined {
  if (profile.name === 'default' && isFollowed) return preferences.default?.profile ?? 'default'
  const process = profile.settings.get('credential_process')?.value
  return process === undefined ? undefined : profileOfCredentialProcess(process)
}

function marksOf(name: string, known: KnownOfProfiles): ProfileMarksView {
  const { contents, preferences, isFollowed, now } = known
  const mark = Object.hasOwn(preferences.profiles, name) ? preferences.profiles[name] : undefined
  return {
    isDefault: isFollowed ? preferences.default?.profile === name : name === 'default',
    isPinned: mark?.isPinned ?? false,
    tags: [...(mark?.tags ?? [])],
    colour: mark?.colour ?? null,
    isProduction: contents !== undefined && isProduction(name, contents),
    usedAt: mark?.usedAt ?? null,
    frecency: frecency(mark ?? {}, now),
  }
}

/** `arn:aws:iam::111122223333:role/path/Name` */
function accountOf(roleArn: string | undefined): string | undefined {
  return /^arn:[a-z-]+:iam::(\d{12}):role\//.exec(roleArn ?? '')?.[1]
}

function roleOf(roleArn: string | undefined): string | undefined {
  return roleArn?.split('/').at(-1)
}
