import { createHash } from 'node:crypto'
import type { ActivityEnd, ActivityFile, ActivityPortion } from '../../main/kernel/ports/activity-file.ts'
import { FileError, type FileFault } from '../../main/kernel/ports/files.ts'

/** Five files and a head in memory, on a disk that can be full, torn or hung. It outlives whoever writes to it. */
export class MemoryActivityFile implements ActivityFile {
  /** Newest first, as `activity.log`, `activity.log.1` and so on. */
  files: string[] = []
  head: string | undefined
  /** Every operation that writes fails so, while it stands here. */
  fault: FileFault | undefined
  /** Signs of the next text that reach the disk before it fails. */
  torn = 0
  /** Each append waits for this first. */
  pause: Promise<void> | undefined
  syncs = 0

  digest(text: string): string {
    return createHash('sha256').update(text, 'latin1').digest('hex')
  }

  async open(): Promise<ActivityEnd> {
    this.#assertWorks()
    if (this.files.length === 0) this.files = ['']
    const text = this.files[0] ?? ''
    return { sizeInBytes: text.length, tail: text }
  }

  async append(text: string): Promise<void> {
    if (this.pause) await this.pause
    if (this.fault && this.torn > 0) this.#add(text.slice(0, this.torn))
    this.#assertWorks()
    this.#add(text)
  }

  async sync(): Promise<void> {
    this.#assertWorks()
    this.syncs += 1
  }

  async rotate(): Promise<void> {
    this.#assertWorks()
    this.files = ['', ...this.files].slice(0, 5)
  }

  async readHead(): Promise<string | undefined> {
    return this.head
  }

  async writeHead(text: string): Promise<void> {
    this.#assertWorks()
    this.head = text
  }

  async names(): Promise<readonly string[]> {
    return this.files.map((_, place) => (place === 0 ? 'activity.log' : `activity.log.${place}`)).reverse()
  }

  async *lines(name: string): AsyncGenerator<ActivityPortion> {
    const place = name === 'activity.log' ? 0 : Number(name.split('.').at(-1))
    const lines = (this.files[place] ?? '').split('\n')
    const torn = lines.pop() ?? ''
    // In small portions, as a large file comes.
    for (let start = 0; start < lines.length; start += 3)
      yield { lines: lines.slice(start, start + 3), torn: '' }
    if (torn !== '') yield { lines: [], torn }
  }

  async close(): Promise<void> {}

  /** Everything there is, oldest first. */
  text(): string {
    return this.files.toReversed().join('')
  }

  #add(text: string): void {
    this.files[0] = (this.files[0] ?? '') + text
  }

  #assertWorks(): void {
    if (this.fault) throw new FileError(this.fault, '/state/activity.log')
  }
}
