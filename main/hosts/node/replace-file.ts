/**
 * Replacing a file so that a crash at any moment leaves the old content or the new: the algorithm, over the few
 * operations of a file system that it needs. A model of a file system that loses power runs the same lines in tests.
 *
 * @module
 */

/** An open file that is being written. */
export interface WritableFile {
  /** Writes some of the bytes at the position; resolves with how many. */
  write(bytes: Uint8Array, position: number): Promise<number>
  setMode(mode: number): Promise<void>
  sync(): Promise<void>
  close(): Promise<void>
}

/** Each rejects with the system's error. Paths are absolute, and links are resolved before they come here. */
export interface FileOperations {
  /** A new file, mode 0600. Fails when the name is taken, even by a link that leads nowhere. */
  create(path: string): Promise<WritableFile>
  /** The bytes of a file; undefined when there is none. */
  read(path: string): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** A second name for a file. */
  link(from: string, to: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  /** Does nothing when there is no such name. */
  remove(path: string): Promise<void>
  syncFolder(folder: string): Promise<void>
  /** A path in the same folder that nobody has guessed. */
  temporaryPath(besides: string): string
  folderOf(path: string): string
}

export interface Replacement {
  readonly path: string
  readonly bytes: Uint8Array
  readonly mode: number
  readonly previousPath?: string | undefined
}

/** Durable when resolved. When rejected no temporary name is left, as far as the system lets one be removed. */
export async function replaceFile(operations: FileOperations, replacement: Replacement): Promise<void> {
  const { path, bytes, mode, previousPath } = replacement
  const temporaries: string[] = []
  const temporaryFile = async (content: Uint8Array): Promise<string> => {
    const temporaryPath = operations.temporaryPath(path)
    temporaries.push(temporaryPath)
    await writeNew(operations, temporaryPath, content, mode)
    return temporaryPath
  }
  try {
    const nextPath = await temporaryFile(bytes)
    if (previousPath !== undefined)
      await keepPrevious(operations, path, previousPath, temporaries, temporaryFile)
    await operations.rename(nextPath, path)
    await operations.syncFolder(operations.folderOf(path))
  } catch (thrown) {
    for (const temporaryPath of temporaries) await operations.remove(temporaryPath).catch(() => undefined)
    throw thrown
  }
}

async function writeNew(
  operations: FileOperations,
  path: string,
  bytes: Uint8Array,
  mode: number,
): Promise<void> {
  const file = await operations.create(path)
  try {
    for (let written = 0; written < bytes.length; ) {
      const count = await file.write(bytes.subarray(written), written)
      if (count === 0) throw new Error('a write took no bytes')
      written += count
    }
    // After the content, so that a file which others may read is never open to them half made.
    if (mode !== 0o600) await file.setMode(mode)
    // Once only: after a failed fsync the kernel may call lost pages clean, and a second one would succeed (R3).
    await file.sync()
  } catch (thrown) {
    await file.close().catch(() => undefined)
    throw thrown
  }
  await file.close()
}

async function keepPrevious(
  operations: FileOperations,
  path: string,
  previousPath: string,
  temporaries: string[],
  temporaryFile: (content: Uint8Array) => Promise<string>,
): Promise<void> {
  const linkPath = operations.temporaryPath(path)
  temporaries.push(linkPath)
  try {
    await operations.link(path, linkPath)
  } catch (thrown) {
    if (isCode(thrown, 'ENOENT')) return
    // Not every file system has hard links: there the previous generation is a copy.
    const content = await operations.read(path)
    if (content) await operations.rename(await temporaryFile(content), previousPath)
    return
  }
  await operations.rename(linkPath, previousPath)
  // After a crash between the two renames both names are one file, and renaming one name of a file to another
  // does nothing (rename(2)): without this the link would stay for good.
  await operations.remove(linkPath)
}

function isCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code
}
