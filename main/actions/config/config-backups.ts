/**
 * The copies of an AWS file from before each of Signet's changes.
 *
 * @module
 */
import type { ConfigBackupView } from '../../../preload/contract/profile-views.ts'
import { type Backup, listBackups, seriesOf } from '../../config/backups.ts'
import { diffLines } from '../../config/diff.ts'
import { withFileFault } from '../../config/file-fault.ts'
import { listSealedCopies } from '../../config/sealed-copies.ts'
import type { ConfigFileKind } from '../../config/sections.ts'
import { decodeConfigText } from '../../config/text.ts'
import { RefusalError } from '../../kernel/errors.ts'
import type { Files } from '../../kernel/ports/files.ts'
import type { Asking, AwsFiles } from './aws-files.ts'

export interface ConfigBackupsRequest extends Asking {
  readonly file: ConfigFileKind
}

export interface ConfigBackupList {
  readonly path: string
  /** The newest first. */
  readonly backups: readonly ConfigBackupView[]
  /** How many copies hold access keys that are in the vault now. They are sealed, and none of them is among the backups. */
  readonly sealedCopies: number
}

export type ListConfigBackups = (request: ConfigBackupsRequest) => Promise<ConfigBackupList>

export interface ConfigDifference {
  readonly path: string
  readonly backup: ConfigBackupView
  /** From the copy to what is there now. */
  readonly diff: readonly string[]
}

/** @throws {@link RefusalError} `not-found` when there is no such backup. */
export type DiffConfig = (
  request: ConfigBackupsRequest & { readonly number: number },
) => Promise<ConfigDifference>

export interface ConfigBackupsDependencies {
  readonly files: Pick<Files, 'read' | 'list'>
  readonly awsFiles: AwsFiles
  readonly backupFolder: string
}

export function listConfigBackups(dependencies: ConfigBackupsDependencies): ListConfigBackups {
  return async (request) => {
    const { path, backups, sealedCopies } = await backupsOf(dependencies, request)
    return { path, backups: backups.map(backupView), sealedCopies }
  }
}

export function diffConfig(dependencies: ConfigBackupsDependencies): DiffConfig {
  return async (request) => {
    const series = await backupsOf(dependencies, request)
    const { path } = series
    const backup = numbered(series, request.number)
    const former = await textOf(dependencies, backup, path)
    const now = (await dependencies.awsFiles.read(request))[request.file].text
    return { path, backup: backupView(backup, request.number - 1), diff: diffLines(former, now) }
  }
}

/** The copies of one file, plain ones with their notes, the newest first. */
interface BackupSeries {
  readonly path: string
  readonly backups: readonly Backup[]
  readonly sealedCopies: number
}

/** The copies of the file that whoever asks means. @throws {@link InputError} `config-unwritable` */
export async function backupsOf(
  { files, awsFiles, backupFolder: folder }: ConfigBackupsDependencies,
  request: ConfigBackupsRequest,
): Promise<BackupSeries> {
  const { configPath, credentialsPath } = awsFiles.locations(request)
  const path = request.file === 'config' ? configPath : credentialsPath
  const listed = Promise.all([
    listBackups(files, folder, seriesOf(path)),
    listSealedCopies({ files, folder }, seriesOf(path)),
  ])
  const [backups, sealed] = await withFileFault(folder, 'read', listed)
  return { path, backups, sealedCopies: sealed.length }
}

/**
 * @param number - From 1, the newest.
 * @throws {@link RefusalError} `not-found`; `keys-in-vault` where all there is are sealed copies.
 */
export function numbered({ path, backups, sealedCopies }: BackupSeries, number: number): Backup {
  const backup = backups[number - 1]
  if (backup) return backup
  if (backups.length === 0 && sealedCopies > 0) {
    throw new RefusalError(
      'keys-in-vault',
      `The copies of ${path} hold access keys that are in the vault now, so they are sealed, and an undo does not bring them ` +
        'back. Nothing was changed. Put the keys back into the files instead. ' +
        'Run: signet import --restore-keys',
    )
  }
  throw new RefusalError(
    'not-found',
    backups.length === 0
      ? `There is no backup of ${path}: Signet has not changed it.`
      : `There are ${backups.length} backups of ${path}, and none has the number ${number}. See them: signet config backups`,
  )
}

/** The text of a copy. @throws {@link RefusalError} `not-found` when it has gone meanwhile. */
export async function textOf(
  { files }: Pick<ConfigBackupsDependencies, 'files'>,
  backup: Backup,
  path: string,
): Promise<string> {
  const content = await withFileFault(backup.path, 'read', files.read(backup.path))
  if (content) return decodeConfigText(content.bytes).text
  throw new RefusalError(
    'not-found',
    `The backup of ${path} is gone. See what is there: signet config backups`,
  )
}

function backupView({ path, at, sizeInBytes, note }: Backup, index: number): ConfigBackupView {
  return { number: index + 1, path, at, sizeInBytes, command: note?.command ?? null }
}
