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
      typedName={profile}
      submit={texts.actions.console}
      onSubmit={async (typed) => {
        await openNow(app, profile, typed)
        app.view.setState({ dialog: undefined })
      }}
    />
  )
}
