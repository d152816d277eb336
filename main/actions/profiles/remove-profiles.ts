/**
 * Takes profiles out of the AWS files, and what serves them out of the vault, however many in one change: one copy of each
 * file, one way back. What guards them stays: a later profile of such a name is guarded as this one was.
 *
 * @module
 */
import { editProfiles } from '../../config/edit-profiles.ts'
import type { ConfigFileKind } from '../../config/sections.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { bindingOf } from '../../vault/profile-session.ts'
import type { VaultContents } from '../../vault/session-record.ts'
import type { Vault } from '../../vault/vault.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import {
  backupPathsOf,
  type FileChange,
  type FilePreview,
  fileChanges,
  toldOnce,
  writeChanges,
} from '../config/file-changes.ts'
import { confirmChange } from '../confirm-change.ts'
import { confirmTyped } from '../confirm-typed.ts'
import type { VaultDoor } from '../sessions/vault-door.ts'
import type { Preferences } from '../window/preferences.ts'
import { assertRemovable } from './assert-removable.ts'
import { namesText } from './names-text.ts'
import { openContents } from './open-contents.ts'
import { assertKnown, isProduction } from './usable-profile.ts'

export interface RemoveProfilesRequest extends Asking {
  readonly profiles: readonly string[]
  readonly dryRun: boolean
  readonly isConfirmed: boolean
}

export interface RemovedFrom extends FilePreview {
  readonly file: ConfigFileKind
}

export interface ProfilesRemoved {
  readonly outcome: 'removed' | 'dry-run' | 'declined'
  /** Each once, in the order asked. */
  readonly profiles: readonly string[]
  readonly files: readonly RemovedFrom[]
  readonly backupPaths: readonly string[]
  /** Sessions that served them and now serve no profile. */
  readonly idleSessions: readonly string[]
  /** Production profiles: these names are asked for, in this order. */
  readonly guarded: readonly string[]
}

/**
 * Asks for the name of each production profile, one after another, before anything is changed.
 *
 * @throws {@link InputError} `profile-unknown`, or `profile-conflict` for one with access keys, one that others begin with
 * which stay, and the default one; {@link RefusalError} `consent-denied`. Nothing is half done.
 */
export type RemoveProfiles = (
  request: RemoveProfilesRequest,
  prompts: Prompts,
  show: (files: readonly FilePreview[]) => void,
) => Promise<ProfilesRemoved>

export interface RemoveProfilesDependencies {
  readonly door: Pick<VaultDoor, 'enter' | 'view'>
  readonly vault: Pick<Vault, 'contents' | 'update'>
  readonly awsFiles: AwsFiles
  readonly preferences: Preferences
}

export function removeProfiles(dependencies: RemoveProfilesDependencies): RemoveProfiles {
  const { awsFiles, preferences } = dependencies
  return async (request, prompts, show) => {
    const profiles = [...new Set(request.profiles)]
    const contents = await openContents(dependencies, prompts)
    const read = await awsFiles.read(request)
    for (const profile of profiles) assertKnown(profile, read.shared, contents)
    const pointer = (await preferences.read()).default?.profile
    assertRemovable(profiles, { shared: read.shared, contents, pointer })
    const removal = new Map(profiles.map((profile) => [profile, 'remove'] as const))
    const changes = fileChanges(
      read,
      awsFiles.locations(request),
      (file) => (text) => editProfiles(text, file, removal),
    )
    const files = changes.map(({ file, path, diff }) => ({ file, path, diff }))
    show(files)
    const guarded = profiles.filter((profile) => isProduction(profile, contents))
    const result = {
      ...{ profiles, files, guarded, backupPaths: [] },
      idleSessions: idleSessions(profiles, contents),
    }
    if (request.dryRun) return { ...result, outcome: 'dry-run' }
    if (!(await isWanted(result, request, prompts))) return { ...result, outcome: 'declined' }
    const backupPaths = await write(dependencies, { request, profiles, contents, changes })
    return { ...result, outcome: 'removed', backupPaths }
  }
}

/** SECURITY: whatever was confirmed beforehand, the name of each production profile is typed. */
async function isWanted(
  { profiles, guarded }: Pick<ProfilesRemoved, 'profiles' | 'guarded'>,
  { isConfirmed }: RemoveProfilesRequest,
  prompts: Prompts,
): Promise<boolean> {
  for (const profile of guarded) {
    await confirmTyped(prompts, profile, `${profile} is marked as production and will be removed.`)
  }
  const others = profiles.filter((profile) => !guarded.includes(profile))
  return others.length === 0 || confirmChange(prompts, isConfirmed, `Remove ${namesText(others)}?`)
}

interface Removal {
  readonly request: RemoveProfilesRequest
  readonly profiles: readonly string[]
  readonly contents: VaultContents
  readonly changes: readonly FileChange[]
}

/** The sections go first: until they are gone, tools may ask for them. */
async function write(
  { vault, awsFiles }: RemoveProfilesDependencies,
  { request, profiles, contents, changes }: Removal,
): Promise<readonly string[]> {
  const command = `profiles remove ${namesText(profiles, ' ')}`
  const bound = profiles.flatMap((profile) => {
    const binding = bindingOf(contents, profile)
    return binding ? [[profile, { before: binding, after: null }] as const] : []
  })
  const bindings = bound.length > 0 ? { bindings: Object.fromEntries(bound) } : {}
  const updated = await writeChanges(awsFiles, request, changes, toldOnce({ command, ...bindings }))
  if (bound.length > 0) {
    const gone = new Set(profiles)
    await vault.update((now) => ({
      ...now,
      profiles: Object.fromEntries(Object.entries(now.profiles).filter(([name]) => !gone.has(name))),
    }))
  }
  return backupPathsOf(updated)
}

function idleSessions(profiles: readonly string[], contents: VaultContents): readonly string[] {
  const gone = new Set(profiles)
  const used = new Set(
    Object.entries(contents.profiles).flatMap(([name, { session }]) =>
      gone.has(name) || session === undefined ? [] : [session],
    ),
  )
  const served = new Set(profiles.map((profile) => bindingOf(contents, profile)?.session))
  return contents.sessions
    .filter(({ id, kind }) => kind === 'signin' && served.has(id) && !used.has(id))
    .map(({ id }) => id)
}
