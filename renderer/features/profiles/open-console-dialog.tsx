import { useApp, useTexts } from '../../app-context.tsx'
import { openNow } from './open-console.ts'
import { ProfileChangeDialog } from './profile-change-dialog.tsx'

/** A production profile's console opens only when its name was typed. */
export function OpenConsoleDialog({ profile }: { readonly profile: string }) {
  const app = useApp()
  const { profiles: texts } = useTexts()
  return (
    <ProfileChangeDialog
      title={texts.consoleTitle(profile)}
      previewKey={profile}
      preview={() => undefined}
      typedNames={[profile]}
      submit={texts.actions.console}
      onSubmit={async ([typed = null]) => {
        await openNow(app, profile, typed)
        // It may have become another one: the console, ready.
        app.view.setState(({ dialog }) => (dialog?.name === 'open-console' ? { dialog: undefined } : {}))
      }}
    />
  )
}
