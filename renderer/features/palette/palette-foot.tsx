import { useTexts } from '../../app-context.tsx'
import css from './palette.module.css'

/** Which key does what now. */
export function PaletteFoot({
  action,
  hasMore,
  isWithin,
}: {
  readonly action: string | undefined
  readonly hasMore: boolean
  readonly isWithin: boolean
}) {
  const { palette } = useTexts()
  return (
    <p className={css.foot} aria-hidden="true">
      <span>
        <kbd>↑</kbd> <kbd>↓</kbd> {palette.move}
      </span>
      <span>
        <kbd>↵</kbd> {action ?? palette.run}
      </span>
      {hasMore && (
        <span>
          <kbd>Tab</kbd> {palette.actions}
        </span>
      )}
      <span>
        <kbd>Esc</kbd> {isWithin ? palette.back : palette.close}
      </span>
    </p>
  )
}
