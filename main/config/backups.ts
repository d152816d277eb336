/**
 * Copies of a config file from before each change, in Signet's own folder.
 *
 * @module
 */
import type { Clock } from '../kernel/ports/clock.ts'
import type { Files } from '../kernel/ports/files.ts'
import { nameOf } from './locations.ts'

export const backupsKept = 20

/**
 * Saves a copy and removes all but the last {@link backupsKept} of that name.
 *
 * @param name - Of the series: {@link seriesOf} the file's path.
 * @returns The path of the copy: `<folder>/<name>.2026-01-02T03-04-05-678Z`.
 * @throws FileError
 */
export async function saveBackup(
  { files, clock, folder }: { readonly files: Files; readonly clock: Clock; readonly folder: string },
  name: string,
  bytes: Uint8Array,
): Promise<string> {
  await files.makeFolder(folder)
  const earlier = (await files.list(folder)).filter((found) => isBackupOf(found, name))
  const stamp = new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '-')
  let backup = `${name}.${stamp}`
  for (let count = 2; earlier.includes(backup); count += 1) backup = `${name}.${stamp}~${count}`
  // SECURITY: a credentials file may hold long-term keys; only its owner may read a copy.
  await files.replace(`${folder}/${backup}`, bytes, { mode: 0o600 })
  const surplus = [...earlier, backup].sort().slice(0, -backupsKept)
  // One copy too many does no harm, so it must not stop the change.
  for (const old of surplus) await files.remove(`${folder}/${old}`).catch(() => undefined)
  return `${folder}/${backup}`
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
export function isBackupOf(found: string, name: string): boolean {
  return found.startsWith(`${name}.`) && /^\d{4}-\d\d-\d\dT[\d-]+Z(~\d+)?$/.test(found.slice(name.length + 1))
}
