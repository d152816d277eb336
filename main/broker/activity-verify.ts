/**
 * Reads the whole activity log again and says what is not as it was written.
 *
 * What it cannot find: a log whose every line, and the file beside it, was written anew by a program of the same person.
 *
 * @module
 */

import type { ActivityVerdictView } from '../../preload/contract/activity-views.ts'
import { inWords } from '../../preload/contract/said-forms.ts'
import type { ActivityFile } from '../kernel/ports/activity-file.ts'
import { type ActivityHead, decodeHead, tornNote } from './activity-head.ts'
import { type ActivityLine, decodeLine } from './activity-line.ts'

type Finding = ActivityVerdictView['findings'][number]
type Kind = Finding['kind']

/** Enough to see what happened; the count of lines tells the rest. */
const mostFindings = 50

/** A torn line that was closed and lines that were not written are told, and are no damage. */
const harmless: ReadonlySet<Kind> = new Set(['torn', 'dropped'])

/** @throws {@link FileError} */
export async function verifyActivity(
  file: Pick<ActivityFile, 'names' | 'lines' | 'readHead' | 'digest'>,
): Promise<ActivityVerdictView> {
  const names = await file.names()
  const head = decodeHead(await file.readHead())
  const check = new ChainCheck(head, file.digest)
  for (const name of names) {
    check.file = name
    check.place = 0
    for await (const { lines, torn } of file.lines(name)) {
      for (const text of lines) check.line(text)
      if (torn !== '') check.cutOff()
    }
  }
  return check.verdict()
}

class ChainCheck {
  file = ''
  place = 0
  readonly #head: ActivityHead | undefined
  readonly #digest: (text: string) => string
  readonly #findings: Finding[] = []
  #isDamaged = false
  #lines = 0
  #first: number | undefined
  #begins: number | undefined
  #seq: number | undefined
  #prev: string | undefined
  /** A line that cannot be read: the next one tells whether it was torn. */
  #unreadable: { readonly file: string; readonly line: number } | undefined
  #hasHeadLine = false

  constructor(head: ActivityHead | undefined, digest: (text: string) => string) {
    this.#head = head
    this.#digest = digest
  }

  line(text: string): void {
    this.#lines += 1
    this.place += 1
    const hash = this.#digest(text)
    const line = decodeLine(text)
    if (line) this.#follow(line, hash)
    else this.#cannotRead()
    this.#prev = hash
  }

  /** The file does not end with a line's end. */
  cutOff(): void {
    this.#find('torn', inWords('check-torn'))
  }

  verdict(): ActivityVerdictView {
    if (this.#unreadable) this.#find('unreadable', inWords('check-unreadable'), this.#unreadable)
    this.#checkEnds()
    return {
      isIntact: !this.#isDamaged,
      lines: this.#lines,
      first: this.#first ?? null,
      last: this.#seq ?? null,
      findings: this.#findings,
    }
  }

  #follow({ prev, view }: ActivityLine, hash: string): void {
    const { seq, event, note } = view
    const isTorn = event === 'gap' && note?.endsWith(tornNote) === true
    const followsTorn = this.#unreadable !== undefined && isTorn && prev === this.#prev
    if (this.#unreadable) {
      if (!followsTorn) this.#find('unreadable', inWords('check-unreadable'), this.#unreadable)
      this.#unreadable = undefined
    }
    this.#checkOrder(seq)
    if (this.#prev !== undefined && prev !== this.#prev) {
      this.#find('changed', inWords('check-changed-before', { line: seq }))
    }
    this.#tell(view.event, note, isTorn)
    if (this.#head?.seq === seq) this.#checkHead(hash)
    this.#first ??= seq
    // A log whose very first line was torn begins with that one: it had a number, too.
    this.#begins ??= followsTorn ? seq - 1 : seq
    this.#seq = seq
  }

  #checkOrder(seq: number): void {
    const expected = this.#seq === undefined ? undefined : this.#seq + 1
    if (expected === undefined || seq === expected) return
    if (seq < expected) this.#find('out-of-order', inWords('check-out-of-order', { line: seq, expected }))
    else this.#find('missing', inWords('check-missing', { from: expected, to: seq - 1 }))
  }

  #tell(event: string, note: string | undefined, isTorn: boolean): void {
    if (event === 'dropped') this.#find('dropped', note ?? inWords('check-dropped'))
    if (event === 'gap')
      this.#find(isTorn && note === tornNote ? 'torn' : 'gap', note ?? inWords('check-gap'))
  }

  #checkHead(hash: string): void {
    this.#hasHeadLine = true
    if (hash !== this.#head?.hash) {
      this.#find('changed', `Line ${this.#head?.seq} is not as it was written.`)
    }
  }

  #cannotRead(): void {
    if (this.#unreadable) this.#find('unreadable', inWords('check-unreadable'), this.#unreadable)
    this.#unreadable = { file: this.file, line: this.place }
    // It had a number, whatever it says.
    if (this.#seq !== undefined) this.#seq += 1
  }

  #checkEnds(): void {
    const head = this.#head
    if (!head) {
      if (this.#lines > 0) {
        this.#find('end-unknown', inWords('check-no-end-file'))
      }
      return
    }
    const [start] = head.starts
    if (start !== undefined && this.#begins !== undefined && this.#begins > start) {
      this.#find('missing', inWords('check-missing-first', { from: start, to: this.#begins - 1 }))
    }
    if (head.seq > 0 && (this.#seq ?? 0) < head.seq) {
      this.#find('missing', inWords('check-missing-last', { from: (this.#seq ?? 0) + 1, to: head.seq }))
    } else if (head.seq > 0 && !this.#hasHeadLine) {
      this.#find('missing', inWords('check-missing-one', { line: head.seq }))
    }
  }

  #find(kind: Kind, text: string, at = { file: this.file, line: this.place }): void {
    if (!harmless.has(kind)) this.#isDamaged = true
    if (this.#findings.length < mostFindings) this.#findings.push({ kind, ...at, text })
  }
}
