import { useCallback, useMemo } from 'react'
import { useApp } from '../../app-context.tsx'
import type { MenuItem, MenuItems } from '../../ui/menu.tsx'
import { onlyRow, type Selection } from '../../ui/selection.ts'
import { withLines } from './menu-lines.ts'
import type { ProfileRow } from './profile-rows.ts'
import { selectionActions } from './selection-actions.ts'
import { useSelectionCommands } from './use-selection-commands.ts'

export interface Several {
  readonly rows: readonly ProfileRow[]
  readonly names: ReadonlySet<string>
  readonly actions: readonly (readonly MenuItem[])[]
  readonly items: MenuItems
  /** Back to the active row alone. */
  readonly clear: () => void
}

/**
 * What is selected, where it is more than one. Only what is in the list now counts: a row that a filter hides is not
 * changed unseen.
 */
export function useSeveral(
  shown: readonly ProfileRow[],
  { keys, active }: Selection,
  onSelect: (selection: Selection) => void,
): Several | undefined {
  const app = useApp()
  const clear = useCallback(() => onSelect(onlyRow(active)), [onSelect, active])
  const found = useMemo(() => {
    if (keys.size < 2) return undefined
    const rows = shown.filter(({ view }) => keys.has(view.name))
    if (rows.length < 2) return undefined
    const actions = selectionActions(app, rows)
    const names = new Set(rows.map(({ view }) => view.name))
    return { rows, names, actions, items: withLines(actions.map((group) => group.map(withoutKeys))) }
  }, [app, shown, keys])
  useSelectionCommands(found?.actions, found?.rows.length ?? 0)
  return useMemo(() => found && { ...found, clear }, [found, clear])
}

/** The menu of several is read as a list of what is done; its keys are those of one, and stand in the sheet of keys. */
function withoutKeys({ keys: _, ...item }: MenuItem): MenuItem {
  return item
}
