/**
 * Keys and presses of a table.
 *
 * @module
 */
import type { KeyboardEvent, MouseEvent } from 'react'
import { moveSelection, type Selection } from './selection.ts'

export interface TableActs<Row> {
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  readonly selection: Selection
  readonly onSelect: (selection: Selection) => void
  readonly onOpen: (row: Row) => void
  /** Space: a look, and away again. Without it, space selects. */
  readonly onPeek?: (row: Row) => void
  /** `.` or the menu key: the actions of the active row. */
  readonly onActions?: (row: Row) => void
}

export function pressRow<Row>(
  event: MouseEvent,
  { rows, keyOf, selection, onSelect }: TableActs<Row>,
  index: number,
): void {
  const row = rows[index]
  if (row === undefined || isOfItsOwn(event)) return
  const keys = rows.map(keyOf)
  const how = event.shiftKey ? 'extend' : event.ctrlKey || event.metaKey ? 'toggle' : 'only'
  onSelect(moveSelection(selection, keys, index, how))
}

/** A second press opens, and one with Shift selects rows: neither marks text. */
export function keepTextUnmarked(event: MouseEvent): void {
  if (!isOfItsOwn(event) && (event.detail > 1 || event.shiftKey)) event.preventDefault()
}

/** @returns Whether it was a key of the table. */
export function strokeTable<Row>(
  event: KeyboardEvent,
  { rows, keyOf, selection, onSelect, onOpen, onPeek, onActions }: TableActs<Row>,
  scrollTo: (index: number) => void,
): boolean {
  const isMod = event.ctrlKey || event.metaKey
  const keys = rows.map(keyOf)
  const at = keys.indexOf(selection.active ?? '')
  // The ring is on the first row until there is an active one: what is pressed then is meant for it.
  const begun = at < 0 ? moveSelection(selection, keys, 0, 'only') : undefined
  const row = rows[Math.max(at, 0)]
  const begin = () => begun && onSelect(begun)
  const target = isMod ? undefined : targetOf(event.key, at, rows.length)
  if (target !== undefined) {
    onSelect(moveSelection(selection, keys, target, event.shiftKey ? 'extend' : 'only'))
    scrollTo(target)
  } else if (event.key === 'a' && isMod) {
    onSelect({ ...selection, keys: new Set(keys) })
  } else if (row === undefined) return false
  else if (event.key === ' ') {
    if (isMod || onPeek === undefined) onSelect(moveSelection(selection, keys, Math.max(at, 0), 'toggle'))
    else {
      begin()
      onPeek(row)
    }
  } else if (isMod) return false
  else if (event.key === 'Enter') {
    begin()
    onOpen(row)
  } else if ((event.key === '.' || event.key === 'ContextMenu') && onActions) {
    begin()
    onActions(row)
  } else return false
  return true
}

/**
 * What stands inside a row has keys and presses of its own, and so has its menu: that is elsewhere in the document, but what
 * happens there is told here too.
 */
export function isOfItsOwn({ target, currentTarget }: KeyboardEvent | MouseEvent): boolean {
  if (!(target instanceof Element) || !currentTarget.contains(target)) return true
  return target.closest('button, input, a') !== null
}

/** A page is what a person sees at once, about. */
const pageInRows = 12

function targetOf(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined
  const last = count - 1
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: Math.min(at + 1, last),
    ArrowUp: at < 0 ? last : Math.max(at - 1, 0),
    Home: 0,
    End: last,
    PageDown: Math.min(at + pageInRows, last),
    PageUp: Math.max(at - pageInRows, 0),
  }
  return moves[key]
}
