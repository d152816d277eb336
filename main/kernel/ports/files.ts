/** A file as found: its bytes and its permission bits. */
export interface FileContent {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly mode: number
}

/**
 * Whole files, read and replaced. Paths are absolute. Errors are the host's system errors wrapped as
 * {@link FileError}, so that a room can tell "disk full" from "not allowed" without knowing the host.
 */
export interface Files {
  /** The file, or undefined when there is none. Follows links. */
  read(path: string): Promise<FileContent | undefined>
  /**
   * Replaces the file so that after a crash at any moment the old or the new content stands, never neither, never a mix:
   * a new file of a unique name in the same folder, all bytes written, fsync, rename, fsync of the folder.
   * With `previousPath` the old content is kept under that name (by link and rename). Follows a link to its target.
   * Durable when resolved. On any failure the temporary file is gone and the old content stands.
   */
  replace(
    path: string,
    bytes: Uint8Array,
    options: { readonly mode: number; readonly previousPath?: string },
  ): Promise<void>
  /** Renames, durably. */
  rename(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
  /** Names in a folder, sorted; empty when there is no folder. */
  list(folder: string): Promise<readonly string[]>
  /** The folder, made with its parents, mode 0700 for those that were missing. */
  makeFolder(folder: string): Promise<void>
}

/** Why a file operation failed, in the words that a room can act on. */
export type FileFault = 'no-space' | 'read-only' | 'not-allowed' | 'not-a-file' | 'io'

export class FileError extends Error {
  readonly fault: FileFault
  readonly path: string

  constructor(fault: FileFault, path: string, cause?: unknown) {
    super(`${path}: ${fault}`, { cause })
    this.name = 'FileError'
    this.fault = fault
    this.path = path
  }
}
