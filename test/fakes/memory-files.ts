import { type FileContent, FileError, type FileFault, type Files } from '../../main/kernel/ports/files.ts'

/** Files in memory. `fail` makes the next operations of a kind fail, until it is cleared. */
export class MemoryFiles implements Files {
  readonly contents = new Map<string, FileContent>()
  readonly folders = new Set<string>()
  /** Faults by operation, as long as they stand here. */
  fail: { read?: FileFault; replace?: FileFault; rename?: FileFault; list?: FileFault } = {}
  /** Every change, in order, for a test that asks what was touched. */
  readonly changes: string[] = []
  /** Awaited before each replace, so that a test can hold a save. */
  beforeReplace: () => Promise<void> = async () => {}

  put(path: string, bytes: Uint8Array, mode = 0o600): void {
    this.contents.set(path, { bytes: new Uint8Array(bytes), mode })
  }

  bytes(path: string): Uint8Array<ArrayBuffer> {
    const found = this.contents.get(path)
    if (!found) throw new Error(`no ${path}`)
    return new Uint8Array(found.bytes)
  }

  /** Names in a folder, without waiting. */
  names(folder: string): string[] {
    return [...this.contents.keys()]
      .filter((path) => path.startsWith(`${folder}/`))
      .map((path) => path.slice(folder.length + 1))
      .sort()
  }

  async read(path: string): Promise<FileContent | undefined> {
    this.#mayFail('read', path)
    return this.contents.get(path)
  }

  async replace(
    path: string,
    bytes: Uint8Array,
    options: { readonly mode: number; readonly previousPath?: string },
  ): Promise<void> {
    await this.beforeReplace()
    this.#mayFail('replace', path)
    const old = this.contents.get(path)
    if (old && options.previousPath !== undefined) this.contents.set(options.previousPath, old)
    this.put(path, bytes, options.mode)
    this.changes.push(`replace ${path}`)
  }

  async rename(from: string, to: string): Promise<void> {
    this.#mayFail('rename', from)
    const found = this.contents.get(from)
    if (!found) throw new FileError('io', from)
    this.contents.delete(from)
    this.contents.set(to, found)
    this.changes.push(`rename ${from} ${to}`)
  }

  async remove(path: string): Promise<void> {
    this.contents.delete(path)
    this.changes.push(`remove ${path}`)
  }

  async list(folder: string): Promise<readonly string[]> {
    this.#mayFail('list', folder)
    return this.names(folder)
  }

  async makeFolder(folder: string): Promise<void> {
    this.folders.add(folder)
  }

  #mayFail(operation: 'read' | 'replace' | 'rename' | 'list', path: string): void {
    const fault = this.fail[operation]
    if (fault) throw new FileError(fault, path)
  }
}
