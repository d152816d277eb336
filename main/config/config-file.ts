/**
 * Changing a shared config file on disk: under a lock, with a backup, and without losing what another program writes
 * to it meanwhile.
 *
 * @module
 */
import { InputError, UnavailableError } from '../kernel/errors.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import { type FileContent, FileError, type Files } from '../kernel/ports/files.ts'
import type { Lock } from '../kernel/ports/lock.ts'
import type { ChangeNote } from './backup-note.ts'
import { saveBackup, seriesOf } from './backups.ts'
import { diffLines } from './diff.ts'
import { withFileFault } from './file-fault.ts'
import { folderOf } from './locations.ts'
import { saveSealedCopy } from './sealed-copies.ts'
import { type ConfigText, decodeConfigText, encodeConfigText } from './text.ts'

export interface ConfigUpdate {
  readonly files: Files
  readonly lock: Lock
  readonly clock: Clock
  /** Absolute. A link is followed to its target. */
  readonly path: string
  /** In Signet's state folder. Also holds the lock. */
  readonly backupFolder: string
  /** Pure: it may run again on a newer text. What it throws ends the update with nothing changed. */
  readonly change: (text: string) => string
  /** Kept beside the backup, for whoever lists or undoes the change. */
  readonly note?: ChangeNote | undefined
  /** The former text as it is to be kept, where it may not be kept in the clear; undefined where it may. */
  readonly sealCopy?: ((bytes: Uint8Array) => Promise<Uint8Array<ArrayBuffer> | undefined>) | undefined
}

export interface ConfigUpdated {
  readonly changed: boolean
  /** For a person: unified lines without secrets. Empty when nothing changed. */
  readonly diff: readonly string[]
  /** The copy from before. Undefined when nothing changed or there was no file. */
  readonly backupPath: string | undefined
}

/** Long enough for a crowd of tools that start at once on a busy machine, one after the other. */
const lockWaitInMilliseconds = 15_000
/** Longer than another program takes from emptying a file to having written it. */
const writerWaitInMilliseconds = 100
const mostTries = 8

/** The file's text; empty when there is none. @throws {@link InputError} `config-unwritable` */
export async function readConfigFile(files: Files, path: string): Promise<ConfigText> {
  return textOf(await withFileFault(path, 'read', files.read(path)))
}

/** What {@link updateConfig} would change, as its diff. Writes nothing. */
export async function previewConfig({
  files,
  path,
  change,
}: Pick<ConfigUpdate, 'files' | 'path' | 'change'>): Promise<readonly string[]> {
  const { text } = await readConfigFile(files, path)
  return diffLines(text, change(text))
}

/**
 * Applies a change to the file and makes it durable. A change that alters nothing writes nothing.
 * A new file gets mode 0600 and a new folder 0700; an old file keeps its mode.
 *
 * @throws {@link InputError} `config-unwritable`, or `config-changed` when another program keeps writing to the file.
 * @throws {@link UnavailableError} `agent-busy` when another Signet process holds the lock.
 */
export async function updateConfig(update: ConfigUpdate): Promise<ConfigUpdated> {
  const { files, lock, path, backupFolder } = update
  await withFileFault(backupFolder, 'made', files.makeFolder(backupFolder))
  const release = await lock.acquire(`${backupFolder}/${seriesOf(path)}.lock`, lockWaitInMilliseconds)
  if (!release)
    throw new UnavailableError('agent-busy', `Another Signet process is changing ${path}. Try again.`)
  try {
    // SECURITY: a run that was killed may have left the former text beside the file.
    if (update.sealCopy) await withFileFault(path, 'changed', emptied(files, besideOf(path)))
    return await applyChange(update)
  } finally {
    release()
  }
}

/** What the next try edits, and what must be on disk for it to be written. They differ after a lost race. */
interface Base {
  readonly edited: FileContent | undefined
  readonly onDisk: FileContent | undefined
}

async function applyChange(update: ConfigUpdate): Promise<ConfigUpdated> {
  const { path } = update
  const first = await readSettled(update)
  let base: Base = { edited: first, onDisk: first }
  for (let tries = 0; tries < mostTries; tries += 1) {
    const before = textOf(base.edited)
    const after = { ...before, text: update.change(before.text) }
    const bytes = encodeConfigText(after)
    if (sameBytes(bytes, base.onDisk?.bytes ?? new Uint8Array())) {
      return { changed: false, diff: [], backupPath: undefined }
    }
    const backupPath = await backUp(update, base.edited)
    const found = await readSettled(update)
    if (!sameContent(found, base.onDisk)) {
      // What was written just before is in no file but our copy, and cannot be put together with this.
      if (base.edited !== base.onDisk) break
      base = { edited: found, onDisk: found }
    } else {
      const written = { bytes, mode: found?.mode ?? 0o600 }
      const lost = await replaceWatched(update, written, found)
      if (!lost) return { changed: true, diff: diffLines(before.text, after.text), backupPath }
      base = { edited: lost, onDisk: written }
    }
  }
  const copy = await backUp(update, base.edited)
  throw new InputError(
    'config-changed',
    `Another program keeps writing to ${path}, so Signet stopped. What it wrote is also in ${copy}. Look at both, then try again.`,
    'retry',
  )
}

/** Some programs empty the file before they write it, the AWS CLI among them: nothing in it may be a moment's state. */
async function readSettled({ files, path, clock }: ConfigUpdate): Promise<FileContent | undefined> {
  const content = await withFileFault(path, 'read', files.read(path))
  if (content?.bytes.length !== 0) return content
  await waitForWriter(clock)
  return withFileFault(path, 'read', files.read(path))
}

async function waitForWriter(clock: Clock): Promise<void> {
  await new Promise<void>((resolve) => clock.schedule(writerWaitInMilliseconds, resolve))
}

/**
 * Replaces the file, then looks at what was replaced: a write that came after the last comparison is in there.
 *
 * @returns what another program wrote, where it did.
 */
async function replaceWatched(
  { files, path, clock, sealCopy }: ConfigUpdate,
  { bytes, mode }: FileContent,
  expected: FileContent | undefined,
): Promise<FileContent | undefined> {
  const previousPath = besideOf(path)
  const replaced = async () => {
    await files.makeFolder(folderOf(path))
    await files.remove(previousPath)
    await files.replace(path, bytes, { mode, previousPath })
  }
  try {
    await replaced()
  } catch (thrown) {
    if (!(thrown instanceof FileError) || thrown.fault !== 'io')
      await withFileFault(path, 'changed', Promise.reject(thrown))
    // A linked file may be on another file system, where the old content cannot be kept beside the link.
    await withFileFault(path, 'changed', files.replace(path, bytes, { mode }))
    return undefined
  }
  const readPrevious = () => files.read(previousPath).catch(() => undefined)
  let previous = await readPrevious()
  const isLost = previous !== undefined && !sameContent(previous, expected)
  if (isLost) {
    // Its writer may be at it still.
    await waitForWriter(clock)
    previous = await readPrevious()
  }
  if (sealCopy) await withFileFault(path, 'changed', emptied(files, previousPath))
  else await files.remove(previousPath).catch(() => undefined)
  return isLost && previous?.bytes.length !== 0 ? previous : undefined
}

/** Where the replaced file stands until it has been compared. */
function besideOf(path: string): string {
  return `${path}.before-signet`
}

/** SECURITY: a removal may be undone by a loss of power, a replacement may not: what comes back then is empty. */
async function emptied(files: Files, path: string): Promise<void> {
  if ((await files.read(path)) === undefined) return
  await files.replace(path, new Uint8Array(), { mode: 0o600 })
  await files.remove(path)
}

async function backUp(update: ConfigUpdate, content: FileContent | undefined): Promise<string | undefined> {
  if (!content) return undefined
  const { files, clock, backupFolder: folder, path, note } = update
  const sealed = await update.sealCopy?.(content.bytes)
  if (sealed) {
    const saved = saveSealedCopy({ files, clock, folder }, seriesOf(path), sealed)
    return withFileFault(path, 'backed up', saved)
  }
  const saved = saveBackup({ files, clock, folder }, seriesOf(path), content.bytes, note)
  return withFileFault(path, 'backed up', saved)
}

function textOf(content: FileContent | undefined): ConfigText {
  return content ? decodeConfigText(content.bytes) : { text: '', encoding: 'utf-8' }
}

function sameContent(one: FileContent | undefined, other: FileContent | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && sameBytes(one.bytes, other.bytes))
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index])
}
