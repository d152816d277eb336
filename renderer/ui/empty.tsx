import type { ReactNode } from 'react'
import css from './empty.module.css'

/** Nothing is here yet: what to do next, with the command that does the same. */
export function Empty({
  title,
  children,
  action,
}: {
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
}) {
  return (
    <div className={css.empty}>
      <h2>{title}</h2>
      {children}
      {action}
    </div>
  )
}
