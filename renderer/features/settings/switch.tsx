import { useId } from 'react'
import css from './settings-place.module.css'
import look from './switch.module.css'

/** On or off, with what it means. Where it cannot be set, it still says why. */
export function Switch({
  title,
  hint,
  isOn,
  isDisabled = false,
  onChange,
}: {
  readonly title: string
  readonly hint: string
  readonly isOn: boolean
  readonly isDisabled?: boolean
  readonly onChange: (isOn: boolean) => void
}) {
  const id = useId()
  return (
    <div className={css.setting}>
      <div className={css.words}>
        <label htmlFor={id}>{title}</label>
        <p className={css.hint} id={`${id}-hint`}>
          {hint}
        </p>
      </div>
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-checked={isOn}
        className={look.switch}
        aria-describedby={`${id}-hint`}
        checked={isOn}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.checked)}
      />
    </div>
  )
}
