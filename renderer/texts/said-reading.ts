/**
 * Reads a sentence of the agent back to what it is made of, by the forms that the agent fills in. Pure.
 *
 * @module
 */
import type { Said } from '../../preload/contract/said.ts'
import { piecesOf } from '../../preload/contract/said-form.ts'
import { saidForms } from '../../preload/contract/said-forms.ts'

const forms = Object.entries(saidForms).map(([id, form]) => ({ id, pieces: piecesOf(form) }))

/** Nothing that the agent says itself is longer; what is may be anything. */
const longestText = 4_000

/** Undefined for what has no form: somebody else's words, or those of another Signet. */
export function readSaid(text: string): Said | undefined {
  if (text.length > longestText) return undefined
  return readForm(text) ?? readSentences(text)
}

function readForm(text: string): Said | undefined {
  for (const { id, pieces } of forms) {
    const values = valuesIn(text, pieces)
    if (values) return { id, values, text }
  }
  return undefined
}

/** Each hole ends where the text behind it begins for the first time; the last one reaches to the end. Never goes back. */
function valuesIn(text: string, pieces: readonly string[]): Said['values'] | undefined {
  const [start = ''] = pieces
  if (!text.startsWith(start)) return undefined
  if (pieces.length === 1) return text === start ? {} : undefined
  const values: Record<string, string | Said> = {}
  let at = start.length
  for (let index = 1; index < pieces.length; index += 3) {
    const [kind, name = '', behind = ''] = pieces.slice(index, index + 3)
    const isLast = index + 3 >= pieces.length
    if (isLast && !text.endsWith(behind)) return undefined
    const end = isLast ? text.length - behind.length : text.indexOf(behind, at + 1)
    const value = end > at ? takenBy(kind, text.slice(at, end)) : undefined
    if (value === undefined) return undefined
    values[name] = value
    at = end + behind.length
  }
  return values
}

function takenBy(kind: string | undefined, found: string): string | Said | undefined {
  if (kind === '@') return readForm(found)
  return kind === '#' && !/^\d+$/.test(found) ? undefined : found
}

/** Several, one after the other; one among them that has no form stays as it is. */
function readSentences(text: string): Said | undefined {
  const starts = [...text.matchAll(/[.!?]\s+(?=[\p{Lu}[])/gu)]
    .slice(0, mostSentences)
    .map(({ 0: end, index }) => ({ end: index + 1, next: index + end.length }))
  const parts: Said[] = []
  let at = 0
  while (at < text.length) {
    const left = [...starts.filter(({ end }) => end > at), { end: text.length, next: text.length }]
    const found = left.toReversed().find(({ end }) => readForm(text.slice(at, end)))
    const { end, next } = found ?? left[0] ?? { end: text.length, next: text.length }
    const words = text.slice(at, end)
    parts.push(readForm(words) ?? { id: 'in-english', values: { words }, text: words })
    at = next
  }
  const isAnyRead = parts.some(({ id }) => id !== 'in-english')
  return isAnyRead ? { id: 'sentences', values: { parts }, text } : undefined
}

const mostSentences = 12
