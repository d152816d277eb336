import type { ReactNode } from 'react'
import { CopyButton } from './copy-button.tsx'
import css from './empty.module.css'

/** Nothing is here yet: what to do next, with the command that does the same, ready to be pasted. */
export function Empty({
  title,
  children,
  command,
  action,
}: {
  readonly title: string
  readonly children?: ReactNode
  /** For a terminal. */
  readonly command?: string
  readonly action?: ReactNode
}) {
  return (
    <div className={css.empty}>
      <h2>{title}</h2>
      {children}
      {command !== undefined && (
        <p className={css.command}>
          <code>{command}</code>
          <CopyButton text={command} label={command} />
        </p>
      )}
      {action !== undefined && <div className={css.action}>{action}</div>}
    </div>
  )
}
