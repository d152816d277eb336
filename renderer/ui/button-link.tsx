import type { ReactNode } from 'react'
import css from './button.module.css'

export interface ButtonLinkProps {
  /** Below the window's own address. */
  readonly href: string
  readonly onClick: () => void
  readonly children: ReactNode
}

/** The moment's one button, as a link: a new tab that a browser never holds back. */
export function ButtonLink({ href, onClick, children }: ButtonLinkProps) {
  return (
    <a
      className={`${css.button} ${css.primary} ${css.link}`}
      href={href}
      target="_blank"
      rel="noreferrer noopener"
      onClick={onClick}
    >
      {children}
    </a>
  )
}
