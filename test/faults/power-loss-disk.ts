/**
 * A disk that loses power. What is written is safe only after an fsync of the file, a name only after an fsync of its
 * folder; until then each may be there or not after a crash, on its own and in any order. That is weaker than any file
 * system in use, so what survives here survives there.
 */
import type { FileOperations, WritableFile } from '../../main/hosts/node/replace-file.ts'
import { type FileContent, FileError, type Files } from '../../main/kernel/ports/files.ts'

type Bytes = Uint8Array<ArrayBuffer>

interface Inode {
  /** What a reader sees. */
  bytes: Bytes
  /** What the disk holds for sure; undefined while nothing is. */
  synced: Bytes | undefined
}

type NameChange =
  | { readonly kind: 'set'; readonly path: string; readonly inode: Inode }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'move'; readonly from: string; readonly to: string; readonly inode: Inode }

/** What a disk may hold when the power comes back. */
export type AfterCrash = ReadonlyMap<string, Bytes>

export class PowerLossDisk implements FileOperations {
  #names = new Map<string, Inode>()
  #safeNames = new Map<string, Inode>()
  #unsafe: NameChange[] = []
  #operationCount = 0
  /** Called after each operation that changes something. */
  afterEach: () => void = () => {}
  /** The operation, by number from 1, that fails with an I/O error. */
  failAt = 0

  /** A disk with these files, all safe. Paths that hold the same bytes object are one file. */
  constructor(files: AfterCrash = new Map()) {
    const inodes = new Map<Bytes, Inode>()
    for (const [path, bytes] of files) {
      const inode = inodes.get(bytes) ?? { bytes, synced: bytes }
      inodes.set(bytes, inode)
      this.#names.set(path, inode)
      this.#safeNames.set(path, inode)
    }
  }

  get operationCount(): number {
    return this.#operationCount
  }

  /** Every state that a crash at this moment may leave. */
  *crashes(): Generator<AfterCrash> {
    const count = this.#unsafe.length
    for (let subset = 0; subset < 2 ** count; subset += 1) {
      const names = new Map(this.#safeNames)
      this.#unsafe.forEach((change, index) => {
        if (subset & (1 << index)) apply(names, change)
      })
      yield* withContents([...names])
    }
  }

  async create(path: string): Promise<WritableFile> {
    if (this.#names.has(path)) throw failure('EEXIST')
    const inode: Inode = { bytes: new Uint8Array(0), synced: undefined }
    this.#changeNames({ kind: 'set', path, inode })
    return {
      write: async (bytes, position) => {
        this.#step()
        // In two parts, as a disk that is nearly full would take it.
        const taken = bytes.subarray(0, Math.max(1, Math.ceil(bytes.length / 2)))
        const grown = new Uint8Array(position + taken.length)
        grown.set(inode.bytes.subarray(0, position))
        grown.set(taken, position)
        inode.bytes = grown
        this.afterEach()
        return taken.length
      },
      setMode: async () => {},
      sync: async () => {
        this.#step()
        inode.synced = inode.bytes
        this.afterEach()
      },
      close: async () => {},
    }
  }

  async read(path: string): Promise<Bytes | undefined> {
    return this.#names.get(path)?.bytes
  }

  async link(from: string, to: string): Promise<void> {
    const inode = this.#names.get(from)
    if (!inode) throw failure('ENOENT')
    if (this.#names.has(to)) throw failure('EEXIST')
    this.#changeNames({ kind: 'set', path: to, inode })
  }

  async rename(from: string, to: string): Promise<void> {
    const inode = this.#names.get(from)
    if (!inode) throw failure('ENOENT')
    // rename(2): two names of one file stay as they are.
    if (this.#names.get(to) === inode) return
    this.#changeNames({ kind: 'move', from, to, inode })
  }

  async remove(path: string): Promise<void> {
    if (this.#names.has(path)) this.#changeNames({ kind: 'remove', path })
  }

  async syncFolder(): Promise<void> {
    this.#step()
    this.#safeNames = new Map(this.#names)
    this.#unsafe = []
    this.afterEach()
  }

  temporaryPath(): string {
    return `/vault/.temporary-${crypto.randomUUID()}`
  }

  folderOf(): string {
    return '/vault'
  }

  /** The same disk with some operations of another kind. */
  but(others: Partial<FileOperations>): FileOperations {
    return {
      create: (path) => this.create(path),
      read: (path) => this.read(path),
      link: (from, to) => this.link(from, to),
      rename: (from, to) => this.rename(from, to),
      remove: (path) => this.remove(path),
      syncFolder: () => this.syncFolder(),
      temporaryPath: () => this.temporaryPath(),
      folderOf: () => this.folderOf(),
      ...others,
    }
  }

  /** The files port over this disk, with `replace` as given. */
  files(
    replace: (disk: PowerLossDisk, path: string, bytes: Bytes, previousPath?: string) => Promise<void>,
  ): Files {
    const asFileError = async <T>(path: string, work: Promise<T>): Promise<T> => {
      try {
        return await work
      } catch (cause) {
        throw new FileError('io', path, cause)
      }
    }
    return {
      read: async (path): Promise<FileContent | undefined> => {
        const bytes = await this.read(path)
        return bytes && { bytes, mode: 0o600 }
      },
      replace: (path, bytes, { previousPath }) =>
        asFileError(path, replace(this, path, new Uint8Array(bytes), previousPath)),
      rename: (from, to) =>
        asFileError(
          from,
          this.rename(from, to).then(() => this.syncFolder()),
        ),
      remove: (path) => asFileError(path, this.remove(path)),
      list: async () => [...this.#names.keys()].map((path) => path.slice('/vault/'.length)).sort(),
      makeFolder: async () => {},
    }
  }

  #changeNames(change: NameChange): void {
    this.#step()
    apply(this.#names, change)
    this.#unsafe.push(change)
    this.afterEach()
  }

  #step(): void {
    this.#operationCount += 1
    if (this.#operationCount === this.failAt) throw failure('EIO')
  }
}

function apply(names: Map<string, Inode>, change: NameChange): void {
  if (change.kind === 'set') names.set(change.path, change.inode)
  else if (change.kind === 'remove') names.delete(change.path)
  else {
    names.delete(change.from)
    names.set(change.to, change.inode)
  }
}

/** Every content that files without an fsync may have: what was written, the first half, nothing, or zeros. */
function* withContents(names: readonly (readonly [string, Inode])[]): Generator<AfterCrash> {
  const unsafe = [...new Set(names.map(([, inode]) => inode))].filter((inode) => inode.synced !== inode.bytes)
  const choices = unsafe.map((inode) => [
    inode.bytes,
    inode.bytes.slice(0, inode.bytes.length >> 1),
    new Uint8Array(0),
    new Uint8Array(inode.bytes.length),
  ])
  const total = 4 ** unsafe.length
  for (let choice = 0; choice < total; choice += 1) {
    const contents = new Map(
      unsafe.map((inode, index) => [inode, choices[index]?.[(choice >> (2 * index)) & 3]]),
    )
    yield new Map(names.map(([path, inode]) => [path, contents.get(inode) ?? inode.bytes]))
  }
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code })
}
