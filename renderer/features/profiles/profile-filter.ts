/**
 * Which profiles are shown, and in which order. Pure, and quick enough for each key that is typed.
 *
 * @module
 */
import type { ProfileRow } from './profile-rows.ts'

export type Chip = 'pinned' | 'signet' | 'production' | 'problem'

export interface ProfileFilter {
  readonly query: string
  readonly chips: ReadonlySet<Chip>
  readonly tags: ReadonlySet<string>
}

export const noFilter: ProfileFilter = { query: '', chips: new Set(), tags: new Set() }

export function isFiltering({ query, chips, tags }: ProfileFilter): boolean {
  return query.trim() !== '' || chips.size > 0 || tags.size > 0
}

const chipTests: Readonly<Record<Chip, (row: ProfileRow) => boolean>> = {
  pinned: ({ view }) => view.isPinned,
  signet: ({ view }) => view.source === 'signet',
  production: ({ view }) => view.isProduction,
  problem: ({ view }) => view.state === 'ended' || view.state === 'not-signed-in',
}

/** Every word must be found; the best fit comes first. Without words: favourites, then what is chosen most, then as in the file. */
export function filterProfiles(rows: readonly ProfileRow[], filter: ProfileFilter): readonly ProfileRow[] {
  const words = filter.query.toLowerCase().split(/\s+/).filter(Boolean)
  const tests = [...filter.chips].map((chip) => chipTests[chip])
  const scored: { readonly row: ProfileRow; readonly score: number; readonly index: number }[] = []
  for (const [index, row] of rows.entries()) {
    if (!tests.every((test) => test(row))) continue
    if (![...filter.tags].every((tag) => row.view.tags.includes(tag))) continue
    const score = words.length === 0 ? restScore(row) : scoreOf(row, words)
    if (score !== undefined) scored.push({ row, score, index })
  }
  scored.sort((a, b) => b.score - a.score || a.index - b.index)
  return scored.map(({ row }) => row)
}

function restScore({ view }: ProfileRow): number {
  return (view.isPinned ? 1_000_000 : 0) + view.frecency
}

/** Undefined where a word is not found at all. */
function scoreOf({ view, haystack }: ProfileRow, words: readonly string[]): number | undefined {
  let score = Math.min(view.frecency, 20)
  const name = view.name.toLowerCase()
  for (const word of words) {
    const inName = fitOf(name, word)
    const inAny = inName > 0 ? inName + 100 : fitOf(haystack, word)
    if (inAny <= 0) return undefined
    score += inAny
  }
  return score
}

/** The start of the whole, the start of a word, anywhere, or its letters in order. */
function fitOf(text: string, word: string): number {
  const at = text.indexOf(word)
  if (at === 0) return 80
  if (at > 0) return /[^a-z0-9]/.test(text[at - 1] ?? '') ? 60 : 40
  return word.length > 1 && isSubsequence(text.split('\n')[0] ?? '', word) ? 10 : 0
}

function isSubsequence(text: string, word: string): boolean {
  let at = 0
  for (const letter of word) {
    at = text.indexOf(letter, at) + 1
    if (at === 0) return false
  }
  return true
}
