import { useAgentState, useApp, useTexts } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { toastFailed } from '../../ui/toasts.tsx'
import { unlockVault } from '../../ui/unlock-vault.ts'

/** What to do where there is no profile yet. */
export function NoProfiles() {
  const app = useApp()
  const { view } = app
  const { profiles, frame } = useTexts()
  const isLocked = useAgentState((state) => state.vault.state === 'locked')
  // Nobody knows then whether there is one: the frame says why.
  const isUnknown = useAgentState((state) => state.filesFault !== null)
  if (isUnknown) return null
  if (isLocked) {
    return (
      <Empty
        title={profiles.empty.title}
        action={
          <Button
            look="primary"
            onClick={() =>
              void unlockVault(app).catch((thrown: unknown) => toastFailed(view, errorOf(thrown)))
            }
          >
            {frame.unlock}
          </Button>
        }
      >
        <p>{profiles.empty.locked}</p>
      </Empty>
    )
  }
  return (
    <Empty
      title={profiles.empty.title}
      command={profiles.empty.command}
      action={
        <Button look="primary" onClick={() => view.setState({ dialog: { name: 'sign-in' } })}>
          {frame.signIn}
        </Button>
      }
    >
      <p>{profiles.empty.text}</p>
    </Empty>
  )
}
