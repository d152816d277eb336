import { type ReactNode, type RefObject, useMemo } from 'react'
import { useTexts } from '../../app-context.tsx'
import { filterKeys } from '../../ui/filter-keys.ts'
import css from './filter-bar.module.css'
import type { Chip, ProfileFilter } from './profile-filter.ts'
import type { ProfileRow } from './profile-rows.ts'

const chips: readonly Chip[] = ['pinned', 'signet', 'production', 'problem']
const mostTags = 8

/** Words to filter by, and what is asked for most as chips. */
export function FilterBar({
  filter,
  onChange,
  rows,
  search,
  onLeave,
  children,
}: {
  readonly filter: ProfileFilter
  readonly onChange: (filter: ProfileFilter) => void
  readonly rows: readonly ProfileRow[]
  readonly search: RefObject<HTMLInputElement | null>
  /** To the list. */
  readonly onLeave: () => void
  /** At its end: how the table is set. */
  readonly children?: ReactNode
}) {
  const { profiles } = useTexts()
  const tags = useMemo(() => [...new Set(rows.flatMap(({ view }) => view.tags))].sort(), [rows])
  return (
    <div className={css.bar}>
      <input
        ref={search}
        className={css.search}
        type="search"
        aria-label={profiles.search}
        placeholder={profiles.search}
        value={filter.query}
        onChange={(event) => onChange({ ...filter, query: event.target.value })}
        onKeyDown={filterKeys(onLeave)}
      />
      {chips.map((chip) => (
        <button
          key={chip}
          type="button"
          className={css.chip}
          aria-pressed={filter.chips.has(chip)}
          onClick={() => onChange({ ...filter, chips: toggled(filter.chips, chip) })}
        >
          {profiles.filters[chip]}
        </button>
      ))}
      {tags.slice(0, mostTags).map((tag) => (
        <button
          key={tag}
          type="button"
          className={css.chip}
          aria-pressed={filter.tags.has(tag)}
          onClick={() => onChange({ ...filter, tags: toggled(filter.tags, tag) })}
        >
          <bdi>{profiles.tag(tag)}</bdi>
        </button>
      ))}
      {children && <span className={css.end}>{children}</span>}
    </div>
  )
}

function toggled<T>(set: ReadonlySet<T>, item: T): ReadonlySet<T> {
  const next = new Set(set)
  if (!next.delete(item)) next.add(item)
  return next
}
