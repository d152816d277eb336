import { useApp } from '../../app-context.tsx'
import { toastDone } from '../../ui/toasts.tsx'
import { ProfileChangeDialog } from '../profiles/profile-change-dialog.tsx'

/** `[default]` as it was before Signet stood behind it. */
export function RestoreDefaultDialog() {
  const { link, view, texts } = useApp()
  const { byDefault, undo } = texts.config
  return (
    <ProfileChangeDialog
      title={byDefault.restoreTitle}
      previewKey="default"
      preview={async () => (await link.call('profiles.restoreDefault', { dryRun: true })).files}
      submit={byDefault.restoreSubmit}
      onSubmit={async () => {
        await link.call('profiles.restoreDefault', { dryRun: false })
        view.setState({ dialog: undefined })
        toastDone(view, byDefault.restored, {
          title: undo.again,
          run: () => view.setState({ dialog: { name: 'undo-config', about: 'config:1' } }),
        })
      }}
    >
      <p>{byDefault.restoreHint}</p>
    </ProfileChangeDialog>
  )
}
