/**
 * Whole files on Node. The replacing itself is in `replace-file.ts`; here are the calls of the system, the names of
 * temporary files, and what the system's errors mean.
 *
 * @module
 */
import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import * as fs from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { type FileContent, FileError, type FileFault, type Files } from '../../kernel/ports/files.ts'
import { type FileOperations, replaceFile } from './replace-file.ts'

/** The largest file that is read: an AWS config of 10,000 profiles is about a tenth of it. */
export const mostBytes = 32 * 1024 * 1024

const temporaryName = /^\.signet-[0-9a-f]{32}\.tmp$/
const temporaryAgeInMilliseconds = 60 * 60 * 1000
const mostLinks = 40
const isWindows = process.platform === 'win32'

/** The files port. Every rejection is a {@link FileError}. */
export function createFiles(operations: FileOperations = nodeOperations): Files {
  return {
    read: (path) => mapped(path, readWhole(path)),
    replace: (path, bytes, { mode, previousPath }) =>
      mapped(
        path,
        resolveTarget(path).then((target) =>
          replaceFile(operations, { path: target, bytes, mode, previousPath }),
        ),
      ),
    rename: (from, to) => mapped(from, renameDurably(operations, from, to)),
    remove: (path) =>
      mapped(
        path,
        operations.remove(path).then(() => operations.syncFolder(dirname(path))),
      ),
    list: (folder) => mapped(folder, list(folder)),
    makeFolder: (folder) => mapped(folder, makeFolder(operations, folder)),
  }
}

/**
 * Removes what a killed process left half made in a folder: temporary files of ours, older than an hour.
 * @returns how many. @throws {@link FileError}
 */
export async function sweepTemporary(folder: string): Promise<number> {
  const oldest = Date.now() - temporaryAgeInMilliseconds
  let count = 0
  for (const name of await mapped(folder, list(folder))) {
    if (!temporaryName.test(name)) continue
    const path = join(folder, name)
    const found = await fs.lstat(path).catch(() => undefined)
    if (found?.isFile() && found.mtimeMs < oldest) {
      await mapped(path, nodeOperations.remove(path))
      count += 1
    }
  }
  return count
}

/** The system's calls. */
export const nodeOperations: FileOperations = {
  async create(path) {
    const { O_CREAT, O_EXCL, O_WRONLY, O_NOFOLLOW } = constants
    // SECURITY: O_EXCL and O_NOFOLLOW: a name that somebody else has put there, link or file, is never written through.
    const file = await fs.open(path, O_CREAT | O_EXCL | O_WRONLY | (O_NOFOLLOW ?? 0), 0o600)
    return {
      write: async (bytes, position) => (await file.write(bytes, 0, bytes.length, position)).bytesWritten,
      setMode: (mode) => file.chmod(mode),
      sync: () => file.sync(),
      close: () => file.close(),
    }
  },
  read: async (path) => (await readWhole(path))?.bytes,
  link: (from, to) => fs.link(from, to),
  rename: (from, to) => (isWindows ? renameWhenFree(from, to) : fs.rename(from, to)),
  async remove(path) {
    await fs.unlink(path).catch((thrown: unknown) => {
      if (codeOf(thrown) !== 'ENOENT') throw thrown
    })
  },
  async syncFolder(folder) {
    // Windows has no fsync of a folder; NTFS orders its own metadata.
    if (isWindows) return
    const handle = await fs.open(folder, constants.O_RDONLY | constants.O_DIRECTORY)
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  },
  temporaryPath: (besides) => join(dirname(besides), `.signet-${randomBytes(16).toString('hex')}.tmp`),
  folderOf: dirname,
}

/** On Windows a virus scanner may hold a file for a moment. */
async function renameWhenFree(from: string, to: string): Promise<void> {
  for (const delayInMilliseconds of [10, 20, 40, 80, 160]) {
    try {
      return await fs.rename(from, to)
    } catch (thrown) {
      if (!['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(thrown))) throw thrown
      await wait(delayInMilliseconds)
    }
  }
  return fs.rename(from, to)
}

async function readWhole(path: string): Promise<FileContent | undefined> {
  let file: fs.FileHandle
  try {
    // Not blocking, so that a named pipe in the place of a file cannot hold us up.
    file = await fs.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return undefined
    throw thrown
  }
  try {
    const found = await file.stat()
    if (!found.isFile()) throw new FileError('not-a-file', path)
    if (found.size > mostBytes) throw new FileError('io', path, new Error(`larger than ${mostBytes} bytes`))
    const bytes = new Uint8Array(found.size)
    let length = 0
    while (length < bytes.length) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length, length)
      if (bytesRead === 0) break
      length += bytesRead
    }
    return { bytes: bytes.subarray(0, length), mode: found.mode & 0o777 }
  } finally {
    await file.close()
  }
}

/** The file that a path means, through links, whether it is there or not. */
async function resolveTarget(path: string): Promise<string> {
  let target = resolve(path)
  for (let links = 0; links < mostLinks; links += 1) {
    const found = await fs.lstat(target).catch((thrown: unknown) => {
      if (codeOf(thrown) === 'ENOENT') return undefined
      throw thrown
    })
    if (found === undefined || found.isFile()) return target
    if (!found.isSymbolicLink()) break
    target = resolve(await fs.realpath(dirname(target)), await fs.readlink(target))
  }
  throw new FileError('not-a-file', path)
}

async function renameDurably(operations: FileOperations, from: string, to: string): Promise<void> {
  await operations.rename(from, to)
  await operations.syncFolder(dirname(to))
  if (dirname(from) !== dirname(to)) await operations.syncFolder(dirname(from))
}

async function list(folder: string): Promise<readonly string[]> {
  try {
    return (await fs.readdir(folder)).sort()
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return []
    throw thrown
  }
}

/** A folder is durable when its name in its parent is, so each parent that got a new name is synced. */
async function makeFolder(operations: FileOperations, folder: string): Promise<void> {
  const first = await fs.mkdir(folder, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  for (let made = resolve(folder); made.length >= resolve(first).length; made = dirname(made)) {
    await operations.syncFolder(dirname(made))
  }
}

/** The work, with the system's error as a {@link FileError}. */
export async function mapped<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (thrown) {
    if (thrown instanceof FileError) throw thrown
    throw new FileError(faultOf(codeOf(thrown)), path, thrown)
  }
}

function faultOf(code: string): FileFault {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'no-space'
    case 'EROFS':
      return 'read-only'
    case 'EACCES':
    case 'EPERM':
      return 'not-allowed'
    case 'EISDIR':
    case 'ENOTDIR':
    case 'ELOOP':
    case 'EEXIST':
    case 'ENXIO':
      return 'not-a-file'
    default:
      return 'io'
  }
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''
}
