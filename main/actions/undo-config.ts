/**
 * Puts the AWS config back as it was before Signet's last change. What it undoes is backed up too, so undoing twice
 * brings it back.
 *
 * @module
 */
import { isBackupOf, seriesOf } from '../config/backups.ts'
import { diffLines } from '../config/diff.ts'
import { withFileFault } from '../config/file-fault.ts'
import type { ConfigFileKind } from '../config/sections.ts'
import { decodeConfigText } from '../config/text.ts'
import { InputError, RefusalError } from '../kernel/errors.ts'
import type { Files } from '../kernel/ports/files.ts'
import type { Prompts } from '../kernel/ports/prompts.ts'
import type { Asking, AwsFiles } from './aws-files.ts'
import { confirmChange } from './confirm-change.ts'

export interface UndoConfigRequest extends Asking {
  readonly file: ConfigFileKind
  readonly dryRun: boolean
  readonly isConfirmed: boolean
}

export interface UndoPreview {
  readonly path: string
  /** The copy that would come back. */
  readonly restoredFrom: string
  readonly diff: readonly string[]
}

export interface ConfigUndone {
  readonly outcome: 'restored' | 'unchanged' | 'dry-run' | 'declined'
  readonly preview: UndoPreview
  /** What was there until now. */
  readonly backupPath: string | undefined
}

/** @throws {@link RefusalError} `not-found` when there is no backup; {@link InputError} `config-unwritable`. */
export type UndoConfig = (
  request: UndoConfigRequest,
  prompts: Prompts,
  show: (preview: UndoPreview) => void,
) => Promise<ConfigUndone>

export interface UndoConfigDependencies {
  readonly files: Pick<Files, 'read' | 'list'>
  readonly awsFiles: AwsFiles
  readonly backupFolder: string
}

export function undoConfig({ files, awsFiles, backupFolder }: UndoConfigDependencies): UndoConfig {
  return async (request, prompts, show) => {
    const { configPath, credentialsPath } = awsFiles.locations(request)
    const path = request.file === 'config' ? configPath : credentialsPath
    const restoredFrom = await latestBackup(files, backupFolder, seriesOf(path))
    const content = restoredFrom && (await withFileFault(restoredFrom, 'read', files.read(restoredFrom)))
    if (!restoredFrom || !content) {
      throw new RefusalError('not-found', `There is no backup of ${path}: Signet has not changed it.`)
    }
    const { text: former } = decodeConfigText(content.bytes)
    const current = (await awsFiles.read(request))[request.file].text
    const preview = { path, restoredFrom, diff: diffLines(current, former) }
    show(preview)
    if (current === former) return { outcome: 'unchanged', preview, backupPath: undefined }
    if (request.dryRun) return { outcome: 'dry-run', preview, backupPath: undefined }
    if (!(await confirmChange(prompts, request.isConfirmed, `Put ${path} back like this?`))) {
      return { outcome: 'declined', preview, backupPath: undefined }
    }
    const { backupPath } = await awsFiles.change(request, request.file, (text) => {
      if (text === current) return former
      // SECURITY: nobody has agreed to lose what another program wrote after the question.
      throw new InputError(
        'config-changed',
        `${path} was changed meanwhile. Nothing was undone. Try again.`,
        'retry',
      )
    })
    return { outcome: 'restored', preview, backupPath }
  }
}

async function latestBackup(
  files: Pick<Files, 'list'>,
  folder: string,
  name: string,
): Promise<string | undefined> {
  const names = await withFileFault(folder, 'read', files.list(folder))
  const latest = names
    .filter((found) => isBackupOf(found, name))
    .sort()
    .at(-1)
  return latest && `${folder}/${latest}`
}
