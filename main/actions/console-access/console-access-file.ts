/**
 * A file that a person names on the command line.
 *
 * @module
 */
import { fileReasons } from '../../console-access/file-reasons.ts'
import { InputError } from '../../kernel/errors.ts'
import { FileError, type Files } from '../../kernel/ports/files.ts'

/** A file whose text was read elsewhere: a page has no paths. */
export interface GivenFile {
  readonly name: string
  readonly text: string
}

export interface NamedFile {
  readonly path: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** @param file - A path, relative to `cwd`, or what was read from it. @throws as {@link fileAt} */
export async function openFile(
  files: Pick<Files, 'read'>,
  cwd: string,
  file: string | GivenFile,
): Promise<NamedFile> {
  if (typeof file !== 'string') return { path: file.name, bytes: new TextEncoder().encode(file.text) }
  const path = pathFrom(cwd, file)
  return { path, bytes: await fileAt(files, path) }
}

/** @throws {@link InputError} `request-malformed` when there is none, or it cannot be read. */
export async function fileAt(files: Pick<Files, 'read'>, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const found = await withReason(path, 'read', files.read(path))
  if (found) return found.bytes
  throw new InputError('request-malformed', `There is no file ${path}. Nothing was changed.`, 'none')
}

/** @throws {@link InputError} `request-malformed` when it cannot be written: what was there still is. */
export function writeFileAt(files: Pick<Files, 'replace'>, path: string, text: string): Promise<void> {
  return withReason(path, 'written', files.replace(path, new TextEncoder().encode(text), { mode: 0o600 }))
}

export function pathFrom(cwd: string, path: string): string {
  return /^([/\\]|[A-Za-z]:)/.test(path) ? path : `${cwd}/${path}`
}

async function withReason<T>(path: string, verb: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (thrown) {
    if (!(thrown instanceof FileError)) throw thrown
    throw new InputError(
      'request-malformed',
      `${path} could not be ${verb}: ${fileReasons[thrown.fault]}, and try again.`,
      'none',
      thrown,
    )
  }
}
