import type { TakeOverItemView } from '../../../preload/contract/config-views.ts'
import { takeOverForms } from '../../../preload/contract/said-forms-take-over.ts'
import { useTexts } from '../../app-context.tsx'
import { spoken } from '../../texts/spoken.ts'
import { AgentSentence } from '../../ui/agent-sentence.tsx'
import { Badge } from '../../ui/badge.tsx'
import css from './take-over-tab.module.css'

/** In place of a name: every other is somebody's own. */
const nobody = takeOverForms['take-over-nobody']

/** What was found; what stays says why. */
export function TakeOverItems({ items }: { readonly items: readonly TakeOverItemView[] }) {
  const { config, sayings } = useTexts()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <ul className={css.items} tabIndex={0}>
      {items.map(({ name, detail, obstacle }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one profile may have a key in each file
        <li key={index}>
          <bdi className={css.name}>{name === nobody ? spoken(name, sayings) : name}</bdi>{' '}
          <bdi className={css.text}>{detail}</bdi>
          {obstacle?.split('\n').map((line) => (
            <p key={line}>
              <Badge tone="warn">{config.takeOver.stays}</Badge>{' '}
              <bdi>
                <AgentSentence text={line} />
              </bdi>
            </p>
          ))}
        </li>
      ))}
    </ul>
  )
}
