/**
 * The profiles of the AWS config, with what Signet knows of each.
 *
 * @module
 */
import type { ProfileMarksView, ProfileUseView } from '../../../preload/contract/profile-views.ts'
import type { ProfileView, SessionView } from '../../../preload/contract/views.ts'
import { profileOfCredentialProcess } from '../../config/credential-process.ts'
import { credentialSources } from '../../config/credential-source.ts'
import { isDefaultOwned } from '../../config/default-section.ts'
import type { Profile, SharedConfig } from '../../config/profiles.ts'
import { AppError } from '../../kernel/errors.ts'
import { own } from '../../kernel/own.ts'
import type { VaultContents } from '../../vault/session-record.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import type { VaultDoor } from '../sessions/vault-door.ts'
import type { Preferences } from '../window/preferences.ts'
import { noPreferences, type PreferencesContents } from '../window/preferences-file.ts'
import { frecency } from './frecency.ts'
import type { ProfileUses } from './profile-uses.ts'
import { accountOf, type RememberedProfile, type RememberedProfiles, roleOf } from './remembered-profiles.ts'
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
  readonly uses: Pick<ProfileUses, 'read'>
  /** What is no secret of a vault that was locked. */
  readonly remembered?: () => RememberedProfiles | undefined
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
  /** Undefined while the vault is locked, or not there. */
  readonly contents: VaultContents | undefined
  readonly isLocked: boolean
  /** What was known when it was locked. */
  readonly remembered: RememberedProfiles | undefined
  /** By profile name. */
  readonly sessions: ReadonlyMap<string, SessionView>
  readonly preferences: PreferencesContents
  /** `[default]` follows the pointer. */
  readonly isFollowed: boolean
  /** Epoch milliseconds. */
  readonly now: number
  readonly uses: Readonly<Record<string, ProfileUseView>>
}

export async function whatIsKnown(
  {
    door,
    sessions,
    contents,
    preferences,
    now,
    uses,
    remembered,
  }: Omit<ListProfilesDependencies, 'awsFiles'>,
  shared: SharedConfig,
): Promise<KnownOfProfiles> {
  const open = await isOpen(door)
  const views = open ? sessions() : []
  return {
    contents: open ? contents() : undefined,
    isLocked: door.view().state === 'locked',
    remembered: remembered?.(),
    sessions: new Map(views.flatMap((view) => view.profiles.map((name) => [name, view]))),
    preferences: await readableOr(preferences, noPreferences),
    isFollowed: isDefaultOwned(shared.profiles.get('default')?.settings),
    now: now(),
    uses: uses.read(),
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
  const role = served === undefined ? undefined : roleKnown(served, known)
  const use = served === undefined ? undefined : known.uses[served]
  return {
    name: profile.name,
    region: profile.settings.get('region')?.value ?? null,
    source: served === undefined ? (credentialSources(profile)[0]?.kind ?? 'none') : 'signet',
    session: role?.session ?? session?.id ?? null,
    accountId:
      role?.accountId ??
      session?.accountId ??
      profile.settings.get('sso_account_id')?.value ??
      accountOf(profile.settings.get('role_arn')?.value) ??
      null,
    roleName: role?.roleName ?? null,
    state: served === undefined ? 'other' : known.isLocked ? 'locked' : stateOf(session, use, known.now),
    ...marksOf(profile.name, known),
    ...(use && { use }),
  }
}

/** With this much left of them nobody has to worry about its credentials yet. */
const atEaseInMilliseconds = 600_000

/** A session that waits to renew its token is none of a profile's worry while its own credentials, or the token, last. */
function stateOf(
  session: SessionView | undefined,
  use: ProfileUseView | undefined,
  now: number,
): ProfileView['state'] {
  if (session?.state !== 'waiting') return session?.state ?? 'not-signed-in'
  const endsAt = use?.credentials?.expiresAt ?? session.credentialsExpireAt
  return endsAt !== null && endsAt - now >= atEaseInMilliseconds ? 'active' : 'waiting'
}

/** Which profile of Signet's own a config section leads to. */
function servedName(profile: Profile, { preferences, isFollowed }: KnownOfProfiles): string | undefined {
  if (profile.name === 'default' && isFollowed) return preferences.default?.profile ?? 'default'
  const process = profile.settings.get('credential_process')?.value
  return process === undefined ? undefined : profileOfCredentialProcess(process)
}

function marksOf(name: string, known: KnownOfProfiles): ProfileMarksView {
  const { contents, remembered, preferences, isFollowed, now } = known
  const mark = own(preferences.profiles, name)
  return {
    isDefault: isFollowed ? preferences.default?.profile === name : name === 'default',
    isPinned: mark?.isPinned ?? false,
    tags: [...(mark?.tags ?? [])],
    colour: mark?.colour ?? null,
    isProduction: contents ? isProduction(name, contents) : remembered?.get(name)?.isProduction === true,
    usedAt: mark?.usedAt ?? null,
    frecency: frecency(mark ?? {}, now),
  }
}

/** The role that a profile is; while the vault is locked, as it was then. */
function roleKnown(
  name: string,
  { contents, remembered }: KnownOfProfiles,
): Partial<RememberedProfile> | undefined {
  if (contents === undefined) return remembered?.get(name)
  const { accountId = null, roleName = null } = roleOf(contents, name)
  return { accountId, roleName }
}
