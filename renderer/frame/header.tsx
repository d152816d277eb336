import { useApp, useTexts } from '../app-context.tsx'
import { Button } from '../ui/button.tsx'
import css from './header.module.css'

export function Header() {
  const { view } = useApp()
  const { frame } = useTexts()
  return (
    <header className={css.header}>
      <span className={css.seal}>
        <svg viewBox="0 0 32 32" width="20" height="20" aria-hidden="true">
          <circle cx="16" cy="16" r="13" fill="none" stroke="currentColor" strokeWidth="3" />
          <path d="M16 9.5 22.5 16 16 22.5 9.5 16z" fill="currentColor" />
        </svg>
        <span className={css.name}>Signet</span>
      </span>
      <button
        type="button"
        className={css.search}
        onClick={() => view.setState({ dialog: { name: 'palette' } })}
      >
        <span>{frame.search}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <span className={css.rest} />
      <Button look="primary" onClick={() => view.setState({ dialog: { name: 'sign-in' } })}>
        {frame.signIn}
      </Button>
    </header>
  )
}
