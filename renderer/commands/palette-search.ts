/**
 * What the palette shows for what was typed. Pure.
 *
 * @module
 */
import { fitOf, fitOfWords, wholeWord, wordsOf } from './fuzzy.ts'
import type { PaletteRow } from './row-provider.ts'

export interface PaletteGroup {
  readonly id: string
  readonly title: string
  readonly rows: readonly PaletteRow[]
  /** What its rows are ahead of those that fit as well: 0 where left out. */
  readonly weight?: number
  /** How many stand there before anything was typed. */
  readonly atFirst: number
}

/** A group's rows, ready to be searched: made once, not at every key. */
export interface PaletteIndex {
  readonly groups: readonly PaletteGroup[]
  readonly entries: readonly PaletteEntry[]
}

export interface PaletteEntry {
  readonly row: PaletteRow
  readonly group: PaletteGroup
  readonly title: string
  readonly beside: string
}

export interface PaletteSection {
  readonly id: string
  readonly title: string
  readonly rows: readonly PaletteRow[]
}

export interface PaletteFound {
  readonly sections: readonly PaletteSection[]
  /** What fits and is not shown. */
  readonly more: number
}

/** Nobody reads further: another letter finds it. */
const mostShown = 50
const enough = 5

export function paletteIndex(groups: readonly PaletteGroup[]): PaletteIndex {
  const entries = groups.flatMap((group) =>
    group.rows.map((row) => ({
      row,
      group,
      title: row.title.toLowerCase(),
      beside: [row.detail, row.words, group.title].filter(Boolean).join(' ').toLowerCase(),
    })),
  )
  return { groups, entries }
}

/**
 * @param recent - Ids of the rows used last. Before anything is typed they stand first; afterwards they win where others fit
 * as well.
 * @param recentTitle - The heading over them.
 * @param verbs - What can be done with what, as the words say it. Stands first, but for what is called just as was typed.
 */
export function searchPalette(
  { groups, entries }: PaletteIndex,
  query: string,
  recent: readonly string[],
  recentTitle: string,
  verbs?: PaletteSection,
): PaletteFound {
  const words = wordsOf(query)
  if (words.length === 0) return atFirst(groups, recent, recentTitle)
  const hits: { readonly entry: PaletteEntry; readonly fit: number; readonly isWhole: boolean }[] = []
  for (const entry of entries) {
    const fit = fitOfWords(words, entry.title, entry.beside)
    if (fit === undefined) continue
    const ahead = (recent.includes(entry.row.id) ? 100 : 0) + (entry.group.weight ?? 0)
    hits.push({ entry, fit: fit + ahead, isWhole: fit >= wholeWord * words.length })
  }
  const whole = hits.filter(({ isWhole }) => isWhole)
  // With enough that has what was typed in one piece, letters strewn over other texts are noise.
  const shown = whole.length + (verbs?.rows.length ?? 0) >= enough ? whole : hits
  // A stable sort: what fits as well keeps its provider's order.
  shown.sort((a, b) => b.fit - a.fit)
  const sections = new Map<string, { id: string; title: string; rows: PaletteRow[] }>()
  for (const { entry } of shown.slice(0, mostShown)) {
    const { id, title } = entry.group
    const section = sections.get(id) ?? { id, title, rows: [] }
    section.rows.push(entry.row)
    sections.set(id, section)
  }
  const more = Math.max(0, shown.length - mostShown)
  const all = [...sections.values()]
  if (verbs === undefined) return { sections: all, more }
  const titles = new Set(all.flatMap(({ rows }) => rows.map(({ title }) => title)))
  const own = { ...verbs, rows: verbs.rows.filter(({ title }) => !titles.has(title)) }
  if (own.rows.length === 0) return { sections: all, more }
  const isCalledSo = shown
    .slice(0, mostShown)
    .some(({ entry }) => !entry.row.isElsewhere && hasAll(words, entry.title))
  return { sections: isCalledSo ? [...all, own] : [own, ...all], more }
}

function hasAll(words: readonly string[], title: string): boolean {
  return words.every((word) => (fitOf(word, title) ?? 0) >= wholeWord)
}

function atFirst(
  groups: readonly PaletteGroup[],
  recent: readonly string[],
  recentTitle: string,
): PaletteFound {
  const all = new Map(groups.flatMap(({ rows }) => rows).map((row) => [row.id, row]))
  const used = recent.flatMap((id) => all.get(id) ?? [])
  const sections = groups.map(({ id, title, rows, atFirst: count }) => ({
    id,
    title,
    rows: rows.filter((row) => !recent.includes(row.id)).slice(0, count),
  }))
  const shown = [{ id: 'recent', title: recentTitle, rows: used }, ...sections]
  return { sections: shown.filter(({ rows }) => rows.length > 0), more: 0 }
}
