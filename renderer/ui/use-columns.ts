import { useMemo, useState } from 'react'
import type { ColumnedTable, HiddenColumns } from '../../preload/contract/settings-views.ts'
import { useAgentState, useApp } from '../app-context.tsx'
import { errorOf } from '../link/call-error.ts'
import { columnChoices, type ShownColumns, shownColumns } from './column-choices.ts'
import type { Column } from './data-table.tsx'
import type { MenuItems } from './menu.tsx'
import { toastFailed } from './toasts.tsx'
import { useCommands } from './use-commands.ts'

export interface ChosenColumns<Row> {
  /** Those that were not put away. Whether they have room is the table's to say. */
  readonly columns: readonly Column<Row>[]
  /** To put away and to bring back. */
  readonly items: MenuItems
  /** For the table. */
  readonly onFit: (ids: ShownColumns) => void
}

const none: HiddenColumns = {}

/** The columns that a person wants of a table. The agent keeps it with the settings. `all` must stay the same object. */
export function useColumns<Row>(table: ColumnedTable, all: readonly Column<Row>[]): ChosenColumns<Row> {
  const app = useApp()
  const hidden = useAgentState((state) => state.settings.hiddenColumns ?? none)
  const [fitting, onFit] = useState<ShownColumns>()
  const own = hidden[table]
  const columns = useMemo(() => shownColumns(all, own), [all, own])
  const choices = useMemo(() => {
    const change = (ids: readonly string[]) =>
      void app.link
        .call('settings.change', { hiddenColumns: { ...hidden, [table]: [...ids] } })
        .catch((thrown: unknown) => toastFailed(app.view, errorOf(thrown)))
    return columnChoices({ table, columns: all, hidden: own, fitting, texts: app.texts.tables, change })
  }, [app, table, all, hidden, own, fitting])
  useCommands(choices.commands)
  return { columns, items: choices.items, onFit }
}
