/**
 * What the palette shows for what was typed. Pure.
 *
 * @module
 */
import { fitOf, wordsOf } from './fuzzy.ts'
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
  readonly entries: readonly Entry[]
}

interface Entry {
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
/** A fit from here on has a whole word in one piece. */
const wholeWord = 500
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
 */
export function searchPalette(
  { groups, entries }: PaletteIndex,
  query: string,
  recent: readonly string[],
  recentTitle: string,
): PaletteFound {
  const words = wordsOf(query)
  if (words.length === 0) return atFirst(groups, recent, recentTitle)
  const hits: { readonly entry: Entry; readonly fit: number; readonly isWhole: boolean }[] = []
  for (const entry of entries) {
    const fit = entryFit(words, entry)
    if (fit === undefined) continue
    const ahead = (recent.includes(entry.row.id) ? 100 : 0) + (entry.group.weight ?? 0)
    hits.push({ entry, fit: fit + ahead, isWhole: fit >= wholeWord * words.length })
  }
  const whole = hits.filter(({ isWhole }) => isWhole)
  // With enough that has what was typed in one piece, letters strewn over other texts are noise.
  const shown = whole.length >= enough ? whole : hits
  // A stable sort: what fits as well keeps its provider's order.
  shown.sort((a, b) => b.fit - a.fit)
  const sections = new Map<string, { id: string; title: string; rows: PaletteRow[] }>()
  for (const { entry } of shown.slice(0, mostShown)) {
    const { id, title } = entry.group
    const section = sections.get(id) ?? { id, title, rows: [] }
    section.rows.push(entry.row)
    sections.set(id, section)
  }
  return { sections: [...sections.values()], more: Math.max(0, shown.length - mostShown) }
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

/** Beside the title only whole words count: letters strewn over an account's number say nothing. */
function entryFit(words: readonly string[], { title, beside }: Entry): number | undefined {
  let sum = 0
  for (const word of words) {
    const inTitle = fitOf(word, title)
    const isBeside = (inTitle ?? 0) < wholeWord && beside.includes(word)
    if (inTitle === undefined && !isBeside) return undefined
    sum += Math.max(inTitle ?? 0, isBeside ? wholeWord : 0)
  }
  return sum
}
