/**
 * Gives `[default]` back as it was before Signet stood behind it, and forgets which profile was chosen.
 *
 * @module
 */

import { RefusalError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import { backupPathsOf, type FilePreview, previewsOf, writeChanges } from '../config/file-changes.ts'
import { confirmChange } from '../confirm-change.ts'
import type { Preferences } from '../window/preferences.ts'
import { restoringEdit } from './default-edit.ts'
import type { KeptDefaults } from './kept-default.ts'

export interface RestoreDefaultRequest extends Asking {
  readonly dryRun: boolean
  readonly isConfirmed: boolean
}

export interface DefaultRestored {
  readonly outcome: 'restored' | 'dry-run' | 'declined'
  /** The profile that was the default until now. */
  readonly profile: string | null
  readonly files: readonly FilePreview[]
  readonly backupPaths: readonly string[]
}

/** @throws {@link RefusalError} `not-found` when `[default]` is not Signet's. */
export type RestoreDefault = (
  request: RestoreDefaultRequest,
  prompts: Prompts,
  show: (files: readonly FilePreview[]) => void,
) => Promise<DefaultRestored>

export interface RestoreDefaultDependencies {
  readonly awsFiles: AwsFiles
  readonly keptDefaults: Pick<KeptDefaults, 'read'>
  readonly preferences: Preferences
}

export function restoreDefault(dependencies: RestoreDefaultDependencies): RestoreDefault {
  const { awsFiles, preferences } = dependencies
  return async (request, prompts, show) => {
    const profile = (await preferences.read()).default?.profile ?? null
    const { isOwned, edits } = await restoringEdit(dependencies, request)
    if (!isOwned) {
      throw new RefusalError(
        'not-found',
        '[default] in the AWS config does not ask Signet, so there is nothing to give back.',
      )
    }
    const changing = edits.filter(({ diff }) => diff.length > 0)
    const files = previewsOf(changing)
    show(files)
    const result = { profile, files, backupPaths: [] }
    if (request.dryRun) return { ...result, outcome: 'dry-run' }
    if (!(await confirmChange(prompts, request.isConfirmed, 'Put [default] back like this?'))) {
      return { ...result, outcome: 'declined' }
    }
    const note = { command: 'use --restore', default: { before: profile, after: null } }
    // The config first: until Signet's line is gone, it is asked and must know the profile.
    const updated = await writeChanges(awsFiles, request, [...changing].reverse(), {
      last: note,
      others: note,
    })
    await preferences.update(({ default: _, ...contents }) => contents)
    return { ...result, outcome: 'restored', backupPaths: backupPathsOf(updated) }
  }
}
