/**
 * Makes a profile the one of every tool that names none: `[default]` asks Signet, and Signet follows a pointer.
 *
 * The first time the AWS files change, and what stood in `[default]` is kept. From then on the pointer is all that moves,
 * unless the profile works in another region or at other endpoints.
 *
 * @module
 */
import type { SessionView } from '../../../preload/contract/views.ts'
import type { ChangeNote } from '../../config/backup-note.ts'
import { credentialProcess } from '../../config/credential-process.ts'
import { own } from '../../kernel/own.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import { type FilePreview, previewsOf } from '../config/file-changes.ts'
import { confirmTyped } from '../confirm-typed.ts'
import type { Preferences } from '../window/preferences.ts'
import type { DefaultPointer, PreferencesContents } from '../window/preferences-file.ts'
import { type DefaultEdit, defaultEditFor, type FileEdit } from './default-edit.ts'
import { usedAgain } from './frecency.ts'
import type { KeptDefaults } from './kept-default.ts'
import { type OpenContentsDependencies, openContents } from './open-contents.ts'
import { isProduction, namedProfile, readinessOf, servingProfile } from './usable-profile.ts'

export interface SwitchDefaultRequest extends Asking {
  /** A name, or `-` for the one before. */
  readonly profile: string
  readonly dryRun: boolean
  /** The words that run the relay again. */
  readonly relay: readonly string[]
}

export interface SwitchPreview {
  readonly profile: string
  readonly previous: string | null
  readonly region: string | null
  readonly isProduction: boolean
  /** `[default]` was not Signet's until now. */
  readonly isFirst: boolean
  /** Something stood in it, which is kept. */
  readonly takesOver: boolean
  readonly files: readonly FilePreview[]
}

export interface DefaultSwitched extends SwitchPreview {
  readonly outcome: 'switched' | 'unchanged' | 'dry-run'
  readonly backupPaths: readonly string[]
  /** What keeps the profile from giving credentials now. */
  readonly warnings: readonly string[]
}

/**
 * @throws {@link InputError} `profile-unknown`, `profile-conflict`; {@link RefusalError} `consent-denied` for a production
 * profile whose name was not typed. Nothing is half done.
 */
export type SwitchDefault = (
  request: SwitchDefaultRequest,
  prompts: Prompts,
  show: (preview: SwitchPreview) => void,
) => Promise<DefaultSwitched>

export interface SwitchDefaultDependencies extends OpenContentsDependencies {
  readonly sessions: () => readonly SessionView[]
  readonly awsFiles: AwsFiles
  readonly keptDefaults: KeptDefaults
  readonly preferences: Preferences
  readonly now: () => number
}

export function switchDefault(dependencies: SwitchDefaultDependencies): SwitchDefault {
  const { sessions, awsFiles, preferences } = dependencies
  return async (request, prompts, show) => {
    const chosen = await preferences.read()
    const contents = await openContents(dependencies, prompts)
    const name = namedProfile(request.profile, chosen)
    const { shared } = await awsFiles.read(request)
    const serving = servingProfile(name, shared, contents)
    const line = credentialProcess([...request.relay, 'credential-process', '--default'], 'posix')
    const edit = await defaultEditFor(dependencies, request, name, line)
    const production = isProduction(name, contents)
    const preview = previewOf(
      name,
      chosen,
      edit,
      production,
      shared.profiles.get(name)?.settings.get('region')?.value,
    )
    show(preview)
    const warnings = readinessOf(name, serving, contents, sessions())
    const result = { ...preview, warnings, backupPaths: [] }
    if (request.dryRun) return { ...result, outcome: 'dry-run' }
    const isSame = edit.isOwned && chosen.default?.profile === name
    if (production && !isSame) {
      await confirmTyped(
        prompts,
        name,
        `${name} is marked as production. Every tool that names no profile will use it.`,
      )
    }
    const backupPaths = await switchTo(dependencies, request, name, chosen, edit)
    const isUnchanged = isSame && backupPaths.length === 0
    return { ...result, backupPaths, outcome: isUnchanged ? 'unchanged' : 'switched' }
  }
}

function previewOf(
  profile: string,
  { default: pointer }: PreferencesContents,
  { edits, isOwned, former }: DefaultEdit,
  production: boolean,
  region: string | undefined,
): SwitchPreview {
  return {
    profile,
    previous: pointer?.profile ?? null,
    region: region ?? former?.settings.get('region')?.value ?? null,
    isProduction: production,
    isFirst: !isOwned,
    takesOver: !isOwned && former !== undefined,
    files: previewsOf(edits.filter(({ diff }) => diff.length > 0)),
  }
}

/** The pointer first: there is no moment at which `[default]` asks for what Signet does not know. */
async function switchTo(
  dependencies: SwitchDefaultDependencies,
  request: SwitchDefaultRequest,
  name: string,
  chosen: PreferencesContents,
  edit: DefaultEdit,
): Promise<readonly string[]> {
  const { preferences, now } = dependencies
  await preferences.update((contents) => pointedAt(contents, name, now()))
  const former = chosen.default?.profile ?? null
  const note = { command: `use ${name}`, default: { before: former, after: name } }
  try {
    const backupPaths: string[] = []
    for (const fileEdit of edit.edits) {
      const backupPath = await writeEdit(dependencies, request, fileEdit, note)
      if (backupPath !== undefined) backupPaths.push(backupPath)
    }
    return backupPaths
  } catch (thrown) {
    // A disk that takes neither has left the pointer ahead, which nothing follows yet; what went wrong first is told.
    await preferences.update((contents) => withPointer(contents, chosen.default)).catch(() => undefined)
    throw thrown
  }
}

async function writeEdit(
  { awsFiles, keptDefaults }: SwitchDefaultDependencies,
  request: SwitchDefaultRequest,
  { file, path, diff, change, kept }: FileEdit,
  note: ChangeNote,
): Promise<string | undefined> {
  if (diff.length === 0) return undefined
  const planned = kept()
  if (planned) await keptDefaults.write(path, planned)
  const { backupPath } = await awsFiles.change(request, file, change, { ...note, switches: file })
  // Another program wrote meanwhile, and the edit was made on what it wrote.
  const made = kept()
  if (made && made !== planned) await keptDefaults.write(path, made)
  return backupPath
}

function pointedAt(contents: PreferencesContents, profile: string, now: number): PreferencesContents {
  const { default: pointer, profiles } = contents
  const mark = own(profiles, profile)
  const previous = pointer?.profile === profile ? pointer.previous : pointer?.profile
  return {
    ...contents,
    default: { profile, ...(previous === undefined ? {} : { previous }), since: now },
    profiles: { ...profiles, [profile]: { ...mark, ...usedAgain(mark ?? {}, now) } },
  }
}

function withPointer(
  { default: _, ...contents }: PreferencesContents,
  pointer: DefaultPointer | undefined,
): PreferencesContents {
  return pointer ? { ...contents, default: pointer } : contents
}
