import type { ReactNode } from 'react'
import { useTexts } from '../../app-context.tsx'
import { Badge } from '../../ui/badge.tsx'
import css from './welcome-place.module.css'

/** One of the first steps; only the one of the moment is open. */
export function WelcomeCard({
  number,
  title,
  state,
  result,
  children,
}: {
  readonly number: number
  readonly title: string
  readonly state: 'done' | 'now' | 'later'
  readonly result?: string | undefined
  readonly children: ReactNode
}) {
  const { welcome } = useTexts()
  const tone = state === 'done' ? 'ok' : 'accent'
  return (
    <li className={`${css.card} ${css[state]}`} aria-current={state === 'now' ? 'step' : undefined}>
      <span className={css.number} aria-hidden="true">
        {state === 'done' ? '✓' : number}
      </span>
      <div className={css.body}>
        <h2>
          <span className="visually-hidden">{welcome.step(number)}: </span>
          {title}
          {state === 'later' ? null : <Badge tone={tone}>{welcome[state]}</Badge>}
        </h2>
        {state === 'done' && result !== undefined && (
          <p>
            <bdi>{result}</bdi>
          </p>
        )}
        {state === 'now' && children}
      </div>
    </li>
  )
}
