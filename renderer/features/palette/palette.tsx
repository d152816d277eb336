import { type KeyboardEvent, useId, useState } from 'react'
import { useApp, useTexts } from '../../app-context.tsx'
import { noteUse } from '../../commands/commands.ts'
import type { PaletteRow } from '../../commands/row-provider.ts'
import { Dialog } from '../../ui/dialog.tsx'
import css from './palette.module.css'
import { PaletteFoot } from './palette-foot.tsx'
import { PaletteList } from './palette-list.tsx'
import { usePaletteSearch } from './use-palette-search.ts'

/** Everything that can be found and done, by a few letters. */
export function Palette() {
  const { commands: store, view } = useApp()
  const { palette } = useTexts()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  /** The row whose actions are shown. */
  const [within, setWithin] = useState<PaletteRow>()
  const id = useId()
  const { found, actionsOf } = usePaletteSearch(query, within)
  const rows = found.sections.flatMap((section) => section.rows)
  const active = rows[Math.min(at, rows.length - 1)]
  const close = () => view.setState({ dialog: undefined })
  const look = (change: { query?: string; within?: PaletteRow | undefined }) => {
    setQuery(change.query ?? '')
    setAt(0)
    if ('within' in change) setWithin(change.within)
  }
  const run = (row: PaletteRow) => {
    const actions = actionsOf(within ?? row)
    const action = within === undefined ? actions[0] : actions.find((each) => each.id === row.id)
    if (action === undefined) return
    noteUse(store, (within ?? row).id)
    close()
    action.run()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const key = keyOf(event, within !== undefined, query)
    if (key === undefined) return
    event.preventDefault()
    if (key === 'back') look({ within: undefined })
    else if (key === 'close') close()
    else if (key === 'run') active && run(active)
    else if (key === 'actions') active && actionsOf(active).length > 1 && look({ within: active })
    else setAt(moved(Math.min(at, rows.length - 1), key, rows.length))
  }
  const count = rows.length
  return (
    <Dialog title={palette.title} isTitleHidden look="palette" onClose={close}>
      <div className={css.bar}>
        {within && (
          <button type="button" className={css.within} onClick={() => look({ within: undefined })}>
            <span aria-hidden="true">‹ </span>
            <bdi>{within.title}</bdi>
          </button>
        )}
        <input
          className={css.input}
          role="combobox"
          aria-expanded={count > 0}
          aria-controls={count > 0 ? `${id}-list` : undefined}
          aria-autocomplete="list"
          aria-activedescendant={active ? `${id}-${rows.indexOf(active)}` : undefined}
          aria-label={within ? palette.within(within.title) : palette.title}
          placeholder={within ? palette.within(within.title) : palette.placeholder}
          value={query}
          onChange={(event) => look({ query: event.target.value })}
          onKeyDown={onKeyDown}
          autoComplete="off"
          spellCheck={false}
          autoFocus
        />
      </div>
      <p className="visually-hidden" role="status">
        {count === 0 ? palette.nothing : palette.found(count + found.more)}
      </p>
      <PaletteList
        id={id}
        label={palette.results}
        found={found}
        query={query}
        active={active}
        onPoint={(row) => setAt(rows.indexOf(row))}
        onRun={run}
      />
      <PaletteFoot
        action={within === undefined && active ? actionsOf(active)[0]?.title : undefined}
        hasMore={within === undefined && active !== undefined && actionsOf(active).length > 1}
        isWithin={within !== undefined}
      />
    </Dialog>
  )
}

type PaletteKey = 'back' | 'close' | 'run' | 'actions' | 'next' | 'previous' | 'first' | 'last'

function keyOf(event: KeyboardEvent, isWithin: boolean, query: string): PaletteKey | undefined {
  const { key, ctrlKey, nativeEvent } = event
  // Letters of an input method are not ours.
  if (nativeEvent.isComposing) return undefined
  if (key === 'Escape') return isWithin ? 'back' : 'close'
  if (key === 'Backspace' && isWithin && query === '') return 'back'
  if (key === 'Enter') return 'run'
  if (!isWithin && (key === 'Tab' || (key === 'ArrowRight' && query === '')) && !event.shiftKey)
    return 'actions'
  if (key === 'ArrowDown' || (ctrlKey && key === 'n')) return 'next'
  if (key === 'ArrowUp' || (ctrlKey && key === 'p')) return 'previous'
  if (key === 'PageDown') return 'last'
  return key === 'PageUp' ? 'first' : undefined
}

function moved(at: number, key: PaletteKey, count: number): number {
  if (count === 0) return 0
  if (key === 'first') return 0
  if (key === 'last') return count - 1
  return (at + (key === 'next' ? 1 : count - 1)) % count
}
