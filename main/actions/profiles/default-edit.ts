/**
 * The edits of the AWS files that put a profile behind `[default]`, or bring back what stood there.
 *
 * @module
 */
import { defaultChange, staticKeysOf } from '../../config/default-change.ts'
import { isDefaultOwned, type KeptDefault, ownDefault, restoreDefault } from '../../config/default-section.ts'
import { diffLines } from '../../config/diff.ts'
import type { SectionChange } from '../../config/edit.ts'
import { type Profile, readSharedConfig, type SharedConfig } from '../../config/profiles.ts'
import type { ConfigFileKind } from '../../config/sections.ts'
import { InputError } from '../../kernel/errors.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import type { FileChange } from '../config/file-changes.ts'
import type { KeptDefaults } from './kept-default.ts'

/** One file's edit, and what it takes the place of. */
export interface FileEdit extends FileChange {
  /** Of the last text that `change` gave; undefined when bringing back. */
  readonly kept: () => KeptDefault | undefined
}

export interface DefaultEdit {
  /** `[default]` as it was before Signet. */
  readonly former: Profile | undefined
  readonly isOwned: boolean
  /** The credentials file first: its keys would go before ours. */
  readonly edits: readonly FileEdit[]
}

interface FilesToEdit {
  readonly awsFiles: Pick<AwsFiles, 'read' | 'locations'>
  readonly keptDefaults: Pick<KeptDefaults, 'read'>
}

/**
 * @param name - The profile that is to stand behind `[default]`.
 * @param line - The value of `credential_process`.
 * @throws {@link InputError} `profile-conflict` when there are access keys in `[default]`.
 */
export async function defaultEditFor(
  rooms: FilesToEdit,
  asking: Asking,
  name: string,
  line: string,
): Promise<DefaultEdit> {
  const before = await formerFiles(rooms, asking)
  const former = before.shared.profiles.get('default')
  assertNoKeys(former)
  const profile = name === 'default' ? undefined : before.shared.profiles.get(name)
  const changes = defaultChange(former, profile, line)
  if (before.isOwned && isAsWanted(before.current, former, changes))
    return { former, isOwned: true, edits: [] }
  const edits = before.files.map(({ file, path, text, back }) => {
    const take = owning(file, back, changes[file])
    return { file, path, diff: diffLines(text, take.change(text)), ...take }
  })
  return { former, isOwned: before.isOwned, edits }
}

/** Everything as it was before Signet. No edits when `[default]` is not Signet's. */
export async function restoringEdit(rooms: FilesToEdit, asking: Asking): Promise<DefaultEdit> {
  const before = await formerFiles(rooms, asking)
  const edits = before.files.map(({ file, path, text, back }) => {
    return { file, path, diff: diffLines(text, back(text)), change: back, kept: () => undefined }
  })
  const former = before.shared.profiles.get('default')
  return { former, isOwned: before.isOwned, edits: before.isOwned ? edits : [] }
}

function owning(
  file: ConfigFileKind,
  back: (text: string) => string,
  change: SectionChange,
): Pick<FileEdit, 'change' | 'kept'> {
  let last: { readonly of: string; readonly text: string; readonly kept: KeptDefault } | undefined
  return {
    change(text) {
      if (last?.of !== text) last = { of: text, ...ownDefault(back(text), file, change) }
      return last.text
    },
    kept: () => last?.kept,
  }
}

/** Nearly every switch: `[default]` has what it must have, and only the pointer moves. */
function isAsWanted(
  current: Profile | undefined,
  former: Profile | undefined,
  { config, credentials }: Readonly<Record<ConfigFileKind, SectionChange>>,
): boolean {
  const wanted = new Map([...(former?.settings ?? [])].map(([name, { value }]) => [name, value]))
  for (const name of [...(credentials.remove ?? []), ...(config.remove ?? [])]) wanted.delete(name)
  for (const [name, value] of Object.entries(config.set ?? {})) wanted.set(name, value)
  const settings = current?.settings
  return (
    settings?.size === wanted.size &&
    [...wanted].every(([name, value]) => settings.get(name)?.value === value)
  )
}

interface FormerFile {
  readonly file: ConfigFileKind
  readonly path: string
  readonly text: string
  readonly back: (text: string) => string
}

async function formerFiles(
  { awsFiles, keptDefaults }: FilesToEdit,
  asking: Asking,
): Promise<{
  readonly files: readonly FormerFile[]
  readonly shared: SharedConfig
  /** `[default]` as it is now. */
  readonly current: Profile | undefined
  readonly isOwned: boolean
}> {
  const { configPath, credentialsPath } = awsFiles.locations(asking)
  const read = await awsFiles.read(asking)
  const current = read.shared.profiles.get('default')
  const isOwned = isDefaultOwned(current?.settings)
  const entries = [
    { file: 'credentials', path: credentialsPath },
    { file: 'config', path: configPath },
  ] as const
  const files = await Promise.all(
    entries.map(async ({ file, path }) => {
      const kept = isOwned ? await keptDefaults.read(path) : undefined
      const back = (text: string) => (isOwned ? backOf(text, file, kept) : text)
      return { file, path, text: read[file].text, back }
    }),
  )
  const [credentials, config] = files.map(({ text, back }) => back(text))
  const shared = readSharedConfig(config ?? '', credentials ?? '')
  return { files, shared, current, isOwned }
}

/** Signet's own line is never in the credentials file: with nothing kept there is nothing to bring back. */
function backOf(text: string, file: ConfigFileKind, kept: KeptDefault | undefined): string {
  return file === 'credentials' && !kept ? text : restoreDefault(text, file, kept)
}

function assertNoKeys(former: Profile | undefined): void {
  const [key] = staticKeysOf(former)?.keys ?? []
  if (!key) return
  throw new InputError(
    'profile-conflict',
    `[default] has access keys (${key.name}, ${key.file} file line ${key.line}). They may be kept nowhere else, so Signet ` +
      'does not remove them, and most tools would take them before anything of Signet’s. Move them into the vault: ' +
      'signet import --move-keys. Or leave them and use the profile in this terminal alone: signet use NAME --here',
  )
}
