import type { TakeOverItemView } from '../../../preload/contract/config-views.ts'
import { useTexts } from '../../app-context.tsx'
import { Badge } from '../../ui/badge.tsx'
import css from './take-over-tab.module.css'

/** What was found; what stays says why. */
export function TakeOverItems({ items }: { readonly items: readonly TakeOverItemView[] }) {
  const { config } = useTexts()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <ul className={css.items} tabIndex={0}>
      {items.map(({ name, detail, obstacle }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one profile may have a key in each file
        <li key={index}>
          <bdi className={css.name}>{name}</bdi> <bdi className={css.text}>{detail}</bdi>
          {obstacle !== null && (
            <p>
              <Badge tone="warn">{config.takeOver.stays}</Badge> <bdi>{obstacle}</bdi>
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}
