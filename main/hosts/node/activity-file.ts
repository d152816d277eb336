/**
 * The activity log on Node: `activity.log` and up to four older ones beside it, mode 0600, only ever added to.
 *
 * @module
 */
import { hash } from 'node:crypto'
import { constants } from 'node:fs'
import * as fs from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { ActivityEnd, ActivityFile, ActivityPortion } from '../../kernel/ports/activity-file.ts'
import { createFiles, mapped, nodeOperations } from './files.ts'

const mostFiles = 5
const tailInBytes = 64 * 1024
const portionInBytes = 256 * 1024

/** @param folder - The state folder. Every rejection is a {@link FileError}. */
export function nodeActivityFile(folder: string): ActivityFile {
  const path = join(folder, 'activity.log')
  const headPath = join(folder, 'activity.head')
  const files = createFiles()
  let newest: NewestFile | undefined
  const opened = async () => {
    newest ??= await NewestFile.open(path)
    return newest
  }
  const close = async () => {
    const file = newest
    newest = undefined
    await file?.close()
  }
  return {
    // What is ASCII, as every line that was written here is, needs no copy.
    digest: (text) => hash('sha256', isAscii(text) ? text : Buffer.from(text, 'latin1'), 'hex'),
    async open() {
      await close().catch(() => undefined)
      return mapped(
        path,
        opened().then((file) => file.end()),
      )
    },
    append: (text) =>
      mapped(
        path,
        opened().then((file) => file.append(text)),
      ),
    sync: () =>
      mapped(
        path,
        opened().then((file) => file.sync()),
      ),
    rotate: () =>
      mapped(
        path,
        close()
          .then(() => rotate(path))
          .then(() => nodeOperations.syncFolder(folder)),
      ),
    async readHead() {
      const found = await files.read(headPath)
      return found && Buffer.from(found.bytes).toString('latin1')
    },
    writeHead: (text) => files.replace(headPath, new TextEncoder().encode(text), { mode: 0o600 }),
    names: () => mapped(path, names(folder)),
    lines: (name) => lines(join(folder, name)),
    close,
  }
}

function isAscii(text: string): boolean {
  return !/[^ -~]/.test(text)
}

class NewestFile {
  readonly #file: fs.FileHandle
  #sizeInBytes: number

  private constructor(file: fs.FileHandle, sizeInBytes: number) {
    this.#file = file
    this.#sizeInBytes = sizeInBytes
  }

  static async open(path: string): Promise<NewestFile> {
    const { O_CREAT, O_RDWR, O_APPEND, O_NOFOLLOW } = constants
    const file = await fs.open(path, O_CREAT | O_RDWR | O_APPEND | O_NOFOLLOW, 0o600)
    try {
      // SECURITY: whatever the umask, or whoever made it: it says who used what.
      await file.chmod(0o600)
      return new NewestFile(file, (await file.stat()).size)
    } catch (thrown) {
      await file.close()
      throw thrown
    }
  }

  async end(): Promise<ActivityEnd> {
    const start = Math.max(0, this.#sizeInBytes - tailInBytes)
    const bytes = Buffer.alloc(this.#sizeInBytes - start)
    const { bytesRead } = await this.#file.read(bytes, 0, bytes.length, start)
    const text = bytes.toString('latin1', 0, bytesRead)
    const tail = start === 0 ? text : text.slice(text.indexOf('\n') + 1)
    return { sizeInBytes: this.#sizeInBytes, tail }
  }

  async append(text: string): Promise<void> {
    const bytes = Buffer.from(text, 'latin1')
    let written = 0
    try {
      while (written < bytes.length) {
        written += (await this.#file.write(bytes, written, bytes.length - written)).bytesWritten
      }
    } catch (thrown) {
      // A full disk takes the half of a line: the next lines begin where the last whole one ended.
      if (written > 0) await this.#file.truncate(this.#sizeInBytes).catch(() => undefined)
      throw thrown
    }
    this.#sizeInBytes += bytes.length
  }

  sync(): Promise<void> {
    return this.#file.datasync()
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}

/** Goes on where a killed one stopped: from the first name that is free on, nothing is moved, and so nothing is lost. */
async function rotate(path: string): Promise<void> {
  const found = new Set(await fs.readdir(dirname(path)))
  const nameOf = (place: number) => (place === 0 ? path : `${path}.${place}`)
  let free = 1
  while (free < mostFiles - 1 && found.has(basename(nameOf(free)))) free += 1
  for (let place = free; place > 0; place -= 1) await fs.rename(nameOf(place - 1), nameOf(place))
}

async function names(folder: string): Promise<readonly string[]> {
  const found = new Set(await fs.readdir(folder))
  const older = Array.from({ length: mostFiles - 1 }, (_, index) => `activity.log.${mostFiles - 1 - index}`)
  return [...older, 'activity.log'].filter((name) => found.has(name))
}

async function* lines(path: string): AsyncGenerator<ActivityPortion> {
  const file = await mapped(path, fs.open(path, constants.O_RDONLY | constants.O_NOFOLLOW))
  try {
    const bytes = Buffer.allocUnsafe(portionInBytes)
    let rest = ''
    for (;;) {
      const { bytesRead } = await mapped(path, file.read(bytes, 0, bytes.length))
      if (bytesRead === 0) break
      const whole = (rest + bytes.toString('latin1', 0, bytesRead)).split('\n')
      rest = whole.pop() ?? ''
      yield { lines: whole, torn: '' }
    }
    if (rest !== '') yield { lines: [], torn: rest }
  } finally {
    await file.close()
  }
}
