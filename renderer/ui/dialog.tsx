import { type ReactNode, useEffect, useId, useRef } from 'react'
import css from './dialog.module.css'

export interface DialogProps {
  readonly title: string
  /** Asked to close: Escape, or a press outside. */
  readonly onClose: () => void
  /** A palette has no frame of its own. */
  readonly look?: 'card' | 'wide' | 'palette'
  /** Names the dialog where its title is not shown. */
  readonly isTitleHidden?: boolean
  readonly children: ReactNode
}

const typed = 'input:not([type=radio], [type=checkbox]), textarea'

/** The browser's own modal dialog: it keeps the focus, and makes the rest of the window inert. */
export function Dialog({ title, onClose, look = 'card', isTitleHidden = false, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = element.current
    const before = document.activeElement
    if (dialog && !dialog.open) dialog.showModal()
    // What is typed first; else the browser takes whatever comes first.
    dialog?.querySelector<HTMLElement>(typed)?.focus()
    // Whoever opened it has the focus again, unless another dialog takes it.
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={element}
      className={`${css.dialog} ${css[look]}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onPointerDown={(event) => {
        if (event.target === element.current) onClose()
      }}
    >
      <div className={css.body}>
        <h2 id={id} className={isTitleHidden ? 'visually-hidden' : css.title}>
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  )
}
