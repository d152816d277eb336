import { useAgentState, useApp } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { toastFailed } from '../../ui/toasts.tsx'
import { unlockVault } from '../../ui/unlock-vault.ts'
import { readAnew } from './account-actions.ts'

/** Why there is none, and the next step. */
export function NoAccounts() {
  const app = useApp()
  const { accounts: texts } = app.texts
  const { view, link } = app
  const isLocked = useAgentState((state) => state.vault.state) === 'locked'
  const sessions = useAgentState((state) => state.sessions).filter(({ kind }) => kind === 'identity-center')
  const [first] = sessions
  if (isLocked) {
    const unlock = () =>
      unlockVault({ link, view }).catch((thrown: unknown) => toastFailed(view, errorOf(thrown)))
    return (
      <Empty
        title={texts.locked.title}
        command={texts.locked.command}
        action={
          <Button look="primary" onClick={() => void unlock()}>
            {texts.locked.unlock}
          </Button>
        }
      >
        <p>{texts.locked.text}</p>
      </Empty>
    )
  }
  if (first === undefined) {
    return (
      <Empty
        title={texts.empty.title}
        command={texts.empty.command}
        action={
          <Button look="primary" onClick={() => view.setState({ dialog: { name: 'sign-in' } })}>
            {texts.empty.signIn}
          </Button>
        }
      >
        <p>{texts.empty.text}</p>
      </Empty>
    )
  }
  return (
    <Empty
      title={texts.unread.title}
      command={texts.unread.command}
      action={sessions.map(({ id, name }) => (
        <Button key={id} look="primary" onClick={() => readAnew(app, name ?? id)}>
          {texts.refreshSession(name ?? id)}
        </Button>
      ))}
    >
      <p>{texts.unread.text}</p>
    </Empty>
  )
}
