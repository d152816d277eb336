import type { ButtonHTMLAttributes } from 'react'
import css from './button.module.css'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary`: the one of the moment. `danger`: what cannot be taken back. `bare`: in rows and bars. */
  readonly look?: 'primary' | 'plain' | 'danger' | 'bare'
}

export function Button({ look = 'plain', className, type = 'button', ...rest }: ButtonProps) {
  return (
    <button type={type} className={[css.button, css[look], className].filter(Boolean).join(' ')} {...rest} />
  )
}
