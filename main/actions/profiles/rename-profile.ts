/**
 * Gives a profile another name, wherever the name stands: the AWS files, what serves it, what guards it, the default, and
 * what the person put on it.
 *
 * @module
 */
import { servingLine } from '../../config/credential-process.ts'
import { assertProfileName, shown } from '../../config/names.ts'
import { renameInFile } from '../../config/rename-profile.ts'
import { InputError } from '../../kernel/errors.ts'
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
  previewsOf,
  toldOnce,
  writeChanges,
} from '../config/file-changes.ts'
import { confirmChange } from '../confirm-change.ts'
import type { VaultDoor } from '../sessions/vault-door.ts'
import type { Preferences } from '../window/preferences.ts'
import { openContents } from './open-contents.ts'
import { renamedMarks } from './profile-marks.ts'
import { policyOf, renamedInVault } from './renamed-in-vault.ts'
import { assertKnown } from './usable-profile.ts'

export interface RenameProfileRequest extends Asking {
  readonly from: string
  readonly to: string
  readonly dryRun: boolean
  readonly isConfirmed: boolean
  /** The words that run the relay again. */
  readonly relay: readonly string[]
}

export interface ProfileRenamed {
  readonly outcome: 'renamed' | 'dry-run' | 'declined'
  readonly from: string
  readonly to: string
  readonly files: readonly FilePreview[]
  readonly backupPaths: readonly string[]
}

/** @throws {@link InputError} `profile-unknown`, `profile-name-invalid`, `profile-conflict`; nothing is half done. */
export type RenameProfile = (
  request: RenameProfileRequest,
  prompts: Prompts,
  show: (files: readonly FilePreview[]) => void,
) => Promise<ProfileRenamed>

export interface RenameProfileDependencies {
  readonly door: Pick<VaultDoor, 'enter' | 'view'>
  readonly vault: Pick<Vault, 'contents' | 'update'>
  readonly awsFiles: AwsFiles
  readonly preferences: Preferences
}

export function renameProfile(dependencies: RenameProfileDependencies): RenameProfile {
  const { awsFiles } = dependencies
  return async (request, prompts, show) => {
    const { from, to } = request
    assertProfileName(to)
    const contents = await openContents(dependencies, prompts)
    const read = await awsFiles.read(request)
    assertKnown(from, read.shared, contents)
    if (from === 'default' || to === 'default') throw notDefault()
    if (read.shared.profiles.has(to) || bindingOf(contents, to)) {
      throw new InputError(
        'profile-conflict',
        `There is a profile ${shown(to)} already. Choose another name.`,
      )
    }
    const line = servingLine(request.relay, to)
    const changes = fileChanges(
      read,
      awsFiles.locations(request),
      (file) => (text) => renameInFile(text, file, { from, to, credentialProcess: line }),
    )
    const files = previewsOf(changes)
    show(files)
    const result = { from, to, files, backupPaths: [] }
    if (request.dryRun) return { ...result, outcome: 'dry-run' }
    if (!(await confirmChange(prompts, request.isConfirmed, `Rename ${from} to ${to}?`))) {
      return { ...result, outcome: 'declined' }
    }
    return {
      ...result,
      outcome: 'renamed',
      backupPaths: await write(dependencies, request, contents, changes),
    }
  }
}

/** Both names are served while the files change: there is no moment at which a tool asks for what Signet does not know. */
async function write(
  dependencies: RenameProfileDependencies,
  request: RenameProfileRequest,
  contents: VaultContents,
  changes: readonly FileChange[],
): Promise<readonly string[]> {
  const { vault, preferences } = dependencies
  const { from, to } = request
  const isInVault = bindingOf(contents, from) !== undefined || policyOf(contents, from) !== undefined
  if (isInVault) await vault.update((now) => copiedInVault(now, from, to))
  try {
    const note = { command: `profiles rename ${from} ${to}`, renames: [{ from, to }] }
    const updated = await writeChanges(dependencies.awsFiles, request, changes, toldOnce(note))
    if (isInVault) await vault.update((now) => renamedInVault(now, from, to))
    await preferences.update((now) => renamedMarks(now, from, to))
    return backupPathsOf(updated)
  } catch (thrown) {
    const { shared } = await dependencies.awsFiles.read(request)
    if (isInVault && !shared.profiles.has(to)) await vault.update((now) => renamedInVault(now, to, from))
    throw thrown
  }
}

/** SECURITY: what guards the old name guards the new one from the first moment on. */
function copiedInVault(contents: VaultContents, from: string, to: string): VaultContents {
  const binding = bindingOf(contents, from)
  const policy = policyOf(contents, from)
  return {
    ...contents,
    profiles: binding ? { ...contents.profiles, [to]: binding } : contents.profiles,
    ...(policy ? { policies: { ...contents.policies, [to]: policy } } : {}),
  }
}

function notDefault(): InputError {
  return new InputError(
    'profile-conflict',
    'default is the name that tools take when none is given, so it is neither given away nor taken. To change what ' +
      'stands behind it: signet use NAME',
  )
}
