import { useMemo } from 'react'
import { useStore } from 'zustand'
import { useApp } from '../../app-context.tsx'
import { keysText } from '../../commands/keys-text.ts'
import { type PaletteFound, paletteIndex, searchPalette } from '../../commands/palette-search.ts'
import type { PaletteRow, RowAction } from '../../commands/row-provider.ts'
import { type VerbRow, verbRows } from '../../commands/verb-rows.ts'
import type { Texts } from '../../texts/texts.ts'
import { usePaletteContents } from './use-palette-contents.ts'

export interface PaletteSearch {
  readonly found: PaletteFound
  readonly actionsOf: (row: PaletteRow) => readonly RowAction[]
}

/** @param within - The row whose actions are looked through. */
export function usePaletteSearch(query: string, within: PaletteRow | undefined): PaletteSearch {
  const { commands: store, texts } = useApp()
  const { palette } = texts
  const { groups, actionsOf, isThing } = usePaletteContents()
  const recent = useStore(store, (state) => state.recent)
  const index = useMemo(() => paletteIndex(groups), [groups])
  const things = useMemo(() => index.entries.filter(({ group }) => isThing(group)), [index, isThing])
  return useMemo(() => {
    if (within !== undefined) return { found: actionsFound(actionsOf(within), query, palette), actionsOf }
    const verbs = new Map(verbRows(things, query, actionsOf, palette).map((verb) => [verbId(verb), verb]))
    const rows = [...verbs].map(([id, verb]) => verbRow(id, verb, palette))
    const section = { id: 'verbs', title: palette.rows.verbs, rows }
    return {
      found: searchPalette(index, query, recent, palette.recent, section),
      actionsOf(row) {
        const verb = verbs.get(row.id)
        return verb === undefined ? actionsOf(row) : [verb.action]
      },
    }
  }, [index, things, query, recent, within, actionsOf, palette])
}

type Words = Texts['palette']

function verbId({ row, action }: VerbRow): string {
  return `do:${action.id}:${row.id}`
}

function verbRow(id: string, { row, action }: VerbRow, texts: Words): PaletteRow {
  const title = `${action.title.replace(/\s*…$/, '')}: ${row.title}`
  return {
    ...{ id, title },
    ...(row.detail === undefined ? {} : { detail: row.detail }),
    ...(action.keys === undefined ? {} : { badge: keysOf(action.keys, texts) }),
  }
}

/** The actions of one row, filtered by what is typed. */
function actionsFound(actions: readonly RowAction[], query: string, texts: Words): PaletteFound {
  const rows = actions.map((action) => ({
    id: action.id,
    title: action.title,
    ...(action.keys === undefined ? {} : { badge: keysOf(action.keys, texts) }),
  }))
  const group = { id: 'actions', title: texts.actions, rows, atFirst: rows.length }
  return searchPalette(paletteIndex([group]), query, [], '')
}

function keysOf(keys: string, { keyNames }: Words): string {
  return keysText(keys, navigator.platform.startsWith('Mac'), keyNames).join(' ')
}
