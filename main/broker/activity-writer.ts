/**
 * Brings lines to the disk: in order, in batches, chained, and never in the way of whoever is served. A disk that does
 * not take them is tried again; what finds no room to wait is counted.
 *
 * @module
 */

import type { ActivityHealthView, ActivityView } from '../../preload/contract/activity-views.ts'
import { inWords } from '../../preload/contract/said-forms.ts'
import type { ActivityFile } from '../kernel/ports/activity-file.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import { FileError } from '../kernel/ports/files.ts'
import type { Log } from '../kernel/ports/log.ts'
import { type Continuation, continuation, decodeHead, encodeHead } from './activity-head.ts'
import { decodeLine, LineEncoder } from './activity-line.ts'

/** A line that has no number yet. */
export type ActivityDraft = Omit<ActivityView, 'seq'>

export interface ActivityWriterNeeds {
  readonly file: ActivityFile
  readonly clock: Clock
  readonly log: Log
  readonly limits?: Partial<ActivityLimits>
}

export interface ActivityLimits {
  readonly waitingLines: number
  readonly fileInBytes: number
}

const usualLimits: ActivityLimits = { waitingLines: 10_000, fileInBytes: 10 * 1024 * 1024 }
const mostFiles = 5
/** Encoding them holds up whoever is to be served meanwhile: some 4 µs a line. */
const mostLinesAtOnce = 100
const writeAfterInMilliseconds = 50
const syncAfterInMilliseconds = 800
const firstRetryInMilliseconds = 1_000
const lastRetryInMilliseconds = 60_000

interface Chain extends Pick<Continuation, 'seq' | 'prev' | 'separator'> {
  readonly sizeInBytes: number
  readonly starts: readonly number[]
}

export class ActivityWriter {
  readonly #needs: ActivityWriterNeeds
  readonly #limits: ActivityLimits
  readonly #encoder = new LineEncoder()
  #drafts: ActivityDraft[] = []
  #chain: Chain | undefined
  /** The lines of a batch that the disk may have taken in part. */
  #attempt: readonly string[] = []
  /** What the last opening found to be wrong, until it is written. */
  #gap: ActivityDraft | undefined
  #dropped = { total: 0, untold: 0 }
  #fault: string | undefined
  #retry = firstRetryInMilliseconds
  #isUnsynced = false
  #work: Promise<void> = Promise.resolve()
  #cancelWrite: (() => void) | undefined
  #cancelSync: (() => void) | undefined

  constructor(needs: ActivityWriterNeeds) {
    this.#needs = needs
    this.#limits = { ...usualLimits, ...needs.limits }
  }

  /** The number that the next line will have, if the disk gives no trouble. */
  nextSeq(): number {
    return (this.#chain?.seq ?? 0) + this.#drafts.length + 1
  }

  add(draft: ActivityDraft): void {
    if (this.#drafts.length >= this.#limits.waitingLines) {
      this.#dropped = { total: this.#dropped.total + 1, untold: this.#dropped.untold + 1 }
      return
    }
    this.#drafts.push(draft)
    this.#cancelWrite ??= this.#later(writeAfterInMilliseconds, () => this.flush())
  }

  health(): ActivityHealthView {
    const { total: dropped } = this.#dropped
    return { fault: this.#fault ?? null, waiting: this.#drafts.length, dropped }
  }

  /** Writes what waits and makes it last. Resolves when that was tried once; never throws. */
  settle(): Promise<void> {
    return this.#then(async () => {
      await this.#writeAll()
      await this.#sync()
    })
  }

  flush(): Promise<void> {
    return this.#then(() => this.#writeAll())
  }

  #later(delayInMilliseconds: number, act: () => Promise<void>): () => void {
    return this.#needs.clock.schedule(delayInMilliseconds, () => void act())
  }

  /** One piece of work at a time. */
  #then(act: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(act).then(
      () => this.#wentWell(),
      (thrown: unknown) => this.#failed(thrown),
    )
    return this.#work
  }

  async #writeAll(): Promise<void> {
    this.#cancelWrite?.()
    this.#cancelWrite = undefined
    if (this.#drafts.length === 0) return
    this.#chain ??= await this.#open()
    while (this.#drafts.length > 0) {
      this.#chain = await this.#append(this.#chain)
      this.#tellDropped()
    }
    this.#isUnsynced = true
    this.#cancelSync ??= this.#later(syncAfterInMilliseconds, () => this.#then(() => this.#sync()))
  }

  async #append(chain: Chain): Promise<Chain> {
    const batch = this.#drafts.slice(0, mostLinesAtOnce)
    const { lines, prev } = this.#encode(batch, chain)
    const text = chain.separator + lines.map((line) => `${line}\n`).join('')
    // A torn line and what closes it stay together, whatever the file's size.
    const mayRotate = chain.sizeInBytes > 0 && chain.separator === ''
    if (mayRotate && chain.sizeInBytes + text.length > this.#limits.fileInBytes) {
      return this.#rotate(chain)
    }
    this.#attempt = lines
    await this.#needs.file.append(text)
    this.#attempt = []
    this.#drafts.splice(0, batch.length)
    this.#gap = undefined
    const sizeInBytes = chain.sizeInBytes + text.length
    return { ...chain, seq: chain.seq + batch.length, prev, separator: '', sizeInBytes }
  }

  #encode(batch: readonly ActivityDraft[], chain: Chain): { lines: string[]; prev: string } {
    let { prev } = chain
    const lines = batch.map((draft, index) => {
      const line = this.#encoder.encode({ ...draft, seq: chain.seq + index + 1 }, prev)
      prev = this.#needs.file.digest(line)
      return line
    })
    return { lines, prev }
  }

  async #rotate(chain: Chain): Promise<Chain> {
    const { file } = this.#needs
    await file.sync()
    const next = chain.seq + 1
    const starts = (chain.starts.at(-1) === next ? [...chain.starts] : [...chain.starts, next]).slice(
      -mostFiles,
    )
    // Before the oldest file goes, so that nobody misses it.
    await file.writeHead(encodeHead({ seq: chain.seq, hash: chain.prev, starts }))
    await file.rotate()
    return { ...chain, sizeInBytes: 0, starts }
  }

  async #sync(): Promise<void> {
    this.#cancelSync?.()
    this.#cancelSync = undefined
    if (!this.#isUnsynced || !this.#chain) return
    const { seq, prev: hash, starts } = this.#chain
    await this.#needs.file.sync()
    await this.#needs.file.writeHead(encodeHead({ seq, hash, starts: [...starts] }))
    this.#isUnsynced = false
  }

  /** Goes on where the log ends, and says in it when that is not where it was left. */
  async #open(): Promise<Chain> {
    const { file, clock } = this.#needs
    const { sizeInBytes, tail } = await file.open()
    const whole = tail.split('\n')
    const torn = whole.pop() ?? ''
    const names = await file.names()
    const line = whole.at(-1) ?? (await this.#lastOf(names.slice(0, -1)))
    const head = decodeHead(await file.readHead())
    // The disk may have taken a part of the last batch.
    this.#drafts.splice(0, this.#attempt.lastIndexOf(line ?? '') + 1)
    this.#attempt = []
    const { gap, ...end } = continuation({ line, torn }, head, file.digest)
    if (this.#gap && this.#drafts[0] === this.#gap) this.#drafts.shift()
    this.#gap = gap && { time: clock.now(), event: 'gap', ...gap }
    if (this.#gap) this.#drafts.unshift(this.#gap)
    const found = head?.starts ?? (await this.#startsOf(names))
    const starts = found.length === 0 ? [end.seq + 1] : found
    // From the first line on, a log that is gone is missed.
    if (!head && line === undefined) await file.writeHead(encodeHead({ seq: 0, hash: end.prev, starts }))
    return { ...end, sizeInBytes, starts }
  }

  async #lastOf(names: readonly string[]): Promise<string | undefined> {
    const name = names.at(-1)
    let last: string | undefined
    if (name === undefined) return undefined
    for await (const { lines } of this.#needs.file.lines(name)) last = lines.at(-1) ?? last
    return last
  }

  async #startsOf(names: readonly string[]): Promise<number[]> {
    const starts: number[] = []
    for (const name of names) {
      for await (const { lines } of this.#needs.file.lines(name)) {
        const line = decodeLine(lines[0] ?? '')
        if (line) starts.push(line.view.seq)
        break
      }
    }
    return starts
  }

  #tellDropped(): void {
    const { untold: count } = this.#dropped
    if (count === 0 || this.#drafts.length > 0) return
    this.#dropped = { ...this.#dropped, untold: 0 }
    const note = inWords('log-dropped')
    this.#drafts.push({ time: this.#needs.clock.now(), event: 'dropped', count, note })
  }

  #wentWell(): void {
    this.#retry = firstRetryInMilliseconds
    if (this.#fault === undefined) return
    this.#fault = undefined
    this.#needs.log.note('activity.written-again')
  }

  #failed(thrown: unknown): void {
    if (this.#fault === undefined) this.#needs.log.note('activity.unwritable', { code: faultOf(thrown) })
    this.#fault = faultText(thrown)
    // What is on the disk is not known any more.
    this.#chain = undefined
    this.#cancelWrite ??= this.#later(this.#retry, () => this.flush())
    this.#retry = Math.min(this.#retry * 2, lastRetryInMilliseconds)
  }
}

function faultOf(thrown: unknown): string {
  return thrown instanceof FileError ? thrown.fault : 'io'
}

function faultText(thrown: unknown): string {
  switch (faultOf(thrown)) {
    case 'no-space':
      return inWords('log-disk-full')
    case 'read-only':
      return inWords('log-disk-read-only')
    case 'not-allowed':
      return inWords('log-not-allowed')
    default:
      return inWords('log-unwritten')
  }
}
