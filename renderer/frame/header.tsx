import { useApp, useTexts } from '../app-context.tsx'
import { DefaultSwitch } from './default-switch.tsx'
import css from './header.module.css'
import { PrimaryButton } from './primary-button.tsx'
import { TasksChip } from './tasks-chip.tsx'

export function Header() {
  const { view } = useApp()
  const { frame, palette } = useTexts()
  const isMac = navigator.platform.startsWith('Mac')
  return (
    <header className={css.header}>
      <button
        type="button"
        className={css.seal}
        aria-label={frame.home}
        onClick={() => view.setState({ place: 'profiles', detail: undefined })}
      >
        <svg viewBox="0 0 32 32" width="20" height="20" aria-hidden="true">
          <circle cx="16" cy="16" r="13" fill="none" stroke="currentColor" strokeWidth="3" />
          <path d="M16 9.5 22.5 16 16 22.5 9.5 16z" fill="currentColor" />
        </svg>
        <span className={css.name}>Signet</span>
      </button>
      <button
        type="button"
        className={css.search}
        aria-haspopup="dialog"
        onClick={() => view.setState({ dialog: { name: 'palette' } })}
      >
        <span>{frame.search}</span>
        <kbd>{isMac ? '⌘ K' : `${palette.keyNames.Ctrl ?? 'Ctrl'} K`}</kbd>
      </button>
      <span className={css.rest} />
      <TasksChip />
      <DefaultSwitch />
      <PrimaryButton />
    </header>
  )
}
