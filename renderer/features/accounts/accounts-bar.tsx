import type { ReactNode, RefObject } from 'react'
import { useApp, useTexts } from '../../app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { filterKeys } from '../../ui/filter-keys.ts'
import { generateFor } from './account-actions.ts'
import type { AccountRow } from './account-rows.ts'
import css from './accounts-place.module.css'

/** Words to filter by, and what can be made of what is selected. */
export function AccountsBar({
  query,
  onQuery,
  search,
  selected,
  hasRows,
  onLeave,
  children,
}: {
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly search: RefObject<HTMLInputElement | null>
  readonly selected: readonly AccountRow[]
  readonly hasRows: boolean
  /** To the list. */
  readonly onLeave: () => void
  /** How the table is set. */
  readonly children?: ReactNode
}) {
  const app = useApp()
  const { accounts } = useTexts()
  return (
    <div className={css.bar}>
      <input
        ref={search}
        className={css.search}
        type="search"
        aria-label={accounts.filter}
        placeholder={accounts.filter}
        value={query}
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={filterKeys(onLeave)}
      />
      <span className={css.buttons}>
        {children}
        <Button disabled={!hasRows} onClick={() => generateFor(app, selected.length > 1 ? selected : [])}>
          {selected.length > 1 ? accounts.generateSelected(selected.length) : accounts.generate}
        </Button>
        <Button onClick={() => app.view.setState({ dialog: { name: 'add-profile' } })}>{accounts.add}</Button>
      </span>
    </div>
  )
}
