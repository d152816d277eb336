import { type ReactNode, useId } from 'react'
import css from './settings-place.module.css'

/** A card of settings under one heading. */
export function SettingGroup({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId()
  return (
    <section className={css.group} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}

/** One line: what it is, what it means, and its control or value. */
export function Setting({
  title,
  hint,
  children,
}: {
  readonly title: string
  readonly hint?: ReactNode
  readonly children?: ReactNode
}) {
  return (
    <div className={css.setting}>
      <div className={css.words}>
        <p>{title}</p>
        {hint && <div className={css.hint}>{hint}</div>}
      </div>
      {children !== undefined && <div className={css.value}>{children}</div>}
    </div>
  )
}
