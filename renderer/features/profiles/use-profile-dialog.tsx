import { useAgentState, useApp, useTexts } from '../../app-context.tsx'
import { ProfileChangeDialog } from './profile-change-dialog.tsx'
import { switchTo } from './switch-default.ts'

/** What the first switch does to `[default]`, and the typed word for production. */
export function UseProfileDialog({ profile }: { readonly profile: string }) {
  const app = useApp()
  const { profiles: texts } = useTexts()
  const isProduction = useAgentState(({ profiles }) => profiles).some(
    (each) => each.name === profile && each.isProduction,
  )
  return (
    <ProfileChangeDialog
      title={texts.useTitle(profile)}
      previewKey={profile}
      preview={async () =>
        (await app.link.call('profiles.use', { profile, dryRun: true, typed: null })).files
      }
      typedName={isProduction ? profile : undefined}
      submit={texts.actions.use}
      onSubmit={(typed) => switchTo(app, profile, typed)}
    >
      <p>{texts.useFirst}</p>
      <p>{texts.useTakesOver}</p>
    </ProfileChangeDialog>
  )
}
