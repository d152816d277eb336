import { useTexts } from '../../app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Menu, type MenuItem } from '../../ui/menu.tsx'
import { withLines } from './menu-lines.ts'
import type { ProfileRow } from './profile-rows.ts'
import { firstNames } from './profile-selection.ts'
import css from './selection-bar.module.css'

/** What stands as a button; the rest is in the menu beside, with these again. */
const asButtons: ReadonlySet<string> = new Set(['pin', 'tag', 'guard', 'remove'])

/** Which profiles are selected, and what can be done with all of them. */
export function SelectionBar({
  rows,
  actions,
  onClear,
}: {
  readonly rows: readonly ProfileRow[]
  readonly actions: readonly (readonly MenuItem[])[]
  readonly onClear: () => void
}) {
  const { selection } = useTexts()
  const names = rows.map(({ view }) => view.name)
  const { named, more } = firstNames(names)
  const buttons = actions.flat().filter(({ id }) => asButtons.has(id))
  const production = rows.filter(({ view }) => view.isProduction).length
  return (
    <fieldset className={css.bar}>
      <legend className="visually-hidden">{selection.bar}</legend>
      <span className={css.names} title={names.slice(0, mostInTitle).join('\n')}>
        {named.map((name, index) => (
          <bdi key={name}>
            {name}
            {index < named.length - 1 ? ', ' : ''}
          </bdi>
        ))}
        {more > 0 && ` ${selection.andMore(more)}`}
      </span>
      {production > 0 && <span className={css.production}>{selection.production(production)}</span>}
      <span className={css.buttons}>
        {buttons.map(({ id, title, isDangerous, isDisabled, run }) => (
          <Button
            key={id}
            look="bare"
            className={isDangerous ? css.danger : undefined}
            disabled={isDisabled}
            onClick={run}
          >
            {title}
          </Button>
        ))}
        <Menu
          label={selection.more}
          items={withLines(actions)}
          trigger={
            <Button look="bare" aria-label={selection.more}>
              ⋯
            </Button>
          }
        />
        <Button look="bare" onClick={onClear}>
          {selection.clear} <kbd className={css.key}>Esc</kbd>
        </Button>
      </span>
    </fieldset>
  )
}

/** Whoever wants more of them scrolls the list. */
const mostInTitle = 30
