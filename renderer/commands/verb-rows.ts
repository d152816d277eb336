/**
 * What to do with what, in one go: "open console shop-dev", "sign out acme". Some words name a thing, the others what can be
 * done with it; and "renew" alone is answered by what it could be said of. Pure.
 *
 * @module
 */
import { fitOf, wholeWord, wordsOf } from './fuzzy.ts'
import type { PaletteEntry } from './palette-search.ts'
import type { PaletteRow, RowAction } from './row-provider.ts'

export interface VerbSpeech {
  /** Words that say nothing here, such as "for" and "the". */
  readonly fillers: readonly string[]
  /** By the id of an action: what else people call it. */
  readonly synonyms: Readonly<Record<string, string>>
}

export interface VerbRow {
  readonly row: PaletteRow
  readonly action: RowAction
  /** The thing was named too. */
  readonly hasObject: boolean
}

/** Of many things with such a name, those that fit best. */
const mostObjects = 12
/** Of a kind, where nothing was named. */
const mostGuesses = 4
/** Fewer begin too many verbs. */
const leastLetters = 3

/**
 * @param entries - Things that something can be done with, those that are likeliest meant first.
 * @param actionsOf - Called for few of them.
 * @returns Those with a named thing where there are any; the best first.
 */
export function verbRows(
  entries: readonly PaletteEntry[],
  query: string,
  actionsOf: (row: PaletteRow) => readonly RowAction[],
  speech: VerbSpeech,
): readonly VerbRow[] {
  const words = meaning(wordsOf(query), speech)
  const named = words.length > 1 ? objects(entries, words) : []
  const found = named.flatMap(({ row, isNamed }) =>
    fitting(actionsOf(row), words, speech, isNamed).map((action) => ({ row, action, hasObject: true })),
  )
  if (found.length > 0 || query.trim().length < leastLetters) return found
  return likeliest(entries).flatMap((row) =>
    fitting(actionsOf(row), words, speech, () => false).map((action) => ({ row, action, hasObject: false })),
  )
}

function meaning(words: readonly string[], { fillers }: VerbSpeech): readonly string[] {
  const rest = words.filter((word) => !fillers.includes(word))
  return rest.length > 0 ? rest : words
}

interface Named {
  readonly row: PaletteRow
  readonly isNamed: (word: string) => boolean
}

/** Things that at least one word names, the best first. */
function objects(entries: readonly PaletteEntry[], words: readonly string[]): readonly Named[] {
  const found: { readonly entry: PaletteEntry; readonly fit: number }[] = []
  for (const entry of entries) {
    let fit = 0
    for (const word of words) {
      const inTitle = fitOf(word, entry.title) ?? 0
      if (inTitle >= wholeWord) fit += inTitle
    }
    if (fit > 0) found.push({ entry, fit })
  }
  found.sort((a, b) => b.fit - a.fit)
  return found.slice(0, mostObjects).map(({ entry: { row, title, beside } }) => ({
    row,
    isNamed: (word) => title.includes(word) || beside.includes(word),
  }))
}

/** Actions that every word is for that does not name the thing; one word at least. */
function fitting(
  actions: readonly RowAction[],
  words: readonly string[],
  { synonyms }: VerbSpeech,
  isNamed: (word: string) => boolean,
): readonly RowAction[] {
  return actions.filter(({ id, title, isDisabled }) => {
    if (isDisabled) return false
    const verb = wordsOf(`${title} ${synonyms[id] ?? ''}`.replace(/[…:,.]/g, ' '))
    const isVerb = (word: string) => verb.some((each) => each.startsWith(word))
    return words.every((word) => isVerb(word) || isNamed(word)) && words.some(isVerb)
  })
}

function likeliest(entries: readonly PaletteEntry[]): readonly PaletteRow[] {
  const count = new Map<string, number>()
  return entries.flatMap(({ row, group }) => {
    const before = count.get(group.id) ?? 0
    count.set(group.id, before + 1)
    return before < mostGuesses ? [row] : []
  })
}
