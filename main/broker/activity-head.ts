/**
 * Where the activity log ends and where its files begin, kept beside it: so that lines taken away at either end are
 * missed, and a last line that was changed is noticed.
 *
 * @module
 */

import * as z from 'zod/mini'
import { inWords } from '../../preload/contract/said-forms.ts'
import { type ActivityLine, beginning, decodeLine } from './activity-line.ts'

const headSchema = z.object({
  /** Of the last line that is known to be on the disk. */
  seq: z.int(),
  hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  /** The number of each file's first line, oldest file first. */
  starts: z.array(z.int()),
})
export type ActivityHead = z.infer<typeof headSchema>

export function encodeHead(head: ActivityHead): string {
  return `${JSON.stringify(head)}\n`
}

/** Undefined for a head that is not there or not whole. */
export function decodeHead(text: string | undefined): ActivityHead | undefined {
  try {
    return headSchema.parse(JSON.parse(text ?? ''))
  } catch {
    return undefined
  }
}

/** How a log goes on. */
export interface Continuation {
  /** Of the last line there is, a torn one included. */
  readonly seq: number
  readonly prev: string
  /** To be written before the next line: ends a torn one. */
  readonly separator: '' | '\n'
  /** What the next line says is wrong before it. */
  readonly gap: { readonly note: string; readonly count?: number } | undefined
}

/** How verifying tells a torn line's gap from others. */
export const tornNote = inWords('log-torn')

/**
 * @param last - The last whole line, and what stands behind it without an end.
 */
export function continuation(
  last: { readonly line: string | undefined; readonly torn: string },
  head: ActivityHead | undefined,
  digest: (text: string) => string,
): Continuation {
  const line = last.line === undefined ? undefined : decodeLine(last.line)
  const before = chainedTo(last.line, line, head, digest)
  const missing = head === undefined ? undefined : Math.max(0, head.seq - before.seq)
  const seq = Math.max(before.seq, head?.seq ?? 0)
  const gap = gapBefore(last.line, line, head, digest)
  const counted = missing ? { count: missing } : {}
  if (last.torn === '') {
    return { ...before, seq, separator: '', gap: gap === undefined ? undefined : { note: gap, ...counted } }
  }
  return {
    seq: seq + 1,
    prev: digest(last.torn),
    separator: '\n',
    gap: { note: gap === undefined ? tornNote : `${gap} ${tornNote}`, ...counted },
  }
}

function chainedTo(
  text: string | undefined,
  line: ActivityLine | undefined,
  head: ActivityHead | undefined,
  digest: (text: string) => string,
): { readonly seq: number; readonly prev: string } {
  if (text !== undefined) return { seq: line?.view.seq ?? head?.seq ?? 0, prev: digest(text) }
  // No line is there: what is known of the lines that were is all there is to go on from.
  return head ? { seq: 0, prev: head.hash } : { seq: 0, prev: beginning }
}

/** In words, why what comes next does not simply follow; undefined when it does. */
function gapBefore(
  text: string | undefined,
  line: ActivityLine | undefined,
  head: ActivityHead | undefined,
  digest: (text: string) => string,
): string | undefined {
  if (!head) {
    return text === undefined ? undefined : inWords('log-no-end-file')
  }
  if (head.seq === 0) return undefined
  if (text === undefined) return inWords('log-gone')
  if (!line) return inWords('log-last-unreadable')
  if (line.view.seq < head.seq) return inWords('log-end-gone')
  if (line.view.seq === head.seq && digest(text) !== head.hash) return inWords('log-last-changed')
  return undefined
}
