/**
 * Which columns a table shows, and what a person can do about it. Pure.
 *
 * @module
 */
import type { ColumnedTable } from '../../preload/contract/settings-views.ts'
import type { Command } from '../commands/commands.ts'
import type { Texts } from '../texts/texts.ts'
import type { MenuItem, MenuItems } from './menu.tsx'

/** Ids of columns. */
export type ShownColumns = readonly string[]

interface Choosable {
  readonly id: string
  readonly title: string
  readonly isAlways?: boolean
}

/** What was put away is left out, but for what no table does without. */
export function shownColumns<Each extends Choosable>(
  columns: readonly Each[],
  hidden: readonly string[] = [],
): readonly Each[] {
  return columns.filter(({ id, isAlways }) => isAlways || !hidden.includes(id))
}

/** The menu of a table's columns, and the same for the palette. */
export function columnChoices({
  table,
  columns,
  hidden = [],
  fitting,
  texts,
  change,
}: {
  readonly table: ColumnedTable
  readonly columns: readonly Choosable[]
  readonly hidden: readonly string[] | undefined
  /** Those that have room; undefined until the table was drawn. */
  readonly fitting: ShownColumns | undefined
  readonly texts: Texts['tables']
  /** Told what is to be put away. */
  readonly change: (hidden: readonly string[]) => void
}): { readonly items: MenuItems; readonly commands: readonly Command[] } {
  const isHidden = ({ id, isAlways }: Choosable) => !isAlways && hidden.includes(id)
  const turn = ({ id }: Choosable) =>
    change(hidden.includes(id) ? hidden.filter((each) => each !== id) : [...hidden, id])
  const automatic: MenuItem = {
    id: 'automatic',
    title: texts.automatic,
    isDisabled: !columns.some(isHidden),
    run: () => change([]),
  }
  const items = columns.map((column): MenuItem => {
    const hasNoRoom = fitting !== undefined && !isHidden(column) && !fitting.includes(column.id)
    return {
      id: column.id,
      title: column.title,
      isChecked: !isHidden(column),
      isDisabled: column.isAlways ?? false,
      ...(hasNoRoom ? { note: texts.noRoom } : {}),
      run: () => turn(column),
    }
  })
  const commands = columns
    .filter(({ isAlways }) => !isAlways)
    .map(
      (column): Command => ({
        id: `columns-${table}-${column.id}`,
        title: isHidden(column) ? texts.show(column.title) : texts.hide(column.title),
        group: 'window',
        words: texts.columns,
        run: () => turn(column),
      }),
    )
  const reset: Command = {
    id: `columns-${table}`,
    title: `${texts.columns}: ${texts.automatic}`,
    group: 'window',
    run: automatic.run,
  }
  return {
    items: [...items, 'line', automatic],
    commands: automatic.isDisabled ? commands : [...commands, reset],
  }
}
