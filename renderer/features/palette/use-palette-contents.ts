import { useMemo } from 'react'
import { useStore } from 'zustand'
import { useApp } from '../../app-context.tsx'
import { available, type Command } from '../../commands/commands.ts'
import { keysText } from '../../commands/keys-text.ts'
import type { PaletteGroup } from '../../commands/palette-search.ts'
import type { PaletteRow, RowAction } from '../../commands/row-provider.ts'

/** Before anything is typed. */
const rowsAtFirst = 6

export interface PaletteContents {
  readonly groups: readonly PaletteGroup[]
  readonly actionsOf: (row: PaletteRow) => readonly RowAction[]
  /** Whether its rows are things, and not commands. */
  readonly isThing: (group: PaletteGroup) => boolean
}

/** Everything that the palette reaches: the commands by their headings, then the rows of the providers. */
export function usePaletteContents(): PaletteContents {
  const { commands: store, texts } = useApp()
  const { commands, providers } = useStore(store)
  return useMemo(() => {
    const { groups: titles, run, keyNames } = texts.palette
    const all = available(commands)
    const byRow = new Map<string, Command>()
    const isMac = navigator.platform.startsWith('Mac')
    const commandGroups = Object.entries(titles).map(([id, title]) => {
      const mine = all.filter((command) => command.group === id && !isPaletteItself(command))
      const rows = hereFirst(mine).map((command) => {
        const row = commandRow(command, (keys) => keysText(keys, isMac, keyNames).join(' '))
        byRow.set(row.id, command)
        return row
      })
      const atFirst = mine.filter(({ isElsewhere }) => !isElsewhere).length
      return { id: `commands-${id}`, title, rows, atFirst }
    })
    const living = [...available(providers)].sort((a, b) => (a.order ?? 9) - (b.order ?? 9))
    const rowGroups = living.map(({ id, title, rows }) => ({
      id,
      title,
      rows: rows(),
      atFirst: rowsAtFirst,
      // What one looks for most.
      weight: id === 'profiles' ? 150 : 0,
    }))
    const providerOf = new Map(rowGroups.map(({ rows }, index) => [rows, living[index]]))
    const owner = new Map(rowGroups.flatMap(({ rows }) => rows.map((row) => [row.id, providerOf.get(rows)])))
    return {
      groups: inOrder(commandGroups, rowGroups),
      actionsOf(row) {
        const command = byRow.get(row.id)
        if (command) return [{ id: command.id, title: run, run: command.run }]
        return owner.get(row.id)?.actions(row) ?? []
      },
      isThing: (group) => rowGroups.includes(group as (typeof rowGroups)[number]),
    }
  }, [commands, providers, texts])
}

/** What one looks for most stands first: profiles, then what can be done, then where one can go. */
function inOrder(
  commandGroups: readonly PaletteGroup[],
  rowGroups: readonly PaletteGroup[],
): readonly PaletteGroup[] {
  const places = commandGroups.filter(({ id }) => id === 'commands-places' || id === 'commands-window')
  const others = commandGroups.filter((group) => !places.includes(group))
  return [...rowGroups, ...others, ...places].filter(({ rows }) => rows.length > 0)
}

function commandRow(
  { id, title, words, keys, isElsewhere }: Command,
  keysOf: (keys: string) => string,
): PaletteRow {
  return {
    id: `command:${id}`,
    title,
    ...(words === undefined ? {} : { words }),
    ...(isElsewhere ? { isElsewhere } : {}),
    ...(keys === undefined ? {} : { badge: keysOf(keys) }),
  }
}

/** What leads to another place stands behind what is here, and is found by typing only. */
function hereFirst(commands: readonly Command[]): readonly Command[] {
  return [...commands].sort((a, b) => Number(a.isElsewhere ?? false) - Number(b.isElsewhere ?? false))
}

function isPaletteItself({ id }: Command): boolean {
  return id === 'palette' || id === 'search'
}
