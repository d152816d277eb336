/**
 * Puts an AWS file back as it was before one of Signet's changes, with what else that change turned. What it undoes is
 * backed up and noted too, so undoing twice brings it back.
 *
 * @module
 */
import type { ConfigBackupView } from '../../../preload/contract/profile-views.ts'
import type { BackupNote } from '../../config/backup-note.ts'
import { diffLines } from '../../config/diff.ts'
import { readSharedConfig } from '../../config/profiles.ts'
import type { ConfigFileKind } from '../../config/sections.ts'
import { InputError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { VaultContents } from '../../vault/session-record.ts'
import type { Vault } from '../../vault/vault.ts'
import { confirmChange } from '../confirm-change.ts'
import { openContents } from '../profiles/open-contents.ts'
import type { VaultDoor } from '../sessions/vault-door.ts'
import type { Preferences } from '../window/preferences.ts'
import type { Asking } from './aws-files.ts'
import { backupsOf, type ConfigBackupsDependencies, numbered, textOf } from './config-backups.ts'
import { assertKeepsKeys, losingTheirSource } from './kept-keys.ts'
import {
  describeDefault,
  describeUndo,
  noteOfUndo,
  touchesVault,
  undoneInPreferences,
  undoneInVault,
} from './undo-notes.ts'

export interface UndoConfigRequest extends Asking {
  readonly file: ConfigFileKind
  /** Which backup, from 1, the newest. */
  readonly number: number
  readonly dryRun: boolean
  readonly isConfirmed: boolean
}

export interface UndoPreview {
  readonly path: string
  /** The copy that would come back. */
  readonly restoredFrom: string
  /** The changes that are taken back, the newest first; null where one was not noted. */
  readonly commands: readonly ConfigBackupView['command'][]
  readonly diff: readonly string[]
  /** What else comes back, in words. */
  readonly effects: readonly string[]
}

export interface ConfigUndone {
  readonly outcome: 'restored' | 'unchanged' | 'dry-run' | 'declined'
  readonly preview: UndoPreview
  /** What was there until now. */
  readonly backupPath: string | undefined
}

/**
 * @throws {@link RefusalError} `not-found` when there is no backup, `keys-in-vault` when a profile would be left without
 * its access key; {@link InputError} `config-unwritable`.
 */
export type UndoConfig = (
  request: UndoConfigRequest,
  prompts: Prompts,
  show: (preview: UndoPreview) => void,
) => Promise<ConfigUndone>

export interface UndoConfigDependencies extends ConfigBackupsDependencies {
  readonly door: Pick<VaultDoor, 'enter' | 'view'>
  readonly vault: Pick<Vault, 'contents' | 'update'>
  readonly preferences: Preferences
}

export function undoConfig(dependencies: UndoConfigDependencies): UndoConfig {
  const { awsFiles, door, vault, preferences } = dependencies
  return async (request, prompts, show) => {
    const series = await backupsOf(dependencies, request)
    const { path } = series
    const backup = numbered(series, request.number)
    const former = await textOf(dependencies, backup, path)
    const undone = series.backups.slice(0, request.number)
    const notes = undone.flatMap(({ note }) => note ?? [])
    if (touchesVault(notes)) await door.enter(prompts)
    const read = await awsFiles.read(request)
    const current = read[request.file].text
    const texts = { config: read.config.text, credentials: read.credentials.text, [request.file]: former }
    const losing = losingTheirSource(read.shared, readSharedConfig(texts.config, texts.credentials))
    if (losing.length > 0) assertKeepsKeys(losing, await openContents(dependencies, prompts))
    const preview = {
      path,
      restoredFrom: backup.path,
      commands: undone.map(({ note }) => note?.command ?? null),
      diff: diffLines(current, former),
      effects: [
        ...(touchesVault(notes) ? describeUndo(vault.contents(), notes) : []),
        ...describeDefault(await preferences.read(), notes),
      ],
    }
    show(preview)
    if (current === former) return { outcome: 'unchanged', preview, backupPath: undefined }
    if (request.dryRun) return { outcome: 'dry-run', preview, backupPath: undefined }
    if (!(await confirmChange(prompts, request.isConfirmed, `Put ${path} back like this?`))) {
      return { outcome: 'declined', preview, backupPath: undefined }
    }
    const change = onlyFrom(current, former, path)
    return { outcome: 'restored', preview, backupPath: await takeBack(dependencies, request, notes, change) }
  }
}

/** Names are served before tools can ask for them, and for as long as they can. */
async function takeBack(
  { awsFiles, vault, preferences }: UndoConfigDependencies,
  request: UndoConfigRequest,
  notes: readonly BackupNote[],
  change: (text: string) => string,
): Promise<string | undefined> {
  const note = noteOfUndo(await preferences.read(), notes, `config undo --to ${request.number}`)
  const write = async () => (await awsFiles.change(request, request.file, change, note)).backupPath
  const backupPath = touchesVault(notes) ? await whileServed(vault, notes, write) : await write()
  await preferences.update((contents) => undoneInPreferences(contents, notes))
  return backupPath
}

async function whileServed<T>(
  vault: UndoConfigDependencies['vault'],
  notes: readonly BackupNote[],
  work: () => Promise<T>,
): Promise<T> {
  const before = vault.contents()
  const undone = undoneInVault(before, notes)
  await vault.update((now) => withNames(now, undone))
  let isDone = false
  try {
    const result = await work()
    isDone = true
    return result
  } finally {
    await vault.update((now) => {
      const asBefore = withoutNew(now, before)
      return isDone ? undoneInVault(asBefore, notes) : asBefore
    })
  }
}

/** With the names that come back, and what guards them. */
function withNames(now: VaultContents, { profiles, policies }: VaultContents): VaultContents {
  return {
    ...now,
    profiles: { ...profiles, ...now.profiles },
    ...(policies ? { policies: { ...policies, ...now.policies } } : {}),
  }
}

/** Without the names that were only there for the moment between. */
function withoutNew(now: VaultContents, before: VaultContents): VaultContents {
  const kept = <T>(entries: Readonly<Record<string, T>>, former: object) =>
    Object.fromEntries(Object.entries(entries).filter(([name]) => Object.hasOwn(former, name)))
  return {
    ...now,
    profiles: kept(now.profiles, before.profiles),
    ...(now.policies ? { policies: kept(now.policies, before.policies ?? {}) } : {}),
  }
}

function onlyFrom(current: string, former: string, path: string): (text: string) => string {
  return (text) => {
    if (text === current) return former
    // SECURITY: nobody has agreed to lose what another program wrote after the question.
    throw new InputError(
      'config-changed',
      `${path} was changed meanwhile. Nothing was undone. Try again.`,
      'retry',
    )
  }
}
