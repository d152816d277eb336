/**
 * A long list as a grid: only the rows in sight exist. Arrows move, Enter opens, space selects, the menu key or `.` opens the
 * row's actions; the focus stays on the grid, which names its active row (ARIA `aria-activedescendant`).
 *
 * @module
 */
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { useAgentState } from '../app-context.tsx'
import css from './data-table.module.css'
import { moveSelection, type Selection } from './selection.ts'
import { useWidth } from './use-width.ts'

export interface Column<Row> {
  readonly id: string
  readonly title: string
  /** A grid track: `minmax(180px, 2fr)`. */
  readonly width: string
  readonly cell: (row: Row) => ReactNode
  /** Left out where the table is narrower than this, in CSS pixels: what it says must stand elsewhere too. */
  readonly from?: number
}

export interface DataTableProps<Row> {
  readonly label: string
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  readonly columns: readonly Column<Row>[]
  readonly selection: Selection
  readonly onSelect: (selection: Selection) => void
  readonly onOpen: (row: Row) => void
  /** `.` or the menu key: the actions of the active row. */
  readonly onActions?: (row: Row) => void
  /** Shown at the end of the active row. */
  readonly rowActions?: (row: Row) => ReactNode
  /** Any other key: a search takes it. */
  readonly onType?: (key: string) => void
  /** Wraps a row, for its context menu. */
  readonly wrapRow?: (row: Row, element: ReactNode) => ReactNode
}

/** `--row` of tokens.css, by density. */
const rowHeights = { usual: 38, compact: 30 } as const
/** Rows beyond the edges, so that a quick scroll shows no gap. */
const overscan = 12

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, rows, keyOf, selection, rowActions, wrapRow } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const width = useWidth(scroller, 1_000)
  const columns = props.columns.filter(({ from = 0 }) => width >= from)
  const rowHeight = rowHeights[useAgentState((state) => state.settings.density)]
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when their height is another
  useLayoutEffect(() => virtual.measure(), [rowHeight])
  const tracks = columns.map(({ width }) => width).join(' ')
  const active = rows.findIndex((row) => keyOf(row) === selection.active)
  const items = virtual.getVirtualItems()
  const activeIsShown = items.some(({ index }) => index === active)
  return (
    <div
      className={css.table}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-multiselectable="true"
      aria-activedescendant={active >= 0 && activeIsShown ? `${id}-${active}` : undefined}
      tabIndex={0}
      onKeyDown={(event) => onKey(event, props, (index) => virtual.scrollToIndex(index))}
    >
      <div className={css.head} role="row" aria-rowindex={1} style={{ gridTemplateColumns: tracks }}>
        {columns.map((column) => (
          <span key={column.id} role="columnheader">
            {column.title}
          </span>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is a stop in Chromium anyway; its keys are the grid's */}
      <div ref={scroller} className={css.scroller} role="rowgroup" tabIndex={0}>
        <div style={{ height: virtual.getTotalSize() }} role="presentation">
          {items.map(({ index, start }) => {
            const row = rows[index]
            if (row === undefined) return null
            const key = keyOf(row)
            const element = (
              <div
                key={key}
                id={`${id}-${index}`}
                className={css.row}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={selection.keys.has(key)}
                data-active={key === selection.active || undefined}
                style={{ gridTemplateColumns: tracks, transform: `translateY(${start}px)` }}
                onClick={(event) => onPress(event, props, index)}
                onDoubleClick={() => props.onOpen(row)}
              >
                {columns.map((column) => (
                  <span key={column.id} className={css.cell} role="gridcell">
                    {column.cell(row)}
                  </span>
                ))}
                {key === selection.active && rowActions && (
                  <span className={css.actions} role="gridcell">
                    {rowActions(row)}
                  </span>
                )}
              </div>
            )
            return wrapRow ? wrapRow(row, element) : element
          })}
        </div>
      </div>
    </div>
  )
}

function onPress<Row>(
  event: MouseEvent,
  { rows, keyOf, selection, onSelect }: DataTableProps<Row>,
  index: number,
): void {
  const row = rows[index]
  if (row === undefined) return
  const keys = rows.map(keyOf)
  const how = event.shiftKey ? 'extend' : event.ctrlKey || event.metaKey ? 'toggle' : 'only'
  onSelect(moveSelection(selection, keys, index, how))
}

function onKey<Row>(
  event: KeyboardEvent,
  props: DataTableProps<Row>,
  scrollTo: (index: number) => void,
): void {
  const { rows, keyOf, selection, onSelect, onOpen, onActions, onType } = props
  // What stands inside a row has keys of its own.
  if (event.target instanceof HTMLElement && /^(BUTTON|INPUT|A)$/.test(event.target.tagName)) return
  const keys = rows.map(keyOf)
  const at = keys.indexOf(selection.active ?? '')
  const row = rows[at]
  const target = targetOf(event.key, at, rows.length)
  if (target !== undefined) {
    onSelect(moveSelection(selection, keys, target, event.shiftKey ? 'extend' : 'only'))
    scrollTo(target)
  } else if (event.key === 'Enter' && row !== undefined) onOpen(row)
  else if ((event.key === '.' || event.key === 'ContextMenu') && row !== undefined && onActions)
    onActions(row)
  else if (event.key === ' ' && at >= 0) onSelect(moveSelection(selection, keys, at, 'toggle'))
  else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
    onSelect({ ...selection, keys: new Set(keys) })
  } else if (onType && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
    onType(event.key)
  } else return
  event.preventDefault()
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
