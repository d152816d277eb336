/**
 * Copies of a config file that are kept sealed, because the text had long-term keys in it. They stand beside the plain
 * backups and never count as one.
 *
 * @module
 */
import type { Clock } from '../kernel/ports/clock.ts'
import type { Files } from '../kernel/ports/files.ts'

export interface CopyPlace {
  readonly files: Files
  readonly clock: Pick<Clock, 'now'>
  /** In Signet's state folder. */
  readonly folder: string
}

/** @param name - Of the series of the file. @returns the path of the copy. @throws FileError */
export async function saveSealedCopy(
  { files, clock, folder }: CopyPlace,
  name: string,
  sealed: Uint8Array<ArrayBuffer>,
): Promise<string> {
  await files.makeFolder(folder)
  const taken = new Set(await files.list(folder))
  const stamp = new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '-')
  let copy = `${name}.${stamp}.age`
  for (let count = 2; taken.has(copy); count += 1) copy = `${name}.${stamp}~${count}.age`
  await files.replace(`${folder}/${copy}`, sealed, { mode: 0o600 })
  return `${folder}/${copy}`
}

/** Paths of the sealed copies of a series, the newest first. @throws FileError */
export async function listSealedCopies(
  { files, folder }: { readonly files: Pick<Files, 'list'>; readonly folder: string },
  name: string,
): Promise<readonly string[]> {
  const copies = (await files.list(folder)).filter((found) => isSealedCopyOf(found, name))
  return copies
    .sort()
    .reverse()
    .map((copy) => `${folder}/${copy}`)
}

/** What a plain backup is called once it is sealed. */
export function sealedNameOf(backupPath: string): string {
  return `${backupPath}.age`
}

function isSealedCopyOf(found: string, name: string): boolean {
  return (
    found.startsWith(`${name}.`) && /^\d{4}-\d\d-\d\dT[\d-]+Z(~\d+)?\.age$/.test(found.slice(name.length + 1))
  )
}
