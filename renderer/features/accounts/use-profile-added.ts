import { useApp } from '../../app-context.tsx'
import { toastDone } from '../../ui/toasts.tsx'

/** Closes the dialog, and says that the profile is there, with the way back. */
export function useProfileAdded(): (profile: string) => void {
  const { view, texts } = useApp()
  const { adding } = texts.accounts
  return (profile) => {
    view.setState({ dialog: undefined })
    toastDone(view, adding.added(profile), {
      title: adding.undo,
      run: () => view.setState({ dialog: { name: 'undo-config', about: 'config:1' } }),
    })
  }
}
