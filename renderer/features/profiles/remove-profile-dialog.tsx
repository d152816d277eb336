import { useAgentState, useApp, useTexts } from '../../app-context.tsx'
import { toastDone } from '../../ui/toasts.tsx'
import { ProfileChangeDialog } from './profile-change-dialog.tsx'

export function RemoveProfileDialog({ profile }: { readonly profile: string }) {
  const { link, view } = useApp()
  const { profiles: texts } = useTexts()
  const isProduction = useAgentState(({ profiles }) => profiles).some(
    (each) => each.name === profile && each.isProduction,
  )
  return (
    <ProfileChangeDialog
      title={texts.removeTitle(profile)}
      previewKey={profile}
      preview={async () => (await link.call('profiles.remove', { profile, dryRun: true, typed: null })).files}
      typedNames={isProduction ? [profile] : []}
      submit={texts.actions.remove.replace(/\s*…$/, '')}
      isDangerous
      onSubmit={async ([typed = null]) => {
        await link.call('profiles.remove', { profile, dryRun: false, typed })
        view.setState({ dialog: undefined })
        toastDone(view, texts.removed(profile))
      }}
    >
      <p>{texts.removeHint}</p>
    </ProfileChangeDialog>
  )
}
