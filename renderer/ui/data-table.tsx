/**
 * A long list as a grid: only the rows in sight exist. Arrows move, Enter opens, space peeks, the menu key or `.` opens the
 * row's actions; the focus stays on the grid, which scrolls and names its active row (ARIA `aria-activedescendant`).
 *
 * @module
 */
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  memo,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react'
import { useAgentState } from '../app-context.tsx'
import css from './data-table.module.css'
import { isOfItsOwn, keepTextUnmarked, pressRow, strokeTable, type TableActs } from './data-table-keys.ts'
import { useActiveInSight } from './use-active-in-sight.ts'
import { useListTyping } from './use-list-typing.ts'
import { useWidth } from './use-width.ts'

export interface Column<Row> {
  readonly id: string
  readonly title: string
  /** A grid track: `minmax(180px, 2fr)`. */
  readonly width: string
  readonly cell: (row: Row) => ReactNode
  /** Left out where the table is narrower than this, in CSS pixels: what it says must stand elsewhere too. */
  readonly from?: number
  /** What a row is called: nobody puts it away. */
  readonly isAlways?: boolean
}

export interface DataTableProps<Row> extends TableActs<Row> {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  /** Shown at the end of the active row, where every row keeps room for them. */
  readonly rowActions?: (row: Row, isWide: boolean) => ReactNode
  /** What they take where there is room for more than one button, CSS pixels. */
  readonly actionsWidth?: number
  /** They are not fewer where the table is narrow. */
  readonly keepsActions?: boolean
  /** Letters: a search takes them. */
  readonly onType?: (text: string) => void
  /** Wraps a row, for its context menu. */
  readonly wrapRow?: (row: Row, element: ReactNode) => ReactNode
  /** Told which columns have room, whenever they are others. */
  readonly onFit?: (ids: readonly string[]) => void
  /** The grid, to give it the focus. */
  readonly list?: RefObject<HTMLDivElement | null>
}

/** `--row` of tokens.css, by density. */
const rowHeights = { usual: 38, compact: 30 } as const
/** Rows beyond the edges, so that a quick scroll shows no gap. */
const overscan = 12
/** Of the head, which stays in sight. */
const headHeight = 32
/** One button. */
const narrowActions = 34
/** Narrower, the columns need it more. */
const wideFrom = 1_070

/** A button with these words and the one of the menu, CSS pixels: about, as a table has its tracks before its words. */
export function roomFor(words: string): number {
  return Math.ceil(words.length * 6.9) + 24 + narrowActions
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, rows, keyOf, selection, rowActions, wrapRow } = props
  const id = useId()
  const own = useRef<HTMLDivElement>(null)
  const scroller = props.list ?? own
  const width = useWidth(scroller, 1_000)
  const columns = useMemo(() => props.columns.filter(({ from = 0 }) => width >= from), [props.columns, width])
  const fitting = columns.map((column) => column.id).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when they are others, not at every drawing
  useEffect(() => props.onFit?.(columns.map((column) => column.id)), [fitting])
  const rowHeight = rowHeights[useAgentState((state) => state.settings.density)]
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when their height is another
  useLayoutEffect(() => virtual.measure(), [rowHeight])
  const isWide = props.actionsWidth !== undefined && (props.keepsActions || width >= wideFrom)
  const tracks = [
    ...columns.map(({ width }) => width),
    ...(rowActions ? [`${isWide ? props.actionsWidth : narrowActions}px`] : []),
  ].join(' ')
  const active = rows.findIndex((row) => keyOf(row) === selection.active)
  const items = virtual.getVirtualItems()
  // Until there is an active one, keys begin at the first.
  const marked = active < 0 ? 0 : active
  const markedIsShown = items.some(({ index }) => index === marked)
  const scrollTo = (index: number) => virtual.scrollToIndex(index)
  useActiveInSight(
    scroller,
    { key: selection.active, top: active < 0 ? undefined : active * rowHeight },
    () => active >= 0 && scrollTo(active),
  )
  const typed = useListTyping(props.onType)
  return (
    <div
      ref={scroller}
      className={css.table}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-multiselectable="true"
      aria-activedescendant={markedIsShown ? `${id}-${marked}` : undefined}
      tabIndex={0}
      onKeyDown={(event) => {
        if (isOfItsOwn(event)) return
        if (typed(event) || strokeTable(event, props, scrollTo)) event.preventDefault()
      }}
    >
      <div className={css.head} role="row" aria-rowindex={1} style={{ gridTemplateColumns: tracks }}>
        {columns.map((column) => (
          <span key={column.id} role="columnheader">
            {column.title}
          </span>
        ))}
      </div>
      <div role="rowgroup">
        <div className={css.rows} style={{ height: virtual.getTotalSize() }} role="presentation">
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
                data-active={index === marked || undefined}
                style={{ gridTemplateColumns: tracks, transform: `translateY(${start - headHeight}px)` }}
                onMouseDown={keepTextUnmarked}
                onClick={(event) => pressRow(event, props, index)}
                onDoubleClick={(event) => isOfItsOwn(event) || props.onOpen(row)}
              >
                <Cells row={row} columns={columns} />
                {key === selection.active && rowActions && (
                  <span className={css.actions} role="gridcell">
                    {rowActions(row, isWide)}
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

/** Drawn again only for another row or other columns: what is typed draws the list more than once. */
const Cells = memo(AllCells) as typeof AllCells

function AllCells<Row>({
  row,
  columns,
}: {
  readonly row: Row
  readonly columns: readonly Column<Row>[]
}): ReactNode {
  return columns.map((column) => (
    <span key={column.id} className={css.cell} role="gridcell">
      {column.cell(row)}
    </span>
  ))
}
