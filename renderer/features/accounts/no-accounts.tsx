import { useAgentState, useApp } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { toastFailed } from '../../ui/toasts.tsx'
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
      link
        .call('vault.unlock', {})
        .then(({ task }) => view.setState({ dialog: { name: 'task', about: task } }))
        .catch((thrown: unknown) => toastFailed(view, errorOf(thrown)))
    return (
      <Empty
        title={texts.locked.title}
        action={
          <Button look="primary" onClick={() => void unlock()}>
            {texts.locked.unlock}
          </Button>
        }
      >
        <p>{texts.locked.text}</p>
        <code>{texts.locked.command}</code>
      </Empty>
    )
  }
  if (first === undefined) {
    return (
      <Empty
        title={texts.empty.title}
        action={
          <Button look="primary" onClick={() => view.setState({ dialog: { name: 'sign-in' } })}>
            {texts.empty.signIn}
          </Button>
        }
      >
        <p>{texts.empty.text}</p>
        <code>{texts.empty.command}</code>
      </Empty>
    )
  }
  return (
    <Empty
      title={texts.unread.title}
      action={sessions.map(({ id, name }) => (
        <Button key={id} look="primary" onClick={() => readAnew(app, name ?? id)}>
          {texts.refreshSession(name ?? id)}
        </Button>
      ))}
    >
      <p>{texts.unread.text}</p>
      <code>{texts.unread.command}</code>
    </Empty>
  )
}
