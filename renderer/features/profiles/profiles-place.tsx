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
import { FilterBar } from './filter-bar.tsx'
import { withLines } from './menu-lines.ts'
import { NoProfiles } from './no-profiles.tsx'
import { canBecomeDefault, profileActions } from './profile-actions.ts'
import { narrowColumns, profileColumns } from './profile-columns.tsx'
import { filterProfiles, isFiltering, noFilter, type ProfileFilter } from './profile-filter.ts'
import { type ProfileRow, profileRows } from './profile-rows.ts'
import { ProfileSheet } from './profile-sheet.tsx'
import css from './profiles-place.module.css'
import { SelectionBar } from './selection-bar.tsx'
import { makeDefault } from './switch-default.ts'
import { useProfileCommands } from './use-profile-commands.ts'
import { useSeveral } from './use-several.ts'

export function ProfilesPlace() {
  const app = useApp()
  const texts = useTexts()
  const rows = useRows()
  const isLocked = useAgentState((state) => state.vault.state === 'locked')
  const [filter, setFilter] = useState<ProfileFilter>(noFilter)
  const [isMenuOpen, setMenuOpen] = useState(false)
  const detail = useView((view) => view.detail)
  const search = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const panel = useRef<HTMLElement>(null)
  const wanted = useDeferredValue(filter)
  const shown = useMemo(() => filterProfiles(rows, wanted), [rows, wanted])
  const open = rows.find(({ view }) => view.name === detail)
  const setOpen = (name: string | undefined) => app.view.setState({ detail: name })
  const [selection, select] = useSheetSelection(open?.view.name, setOpen)
  const isNarrow = open !== undefined
  const chosen = useColumns(
    'profiles',
    useMemo(() => profileColumns(texts), [texts]),
  )
  const columns = useMemo(
    () => (isNarrow ? chosen.columns.filter(({ id }) => narrowColumns.has(id)) : chosen.columns),
    [chosen.columns, isNarrow],
  )
  const active = shown.find(({ view }) => view.name === selection.active)
  const several = useSeveral(shown, selection, select)
  useProfileCommands({ active: active?.view, search, hasSeveral: several !== undefined })
  const toList = useListFocus(list, shown.length > 0)
  // What fits best stands first.
  useEffect(() => {
    if (isFiltering(wanted)) list.current?.scrollTo({ top: 0 })
  }, [wanted])
  const close = () => {
    setOpen(undefined)
    toList()
  }
  const clearFilter = () => {
    setFilter(noFilter)
    toList()
  }
  useEscape([
    ...(open ? [{ id: 'profiles-close', title: texts.profiles.closeDetails, run: close }] : []),
    ...(several ? [{ id: 'selection-clear', title: texts.selection.clearCommand, run: several.clear }] : []),
    ...(isFiltering(filter)
      ? [{ id: 'profiles-unfilter', title: texts.profiles.none.clear, run: clearFilter }]
      : []),
    ...(shown.length > 0 ? [{ id: 'profiles-list', title: texts.tables.toList, run: toList }] : []),
  ])
  const itemsOf = ({ view }: ProfileRow) =>
    several?.names.has(view.name) ? several.items : withLines(profileActions(app, view))
  return (
    <div className={css.place}>
      <div className={css.heading}>
        <h1>{texts.frame.places.profiles}</h1>
        <p>{isLocked ? texts.profiles.introLocked : texts.profiles.intro}</p>
      </div>
      <FilterBar
        filter={filter}
        onChange={setFilter}
        rows={rows}
        search={search}
        onLeave={() => {
          if (active === undefined) select(onlyRow(shown[0]?.view.name))
          toList()
        }}
      >
        {rows.length > 0 && <ColumnsMenu items={chosen.items} />}
      </FilterBar>
      {rows.length === 0 && <NoProfiles />}
      {rows.length > 0 && shown.length === 0 && (
        <Empty
          title={texts.profiles.none.title}
          action={<Button onClick={clearFilter}>{texts.profiles.none.clear}</Button>}
        >
          <p>{texts.profiles.none.text}</p>
        </Empty>
      )}
      {shown.length > 0 && (
        <div className={open ? css.split : css.whole}>
          <DataTable
            label={texts.frame.places.profiles}
            rows={shown}
            keyOf={({ view }) => view.name}
            columns={columns}
            onFit={chosen.onFit}
            selection={selection}
            list={list}
            onSelect={select}
            onOpen={({ view }) =>
              view.name === open?.view.name ? panel.current?.focus() : setOpen(view.name)
            }
            onPeek={({ view }) => setOpen(view.name === open?.view.name ? undefined : view.name)}
            onActions={() => setMenuOpen(true)}
            onType={(text) => {
              setFilter((current) => ({ ...current, query: current.query + text }))
              search.current?.focus()
            }}
            actionsWidth={roomFor(texts.profiles.actions.use)}
            rowActions={(row, isWide) => (
              <>
                {isWide && canBecomeDefault(row.view) && several === undefined && (
                  <Button look="bare" onClick={() => void makeDefault(app, row.view.name)}>
                    {texts.profiles.actions.use}
                  </Button>
                )}
                <Menu
                  isOpen={isMenuOpen}
                  onOpen={setMenuOpen}
                  backTo={list}
                  label={texts.profiles.actions.more}
                  items={itemsOf(row)}
                  trigger={
                    <Button look="bare" aria-label={texts.profiles.actions.more}>
                      ⋯
                    </Button>
                  }
                />
              </>
            )}
            wrapRow={(row, element) => (
              <ItemMenu
                key={row.view.name}
                label={texts.profiles.actions.more}
                items={() => itemsOf(row)}
                backTo={list}
              >
                {element}
              </ItemMenu>
            )}
          />
          {open && <ProfileSheet key={open.view.name} view={open.view} onClose={close} panel={panel} />}
        </div>
      )}
      <div className={css.count}>
        <span role="status">
          {rows.length > 0 && texts.profiles.shown(shown.length, rows.length)}
          {several && ` · ${texts.selection.count(several.rows.length)}`}
        </span>
        {isFiltering(filter) && shown.length > 0 && (
          <Button look="bare" onClick={clearFilter}>
            {texts.profiles.none.clear}
          </Button>
        )}
        {several && <SelectionBar rows={several.rows} actions={several.actions} onClear={several.clear} />}
      </div>
    </div>
  )
}

function useRows(): readonly ProfileRow[] {
  const profiles = useAgentState((state) => state.profiles)
  const sessions = useAgentState((state) => state.sessions)
  const accounts = useAgentState((state) => state.accounts)
  return useMemo(() => profileRows(profiles, sessions, accounts), [profiles, sessions, accounts])
}
