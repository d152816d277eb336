/**
 * Copies of a config file from before each change, in Signet's own folder.
 *
 * @module
 */
import type { Clock } from '../kernel/ports/clock.ts'
import type { Files } from '../kernel/ports/files.ts'
import {
  type BackupNote,
  type ChangeNote,
  decodeBackupNote,
  encodeBackupNote,
  joined,
} from './backup-note.ts'
import { withoutDefault } from './default-section.ts'
import { nameOf } from './locations.ts'
import { decodeConfigText } from './text.ts'

export const backupsKept = 20

/**
 * Saves a copy and removes all but the last {@link backupsKept} of that name.
 *
 * @param name - Of the series: {@link seriesOf} the file's path.
 * @param note - Kept beside the copy.
 * @returns The path of the copy: `<folder>/<name>.2026-01-02T03-04-05-678Z`.
 * @throws FileError
 */
export async function saveBackup(
  { files, clock, folder }: { readonly files: Files; readonly clock: Clock; readonly folder: string },
  name: string,
  bytes: Uint8Array,
  note?: ChangeNote,
): Promise<string> {
  await files.makeFolder(folder)
  const earlier = (await files.list(folder)).filter((found) => isBackupOf(found, name)).sort(byAge)
  const before = await switchBefore({ files, folder }, earlier.at(-1), bytes, note)
  if (before) {
    await files.replace(noteOf(before.path), encodeBackupNote(before.note), { mode: 0o600 })
    return before.path
  }
  const stamp = new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '-')
  // The number goes on from the last one: a place that was freed is an older one's.
  const moment = `${name}.${stamp}`
  const last = earlier.map(momentOf).findLast((found) => found.moment === moment)
  const backup = last === undefined ? moment : `${moment}~${last.count + 1}`
  // SECURITY: a credentials file may hold long-term keys; only its owner may read a copy.
  if (note) await files.replace(noteOf(`${folder}/${backup}`), encodeBackupNote(note), { mode: 0o600 })
  await files.replace(`${folder}/${backup}`, bytes, { mode: 0o600 })
  const surplus = [...earlier, backup].sort(byAge).slice(0, -backupsKept)
  // One copy too many does no harm, so it must not stop the change.
  const remove = (path: string) => files.remove(path).catch(() => undefined)
  for (const old of surplus) {
    await remove(`${folder}/${old}`)
    await remove(noteOf(`${folder}/${old}`))
  }
  return `${folder}/${backup}`
}

/**
 * The copy from before the switches that this one follows, with its new note. A person who switches fifty times a day
 * must not lose the copies from before other changes by it.
 */
async function switchBefore(
  { files, folder }: { readonly files: Pick<Files, 'read'>; readonly folder: string },
  latest: string | undefined,
  bytes: Uint8Array,
  note: ChangeNote | undefined,
): Promise<{ readonly path: string; readonly note: ChangeNote } | undefined> {
  const file = note?.switches
  if (latest === undefined || note === undefined || file === undefined) return undefined
  const path = `${folder}/${latest}`
  const [copy, found] = await Promise.all([files.read(path), files.read(noteOf(path))])
  const former = found && decodeBackupNote(found.bytes)
  if (!copy || former?.switches !== file) return undefined
  const rest = (of: Uint8Array) => withoutDefault(decodeConfigText(new Uint8Array(of)).text, file)
  // What somebody else changed since is in no other copy.
  return rest(copy.bytes) === rest(bytes) ? { path, note: joined(former, note) } : undefined
}

/** A copy from before a change. */
export interface Backup {
  readonly path: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly sizeInBytes: number
  readonly note: BackupNote | undefined
}

/** The copies of a series, the newest first. @throws FileError */
export async function listBackups(
  files: Pick<Files, 'read' | 'list'>,
  folder: string,
  name: string,
): Promise<readonly Backup[]> {
  const found = (await files.list(folder)).filter((candidate) => isBackupOf(candidate, name)).sort(byAge)
  const backups = await Promise.all(
    found.map(async (backup) => {
      const path = `${folder}/${backup}`
      const [copy, note] = await Promise.all([files.read(path), files.read(noteOf(path))])
      const read = note && decodeBackupNote(note.bytes)
      return copy && { path, at: timeOf(backup, name), sizeInBytes: copy.bytes.length, note: read }
    }),
  )
  return backups.flatMap((backup) => (backup ? [backup] : [])).reverse()
}

/** Of several within one millisecond the numbers tell: `…Z` is older than `…Z~2`, and that than `…Z~10`. */
function byAge(one: string, other: string): number {
  const [a, b] = [momentOf(one), momentOf(other)]
  return a.moment === b.moment ? a.count - b.count : a.moment < b.moment ? -1 : 1
}

function momentOf(backup: string): { readonly moment: string; readonly count: number } {
  const count = /Z~(\d+)$/.exec(backup)?.[1]
  return count === undefined
    ? { moment: backup, count: 1 }
    : { moment: backup.slice(0, -count.length - 1), count: Number(count) }
}

function timeOf(backup: string, name: string): number {
  const [day = '', time = ''] = backup.slice(name.length + 1).split('T')
  const [hours, minutes, seconds, milliseconds] = time.split(/[-Z]/)
  return Date.parse(`${day}T${hours}:${minutes}:${seconds}.${milliseconds}Z`)
}

function noteOf(backupPath: string): string {
  return `${backupPath}.json`
}

/**
 * The name of a file's series: its own name, with a mark of its folder so that two files called `config` have two.
 *
 * @param path - Absolute.
 */
export function seriesOf(path: string): string {
  // FNV-1a: a mark to tell folders apart, not a secret.
  let mark = 0x811c9dc5
  for (const sign of path) mark = Math.imul(mark ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return `${nameOf(path)}-${mark.toString(16).padStart(8, '0')}`
}

/** Whether a file of the backup folder is a copy of that series. */
function isBackupOf(found: string, name: string): boolean {
  return found.startsWith(`${name}.`) && /^\d{4}-\d\d-\d\dT[\d-]+Z(~\d+)?$/.test(found.slice(name.length + 1))
}
