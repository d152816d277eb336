import type { ReactNode, RefObject } from 'react'
import { useTexts } from '../app-context.tsx'
import { Button } from './button.tsx'
import css from './sheet.module.css'

/** One thing of a list in full, beside the list. */
export function Sheet({
  label,
  title,
  mark,
  onClose,
  panel,
  children,
}: {
  readonly label: string
  /** As it is: a name from elsewhere. */
  readonly title: string
  /** Before the title. */
  readonly mark?: ReactNode
  readonly onClose: () => void
  /** To give it the focus. */
  readonly panel?: RefObject<HTMLElement | null>
  readonly children: ReactNode
}) {
  const { frame } = useTexts()
  return (
    <aside ref={panel} className={css.sheet} aria-label={label} tabIndex={-1}>
      <header className={css.head}>
        {mark}
        <h2>
          <bdi>{title}</bdi>
        </h2>
        <Button look="bare" onClick={onClose} aria-label={frame.close}>
          ×
        </Button>
      </header>
      {children}
    </aside>
  )
}

/** A part of a sheet under its own small title. */
export function SheetPart({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3 className={css.title}>{title}</h3>
      {children}
    </section>
  )
}

/** What a thing is, line by line. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className={css.facts}>{children}</dl>
}

export function Fact({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  )
}
