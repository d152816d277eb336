import type { ReactNode } from 'react'
import css from './badge.module.css'
import tones from './tones.module.css'

export type Tone = 'neutral' | 'accent' | 'ok' | 'warn' | 'bad'

/** A word that says a state; the colour only repeats it. */
export function Badge({
  tone = 'neutral',
  children,
}: {
  readonly tone?: Tone
  readonly children: ReactNode
}) {
  return <span className={`${css.badge} ${tones[tone]}`}>{children}</span>
}
