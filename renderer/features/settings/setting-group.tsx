import type { ReactNode } from 'react'
import { type SettingSection, sectionId } from './setting-sections.ts'
import css from './settings-place.module.css'

/** A card of settings under one heading. */
export function SettingGroup({
  section,
  title,
  children,
}: {
  readonly section: SettingSection
  readonly title: string
  readonly children: ReactNode
}) {
  const id = sectionId(section)
  return (
    <section className={css.group} aria-labelledby={id}>
      <h2 id={id} className={css.title} tabIndex={-1}>
        {title}
      </h2>
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
