import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { useAgentState, useApp, useTexts, useView } from '../../app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { ColumnsMenu } from '../../ui/columns-menu.tsx'
import { DataTable, roomFor } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ItemMenu, Menu } from '../../ui/menu.tsx'
import { onlyRow } from '../../ui/selection.ts'
import { useColumns } from '../../ui/use-columns.ts'
import { useEscape } from '../../ui/use-escape.ts'
import { useListFocus } from '../../ui/use-list-focus.ts'
import { useSheetSelection } from '../../ui/use-sheet-selection.ts'
import { withLines } from '../profiles/menu-lines.ts'
import { accountActions, generateFor } from './account-actions.ts'
import { accountColumns, besideSheet } from './account-columns.tsx'
import { type AccountRow, accountRows, filterAccounts } from './account-rows.ts'
import { AccountSheet } from './account-sheet.tsx'
import { AccountsBar } from './accounts-bar.tsx'
import css from './accounts-place.module.css'
import { NoAccounts } from './no-accounts.tsx'
import { ReadTimes } from './read-times.tsx'
import { useAccountCommands } from './use-account-commands.ts'

/** Every account of every Identity Center session, and profiles made of their roles. */
export function AccountsPlace() {
  const app = useApp()
  const texts = useTexts()
  const rows = useRows()
  const [query, setQuery] = useState('')
  const [isMenuOpen, setMenuOpen] = useState(false)
  const detail = useView((view) => view.detail)
  const search = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const panel = useRef<HTMLElement>(null)
  const wanted = useDeferredValue(query)
  const shown = useMemo(() => filterAccounts(rows, wanted), [rows, wanted])
  // The palette knows an account by its id alone.
  const asked = rows.find(({ key, view }) => key === detail || view.accountId === detail)
  const setOpen = (key: string | undefined) => app.view.setState({ detail: key })
  const [chosen, select] = useSheetSelection(asked?.key, setOpen)
  // Keys have a row to act on from the start.
  const selection = shown.some(({ key }) => key === chosen.active) ? chosen : onlyRow(shown[0]?.key)
  const active = shown.find(({ key }) => key === selection.active)
  const open = asked && (active ?? asked)
  const isNarrow = open !== undefined
  const hasSessions = new Set(rows.map(({ view }) => view.session)).size > 1
  const wantedColumns = useColumns(
    'accounts',
    useMemo(() => accountColumns(texts, hasSessions), [texts, hasSessions]),
  )
  const columns = useMemo(
    () => (isNarrow ? wantedColumns.columns.filter(({ id }) => !besideSheet.has(id)) : wantedColumns.columns),
    [wantedColumns.columns, isNarrow],
  )
  const selected = shown.filter(({ key }) => selection.keys.has(key))
  useAccountCommands({ active, search })
  const toList = useListFocus(list, shown.length > 0)
  // What fits best stands first.
  useEffect(() => {
    if (wanted !== '') list.current?.scrollTo({ top: 0 })
  }, [wanted])
  const close = () => {
    setOpen(undefined)
    toList()
  }
  const clearFilter = () => {
    setQuery('')
    toList()
  }
  useEscape([
    ...(open ? [{ id: 'accounts-close', title: texts.accounts.closeDetails, run: close }] : []),
    ...(selected.length > 1
      ? [
          {
            id: 'selection-clear',
            title: texts.selection.clearCommand,
            run: () => select(onlyRow(selection.active)),
          },
        ]
      : []),
    ...(query === ''
      ? []
      : [{ id: 'accounts-unfilter', title: texts.accounts.none.clear, run: clearFilter }]),
    ...(shown.length > 0 ? [{ id: 'accounts-list', title: texts.tables.toList, run: toList }] : []),
  ])
  const itemsOf = (row: AccountRow) => withLines(accountActions(app, row))
  return (
    <div className={css.place}>
      <div>
        <h1>{texts.frame.places.accounts}</h1>
        <p className={css.intro}>{texts.accounts.intro}</p>
      </div>
      <AccountsBar
        query={query}
        onQuery={setQuery}
        search={search}
        selected={selected}
        hasRows={rows.length > 0}
        onLeave={toList}
      >
        {rows.length > 0 && <ColumnsMenu items={wantedColumns.items} />}
      </AccountsBar>
      {rows.length === 0 && <NoAccounts />}
      {rows.length > 0 && shown.length === 0 && (
        <Empty
          title={texts.accounts.none.title}
          action={<Button onClick={clearFilter}>{texts.accounts.none.clear}</Button>}
        >
          <p>{texts.accounts.none.text}</p>
        </Empty>
      )}
      {shown.length > 0 && (
        <div className={open ? css.split : css.whole}>
          <DataTable
            label={texts.accounts.table}
            rows={shown}
            keyOf={({ key }) => key}
            columns={columns}
            onFit={wantedColumns.onFit}
            selection={selection}
            list={list}
            onSelect={select}
            onOpen={({ key }) => (key === open?.key ? panel.current?.focus() : setOpen(key))}
            onPeek={({ key }) => setOpen(key === open?.key ? undefined : key)}
            onActions={() => setMenuOpen(true)}
            onType={(text) => {
              setQuery((now) => now + text)
              search.current?.focus()
            }}
            actionsWidth={roomFor(texts.accounts.generate)}
            rowActions={(row, isWide) => (
              <>
                {isWide && (
                  <Button look="bare" onClick={() => generateFor(app, [row])}>
                    {texts.accounts.generate}
                  </Button>
                )}
                <Menu
                  isOpen={isMenuOpen}
                  onOpen={setMenuOpen}
                  backTo={list}
                  label={texts.accounts.more}
                  items={itemsOf(row)}
                  trigger={
                    <Button look="bare" aria-label={texts.accounts.more}>
                      ⋯
                    </Button>
                  }
                />
              </>
            )}
            wrapRow={(row, element) => (
              <ItemMenu key={row.key} label={texts.accounts.more} items={() => itemsOf(row)} backTo={list}>
                {element}
              </ItemMenu>
            )}
          />
          {open && <AccountSheet key={open.key} row={open} onClose={close} panel={panel} />}
        </div>
      )}
      <p className={css.count}>
        <span role="status">
          {rows.length > 0 && texts.accounts.shown(shown.length, rows.length)}
          {selected.length > 1 && ` · ${texts.accounts.selected(selected.length)}`}
        </span>
        <ReadTimes rows={rows} />
      </p>
    </div>
  )
}

function useRows(): readonly AccountRow[] {
  const accounts = useAgentState((state) => state.accounts)
  const sessions = useAgentState((state) => state.sessions)
  const profiles = useAgentState((state) => state.profiles)
  return useMemo(() => accountRows(accounts, sessions, profiles), [accounts, sessions, profiles])
}
