import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { useAgentState, useApp, useTexts, useView } from '../../app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ItemMenu, Menu } from '../../ui/menu.tsx'
import { noSelection, onlyRow, type Selection } from '../../ui/selection.ts'
import { withLines } from '../profiles/menu-lines.ts'
import { accountActions, generateFor } from './account-actions.ts'
import { accountColumns } from './account-columns.tsx'
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
  const [chosen, setSelection] = useState<Selection>(noSelection)
  const detail = useView((view) => view.detail)
  const search = useRef<HTMLInputElement>(null)
  const wanted = useDeferredValue(query)
  const shown = useMemo(() => filterAccounts(rows, wanted), [rows, wanted])
  // Keys have a row to act on from the start.
  const selection = shown.some(({ key }) => key === chosen.active) ? chosen : onlyRow(shown[0]?.key)
  // The palette knows an account by its id alone.
  const open = rows.find(({ key, view }) => key === detail || view.accountId === detail)
  const isNarrow = open !== undefined
  const hasSessions = new Set(rows.map(({ view }) => view.session)).size > 1
  const columns = useMemo(
    () => accountColumns(texts, { isNarrow, hasSessions }),
    [texts, isNarrow, hasSessions],
  )
  const active = shown.find(({ key }) => key === selection.active)
  const selected = shown.filter(({ key }) => selection.keys.has(key))
  useAccountCommands({ active, search })
  const setOpen = (row: AccountRow | undefined) => app.view.setState({ detail: row?.key })
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
      />
      {rows.length === 0 && <NoAccounts />}
      {rows.length > 0 && shown.length === 0 && (
        <Empty
          title={texts.accounts.none.title}
          action={<Button onClick={() => setQuery('')}>{texts.accounts.none.clear}</Button>}
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
            selection={selection}
            onSelect={setSelection}
            onOpen={setOpen}
            onActions={() => setMenuOpen(true)}
            onType={(key) => {
              setQuery((now) => now + key)
              search.current?.focus()
            }}
            rowActions={(row) => (
              <>
                <Button look="bare" onClick={() => generateFor(app, [row])}>
                  {texts.accounts.generate}
                </Button>
                <Menu
                  isOpen={isMenuOpen}
                  onOpen={setMenuOpen}
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
              <ItemMenu key={row.key} label={texts.accounts.more} items={itemsOf(row)}>
                {element}
              </ItemMenu>
            )}
          />
          {open && <AccountSheet key={open.key} row={open} onClose={() => setOpen(undefined)} />}
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
