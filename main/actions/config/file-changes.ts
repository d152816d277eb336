/**
 * What one thing that a person does makes of the AWS files: planned on what was read, shown, then written file by file.
 *
 * @module
 */
import type { ChangeNote } from '../../config/backup-note.ts'
import type { ConfigUpdated } from '../../config/config-file.ts'
import { diffLines } from '../../config/diff.ts'
import type { ConfigLocations } from '../../config/locations.ts'
import type { ConfigFileKind } from '../../config/sections.ts'
import type { Asking, AwsFiles } from './aws-files.ts'

/** One AWS file, before anything is written. */
export interface FilePreview {
  readonly path: string
  /** Unified diff lines, without the values of secrets. Empty where nothing changes. */
  readonly diff: readonly string[]
}

export interface FileChange extends FilePreview {
  readonly file: ConfigFileKind
  /** Pure: it may run again on a newer text. */
  readonly change: (text: string) => string
}

/**
 * The files that change. The credentials file comes first: what stands there would go before what Signet writes into the
 * other one.
 */
export function fileChanges(
  read: Readonly<Record<ConfigFileKind, { readonly text: string }>>,
  { configPath, credentialsPath }: ConfigLocations,
  changeOf: (file: ConfigFileKind) => FileChange['change'],
): readonly FileChange[] {
  const paths = { config: configPath, credentials: credentialsPath }
  return (['credentials', 'config'] as const)
    .map((file) => {
      const [{ text }, change] = [read[file], changeOf(file)]
      return { file, path: paths[file], diff: diffLines(text, change(text)), change }
    })
    .filter(({ diff }) => diff.length > 0)
}

/** As a person is shown them. */
export function previewsOf(changes: readonly FilePreview[]): readonly FilePreview[] {
  return changes.map(({ path, diff }) => ({ path, diff }))
}

/** What is noted beside the copies from before: the last one may tell what else the change turned. */
export interface FileNotes {
  readonly last: ChangeNote
  /** Of the files before the last. */
  readonly others: ChangeNote
}

/** A note whose whole stands beside the last copy, so that it is taken back once. */
export function toldOnce(note: ChangeNote): FileNotes {
  return { last: note, others: { command: note.command } }
}

export interface FileChanged extends ConfigUpdated {
  readonly file: ConfigFileKind
}

/**
 * Writes the changes in their order.
 *
 * @returns what became of each, in that order.
 * @throws {@link InputError} `config-unwritable`, `config-changed`: the files before that one are written.
 */
export async function writeChanges(
  awsFiles: Pick<AwsFiles, 'change'>,
  asking: Asking,
  changes: readonly FileChange[],
  { last, others }: FileNotes,
): Promise<readonly FileChanged[]> {
  const updated: FileChanged[] = []
  for (const { file, change } of changes) {
    const note = updated.length === changes.length - 1 ? last : others
    updated.push({ file, ...(await awsFiles.change(asking, file, change, note)) })
  }
  return updated
}

/** The copies from before, where there was something to copy. */
export function backupPathsOf(updated: readonly ConfigUpdated[]): readonly string[] {
  return updated.flatMap(({ backupPath }) => backupPath ?? [])
}

/** What a person is told of a change that is one of the config file, with whatever went before it. */
export function configChanged(updated: readonly FileChanged[]): Omit<ConfigUpdated, 'changed'> {
  return {
    diff: updated.flatMap(({ diff }) => diff),
    backupPath: updated.find(({ file }) => file === 'config')?.backupPath,
  }
}
