import { type FormEvent, type InputHTMLAttributes, type ReactNode, useId, useState } from 'react'
import { useTexts } from '../app-context.tsx'
import css from './field.module.css'

export interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'id'> {
  readonly label: string
  /** What it is for, or of what form; always there. */
  readonly hint?: ReactNode
  /** What is wrong with it, and how it is right. */
  readonly problem?: string | undefined
  /** For ids, regions, ARNs. */
  readonly isCode?: boolean
}

/** A line of text with its label, its hint and what is wrong with it, all read out with it. */
export function Field({
  label,
  hint,
  problem: given,
  isCode = false,
  className,
  onChange,
  ...rest
}: FieldProps) {
  const { frame } = useTexts()
  const [isMissing, setMissing] = useState(false)
  const problem = given ?? (isMissing ? frame.fieldNeeded : undefined)
  // The browser would say it in its own language, in a bubble that goes away.
  const refuse = (event: FormEvent<HTMLInputElement>) => {
    const field = event.currentTarget
    if (!field.validity.valueMissing) return
    event.preventDefault()
    setMissing(true)
    if (field.form?.querySelector(':invalid:not(fieldset)') === field) field.focus()
  }
  const id = useId()
  const described = [hint ? `${id}-hint` : '', problem ? `${id}-problem` : ''].filter(Boolean).join(' ')
  return (
    <div className={`${css.field} ${className ?? ''}`}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className={isCode ? css.code : undefined}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem ? true : undefined}
        aria-describedby={described || undefined}
        {...rest}
        onInvalid={refuse}
        onChange={(event) => {
          setMissing(false)
          onChange?.(event)
        }}
      />
      {hint && (
        <p id={`${id}-hint`} className={css.hint}>
          {hint}
        </p>
      )}
      {problem && (
        <p id={`${id}-problem`} className={css.problem} role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}
