import { useAgentState, useApp, useTexts } from '../app-context.tsx'
import { signInAgain } from '../features/sessions/session-actions.ts'
import { sessionName } from '../features/sessions/session-words.ts'
import { errorOf } from '../link/call-error.ts'
import { Button } from '../ui/button.tsx'
import { toastFailed } from '../ui/toasts.tsx'
import { unlockVault } from '../ui/unlock-vault.ts'

/** The one thing that is most likely wanted: unlock, renew what ended, or sign in. */
export function PrimaryButton() {
  const { view, link } = useApp()
  const { frame } = useTexts()
  const isLocked = useAgentState((state) => state.vault.state === 'locked')
  const sessions = useAgentState((state) => state.sessions)
  const ended = sessions.find(({ state, kind }) => state === 'ended' && kind !== 'iam-user')
  if (isLocked) {
    const unlock = () =>
      unlockVault({ link, view }).catch((thrown: unknown) => toastFailed(view, errorOf(thrown)))
    return (
      <Button look="primary" onClick={() => void unlock()}>
        {frame.unlock}
      </Button>
    )
  }
  if (ended !== undefined) {
    return (
      <Button
        look="primary"
        title={frame.renewSignIn(sessionName(ended))}
        onClick={() => signInAgain({ view }, ended)}
      >
        {frame.signInAgain}
      </Button>
    )
  }
  return (
    <Button look="primary" onClick={() => view.setState({ dialog: { name: 'sign-in' } })}>
      {frame.signIn}
    </Button>
  )
}
