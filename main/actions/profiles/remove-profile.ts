/**
 * Takes a profile out of the AWS files, and what serves it out of the vault. What guards it stays: a later profile of that
 * name is guarded as this one was.
 *
 * @module
 */
import { staticKeysOf } from '../../config/default-change.ts'
import { diffLines } from '../../config/diff.ts'
import { editProfiles } from '../../config/edit-profiles.ts'
import { shown } from '../../config/names.ts'
import type { SharedConfig } from '../../config/profiles.ts'
import type { ConfigFileKind } from '../../config/sections.ts'
import { InputError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { bindingOf } from '../../vault/profile-session.ts'
import type { VaultContents } from '../../vault/session-record.ts'
import type { Vault } from '../../vault/vault.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import { confirmChange } from '../confirm-change.ts'
import { confirmTyped } from '../confirm-typed.ts'
import type { VaultDoor } from '../sessions/vault-door.ts'
import type { Preferences } from '../window/preferences.ts'
import { openContents } from './open-contents.ts'
import type { FilePreview } from './switch-default.ts'
import { assertKnown, isProduction } from './usable-profile.ts'

export interface RemoveProfileRequest extends Asking {
  readonly profile: string
  readonly dryRun: boolean
  readonly isConfirmed: boolean
}

export interface ProfileRemoved {
  readonly outcome: 'removed' | 'dry-run' | 'declined'
  readonly profile: string
  readonly files: readonly FilePreview[]
  readonly backupPaths: readonly string[]
  /** The session that served it and now serves no profile; null where there is none. */
  readonly idleSession: string | null
}

/**
 * @throws {@link InputError} `profile-unknown`, or `profile-conflict` for one with access keys, one that others begin with,
 * and the default one; {@link RefusalError} `consent-denied`. Nothing is half done.
 */
export type RemoveProfile = (
  request: RemoveProfileRequest,
  prompts: Prompts,
  show: (files: readonly FilePreview[]) => void,
) => Promise<ProfileRemoved>

export interface RemoveProfileDependencies {
  readonly door: Pick<VaultDoor, 'enter' | 'view'>
  readonly vault: Pick<Vault, 'contents' | 'update'>
  readonly awsFiles: AwsFiles
  readonly preferences: Preferences
}

export function removeProfile(dependencies: RemoveProfileDependencies): RemoveProfile {
  const { awsFiles, preferences } = dependencies
  return async (request, prompts, show) => {
    const { profile } = request
    const contents = await openContents(dependencies, prompts)
    const read = await awsFiles.read(request)
    assertKnown(profile, read.shared, contents)
    const pointer = (await preferences.read()).default?.profile
    assertRemovable(profile, read.shared, contents, pointer)
    const { configPath, credentialsPath } = awsFiles.locations(request)
    const change = (file: ConfigFileKind) => (text: string) =>
      editProfiles(text, file, new Map([[profile, 'remove']]))
    const changing = (['credentials', 'config'] as const)
      .map((file) => ({
        file,
        path: file === 'config' ? configPath : credentialsPath,
        diff: diffLines(read[file].text, change(file)(read[file].text)),
        change: change(file),
      }))
      .filter(({ diff }) => diff.length > 0)
    const files = changing.map(({ path, diff }) => ({ path, diff }))
    show(files)
    const result = { profile, files, backupPaths: [], idleSession: idleSession(profile, contents) }
    if (request.dryRun) return { ...result, outcome: 'dry-run' }
    if (isProduction(profile, contents)) {
      await confirmTyped(prompts, profile, `${profile} is marked as production and will be removed.`)
    } else if (!(await confirmChange(prompts, request.isConfirmed, `Remove ${shown(profile)}?`))) {
      return { ...result, outcome: 'declined' }
    }
    const backupPaths = await write(dependencies, request, contents, changing)
    return { ...result, outcome: 'removed', backupPaths }
  }
}

/** The section goes first: until it is gone, tools may ask for it. */
async function write(
  { vault, awsFiles }: RemoveProfileDependencies,
  request: RemoveProfileRequest,
  contents: VaultContents,
  changing: readonly { readonly file: ConfigFileKind; readonly change: (text: string) => string }[],
): Promise<readonly string[]> {
  const { profile } = request
  const command = `profiles remove ${profile}`
  const binding = bindingOf(contents, profile)
  const bindings = binding ? { bindings: { [profile]: { before: binding, after: null } } } : {}
  const backupPaths: string[] = []
  for (const [index, { file, change }] of changing.entries()) {
    const note = index === changing.length - 1 ? { command, ...bindings } : { command }
    const { backupPath } = await awsFiles.change(request, file, change, note)
    if (backupPath !== undefined) backupPaths.push(backupPath)
  }
  if (binding) {
    await vault.update((now) => ({
      ...now,
      profiles: Object.fromEntries(Object.entries(now.profiles).filter(([name]) => name !== profile)),
    }))
  }
  return backupPaths
}

function assertRemovable(
  profile: string,
  shared: SharedConfig,
  contents: VaultContents,
  pointer: string | undefined,
): void {
  const refuse = (why: string) => new InputError('profile-conflict', `${why} Nothing was changed.`)
  if (profile === pointer) {
    throw refuse(
      `${shown(profile)} is the default profile. Choose another first: signet use NAME, or give [default] back: signet use --restore.`,
    )
  }
  const [key] = staticKeysOf(shared.profiles.get(profile))?.keys ?? []
  if (key) {
    throw refuse(
      `${shown(profile)} has access keys (${key.file} file line ${key.line}). They may be kept nowhere else, so Signet does ` +
        'not remove them. Move them into the vault first: signet import --move-keys.',
    )
  }
  const dependents = dependentsOf(profile, shared, contents)
  if (dependents.length > 0) {
    throw refuse(`${shown(profile)} is what ${dependents.map(shown).join(', ')} begins with.`)
  }
}

function dependentsOf(profile: string, shared: SharedConfig, { profiles }: VaultContents): readonly string[] {
  const configured = [...shared.profiles.values()]
    .filter(({ settings }) => settings.get('source_profile')?.value === profile)
    .map(({ name }) => name)
  const chained = Object.entries(profiles)
    .filter(([, binding]) => binding.session === undefined && binding.source === profile)
    .map(([name]) => name)
  return [...new Set([...configured, ...chained])].filter((name) => name !== profile).sort()
}

function idleSession(profile: string, contents: VaultContents): string | null {
  const id = bindingOf(contents, profile)?.session
  const others = Object.entries(contents.profiles).some(
    ([name, { session }]) => name !== profile && session === id,
  )
  const isSignIn = contents.sessions.some((session) => session.id === id && session.kind === 'signin')
  return id !== undefined && isSignIn && !others ? id : null
}
