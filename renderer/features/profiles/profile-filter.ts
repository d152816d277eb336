/**
 * Which profiles are shown, and in which order. Pure, and quick enough for each key that is typed.
 *
 * @module
 */
import { fitOfWords, wordsOf } from '../../commands/fuzzy.ts'
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
  const words = wordsOf(filter.query)
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

/** What is chosen often goes before what is only shorter; a better place of the words is worth more. */
const mostForUse = 80

/** Undefined where a word is not found at all. The order is the palette's. */
function scoreOf({ view, title, haystack }: ProfileRow, words: readonly string[]): number | undefined {
  const fit = fitOfWords(words, title, haystack)
  return fit === undefined ? undefined : fit + Math.min(view.frecency * 4, mostForUse)
}
