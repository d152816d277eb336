import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { useAgentState, useApp, useTexts, useView } from '../../app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ItemMenu, Menu } from '../../ui/menu.tsx'
import { noSelection, type Selection } from '../../ui/selection.ts'
import { FilterBar } from './filter-bar.tsx'
import { withLines } from './menu-lines.ts'
import { profileActions } from './profile-actions.ts'
import { profileColumns } from './profile-columns.tsx'
import { filterProfiles, isFiltering, noFilter, type ProfileFilter } from './profile-filter.ts'
import { type ProfileRow, profileRows } from './profile-rows.ts'
import { ProfileSheet } from './profile-sheet.tsx'
import css from './profiles-place.module.css'
import { makeDefault } from './switch-default.ts'
import { useProfileCommands } from './use-profile-commands.ts'

export function ProfilesPlace() {
  const app = useApp()
  const texts = useTexts()
  const rows = useRows()
  const [filter, setFilter] = useState<ProfileFilter>(noFilter)
  const [isMenuOpen, setMenuOpen] = useState(false)
  const [selection, setSelection] = useState<Selection>(noSelection)
  const detail = useView((view) => view.detail)
  const search = useRef<HTMLInputElement>(null)
  const wanted = useDeferredValue(filter)
  const shown = useMemo(() => filterProfiles(rows, wanted), [rows, wanted])
  const open = rows.find(({ view }) => view.name === detail)
  const isNarrow = open !== undefined
  const columns = useMemo(() => profileColumns(texts, isNarrow), [texts, isNarrow])
  const active = shown.find(({ view }) => view.name === selection.active)
  const setOpen = (name: string | undefined) => app.view.setState({ detail: name })
  useProfileCommands({ active: active?.view, search })
  const itemsOf = ({ view }: ProfileRow) => withLines(profileActions(app, view))
  return (
    <div className={css.place}>
      <div className={css.heading}>
        <h1>{texts.frame.places.profiles}</h1>
        <p>{texts.profiles.intro}</p>
      </div>
      <FilterBar filter={filter} onChange={setFilter} rows={rows} search={search} />
      {rows.length === 0 && <NoProfiles />}
      {rows.length > 0 && shown.length === 0 && (
        <Empty
          title={texts.profiles.none.title}
          action={<Button onClick={() => setFilter(noFilter)}>{texts.profiles.none.clear}</Button>}
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
            selection={selection}
            onSelect={setSelection}
            onOpen={({ view }) => setOpen(view.name)}
            onActions={() => setMenuOpen(true)}
            onType={(key) => {
              setFilter((current) => ({ ...current, query: current.query + key }))
              search.current?.focus()
            }}
            rowActions={(row) => (
              <>
                {row.view.source === 'signet' && (
                  <Button look="bare" onClick={() => void makeDefault(app, row.view.name)}>
                    {texts.profiles.actions.use}
                  </Button>
                )}
                <Menu
                  isOpen={isMenuOpen}
                  onOpen={setMenuOpen}
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
              <ItemMenu key={row.view.name} label={texts.profiles.actions.more} items={itemsOf(row)}>
                {element}
              </ItemMenu>
            )}
          />
          {open && <ProfileSheet key={open.view.name} view={open.view} onClose={() => setOpen(undefined)} />}
        </div>
      )}
      <p className={css.count} role="status">
        {rows.length > 0 && texts.profiles.shown(shown.length, rows.length)}
        {selection.keys.size > 1 && ` · ${texts.profiles.selected(selection.keys.size)}`}
        {isFiltering(filter) && shown.length > 0 && (
          <Button look="bare" onClick={() => setFilter(noFilter)}>
            {texts.profiles.none.clear}
          </Button>
        )}
      </p>
    </div>
  )
}

function useRows(): readonly ProfileRow[] {
  const profiles = useAgentState((state) => state.profiles)
  const sessions = useAgentState((state) => state.sessions)
  const accounts = useAgentState((state) => state.accounts)
  return useMemo(() => profileRows(profiles, sessions, accounts), [profiles, sessions, accounts])
}

function NoProfiles() {
  const { view } = useApp()
  const { profiles, frame } = useTexts()
  return (
    <Empty
      title={profiles.empty.title}
      action={
        <Button look="primary" onClick={() => view.setState({ dialog: { name: 'sign-in' } })}>
          {frame.signIn}
        </Button>
      }
    >
      <p>{profiles.empty.text}</p>
      <code>{profiles.empty.command}</code>
    </Empty>
  )
}
