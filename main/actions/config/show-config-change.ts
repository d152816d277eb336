/**
 * What came with one of Signet's changes: from the copy before it to the next copy, or to what is there now.
 *
 * @module
 */
import { diffLines } from '../../config/diff.ts'
import {
  backupsOf,
  type ConfigBackupsDependencies,
  type ConfigBackupsRequest,
  type ConfigDifference,
  numbered,
  textOf,
} from './config-backups.ts'

/** @throws {@link RefusalError} `not-found` when there is no such backup. */
export type ShowConfigChange = (
  request: ConfigBackupsRequest & { readonly number: number },
) => Promise<ConfigDifference>

export function showConfigChange(dependencies: ConfigBackupsDependencies): ShowConfigChange {
  return async (request) => {
    const series = await backupsOf(dependencies, request)
    const { path } = series
    const backup = numbered(series, request.number)
    const next = series.backups[request.number - 2]
    const before = await textOf(dependencies, backup, path)
    const after = next
      ? await textOf(dependencies, next, path)
      : (await dependencies.awsFiles.read(request))[request.file].text
    const { at, sizeInBytes, note } = backup
    return {
      path,
      backup: { number: request.number, path: backup.path, at, sizeInBytes, command: note?.command ?? null },
      diff: diffLines(before, after),
    }
  }
}
