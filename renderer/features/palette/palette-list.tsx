import { useEffect } from 'react'
import { useTexts } from '../../app-context.tsx'
import { placesOf } from '../../commands/fuzzy.ts'
import type { PaletteFound } from '../../commands/palette-search.ts'
import type { PaletteRow } from '../../commands/row-provider.ts'
import css from './palette.module.css'

/** What was found, under its headings. The focus stays in the field: the active row is named there. */
export function PaletteList({
  id,
  label,
  found,
  query,
  active,
  onPoint,
  onRun,
}: {
  readonly id: string
  readonly label: string
  readonly found: PaletteFound
  readonly query: string
  readonly active: PaletteRow | undefined
  readonly onPoint: (row: PaletteRow) => void
  readonly onRun: (row: PaletteRow) => void
}) {
  const { palette } = useTexts()
  const rows = found.sections.flatMap((section) => section.rows)
  const at = active ? rows.indexOf(active) : -1
  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, at])
  if (rows.length === 0) {
    return (
      <div className={css.nothing}>
        <p>{palette.nothing}</p>
        <p>{palette.nothingHint}</p>
      </div>
    )
  }
  return (
    <>
      <div className={css.list} id={`${id}-list`} role="listbox" aria-label={label}>
        {found.sections.map((section) => (
          // biome-ignore lint/a11y/useSemanticElements: a listbox has groups, and a fieldset is none
          <div key={section.id} role="group" aria-labelledby={`${id}-${section.id}`}>
            <p className={css.heading} id={`${id}-${section.id}`} role="presentation">
              {section.title}
            </p>
            {section.rows.map((row) => (
              // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus, and names the active one
              // biome-ignore lint/a11y/useKeyWithClickEvents: its keys are the field's
              <div
                key={row.id}
                id={`${id}-${rows.indexOf(row)}`}
                className={css.row}
                role="option"
                aria-selected={row === active}
                onPointerMove={row === active ? undefined : () => onPoint(row)}
                onClick={() => onRun(row)}
              >
                <bdi className={css.name} title={row.title}>
                  <Marked text={row.title} query={query} />
                </bdi>
                {row.detail && (
                  <bdi className={css.detail} title={row.detail}>
                    {row.detail}
                  </bdi>
                )}
                {row.badge && <span className={css.badge}>{row.badge}</span>}
              </div>
            ))}
          </div>
        ))}
      </div>
      {found.more > 0 && <p className={css.more}>{palette.more(found.more)}</p>}
    </>
  )
}

/** The text with what was typed marked in it. */
function Marked({ text, query }: { readonly text: string; readonly query: string }) {
  const places = query === '' ? [] : placesOf(query, text)
  if (places.length === 0) return text
  return places.flatMap(([from, to], index) => [
    text.slice(places[index - 1]?.[1] ?? 0, from),
    <b key={from}>{text.slice(from, to)}</b>,
    index === places.length - 1 ? text.slice(to) : '',
  ])
}
