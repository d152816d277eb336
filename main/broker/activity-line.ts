/**
 * A line of the activity log: JSON in ASCII, chained to the line before it by that line's SHA-256.
 *
 * @module
 */
import * as z from 'zod/mini'
import {
  type ActivityView,
  activityViewSchema,
  type ConsumerView,
} from '../../preload/contract/activity-views.ts'

/** What the first line of all is chained to. */
export const beginning = '0'.repeat(64)

const longestText = 256

const hashSchema = z.string().check(z.regex(/^[0-9a-f]{64}$/))
const lineSchema = z.extend(activityViewSchema, {
  time: z.string(),
  expires: z.optional(z.string()),
  prev: hashSchema,
})

/** A line that was read. */
export interface ActivityLine {
  readonly prev: string
  readonly view: ActivityView
}

/** Encodes lines one after the other. Most of them are for the same few programs, and many for the same moment. */
export class LineEncoder {
  readonly #consumers = new WeakMap<ConsumerView, string>()
  #time = instant(0)
  #expires = instant(0)

  /** @param prev - The digest of the line before it. */
  encode(view: ActivityView, prev: string): string {
    const { seq, time, expires, consumer, ...rest } = view
    if (this.#time.at !== time) this.#time = instant(time)
    let text = `{"seq":${seq},"prev":"${prev}","time":"${this.#time.text}"`
    if (expires !== undefined) {
      if (this.#expires.at !== expires) this.#expires = instant(expires)
      text += `,"expires":"${this.#expires.text}"`
    }
    if (consumer !== undefined) text += `,"consumer":${this.#consumer(consumer)}`
    return `${text},${ascii(JSON.stringify(rest)).slice(1)}`
  }

  #consumer(view: ConsumerView): string {
    let text = this.#consumers.get(view)
    if (text === undefined) {
      text = ascii(JSON.stringify(view))
      this.#consumers.set(view, text)
    }
    return text
  }
}

/** Undefined for what is no line of this log. */
export function decodeLine(text: string): ActivityLine | undefined {
  try {
    const { prev, time, expires, ...rest } = lineSchema.parse(JSON.parse(text))
    const ends = expires === undefined ? {} : { expires: Date.parse(expires) }
    return { prev, view: { ...rest, time: Date.parse(time), ...ends } }
  } catch {
    return undefined
  }
}

/** SECURITY: a program names itself as it likes; it does not fill the log with it. */
export function cutForLine(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text
}

/** JSON as it may stand in a file of one byte for each sign: outside of strings there is nothing else anyway. */
function ascii(json: string): string {
  return /[^\x20-\x7e]/.test(json) ? json.replace(/[^\x20-\x7e]/g, escaped) : json
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function instant(epochMilliseconds: number): { readonly at: number; readonly text: string } {
  const at = Number.isFinite(epochMilliseconds) ? epochMilliseconds : 0
  return { at: epochMilliseconds, text: new Date(at).toISOString() }
}
