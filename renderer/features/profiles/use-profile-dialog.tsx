import { useState } from 'react'
import type { CallReply } from '../../../preload/contract/calls.ts'
import { useAgentState, useApp, useTexts } from '../../app-context.tsx'
import { ProfileChangeDialog } from './profile-change-dialog.tsx'
import { switchTo } from './switch-default.ts'

/** What the first switch does to `[default]`, and the typed word for production. */
export function UseProfileDialog({ profile }: { readonly profile: string }) {
  const app = useApp()
  const { profiles: texts } = useTexts()
  const [plan, setPlan] = useState<CallReply<'profiles.use'>>()
  const isProduction = useAgentState(({ profiles }) => profiles).some(
    (each) => each.name === profile && each.isProduction,
  )
  return (
    <ProfileChangeDialog
      title={texts.useTitle(profile)}
      previewKey={profile}
      preview={async () => {
        const planned = await app.link.call('profiles.use', { profile, dryRun: true, typed: null })
        setPlan(planned)
        return planned.files
      }}
      typedNames={isProduction ? [profile] : []}
      submit={texts.actions.use}
      onSubmit={([typed = null]) => switchTo(app, profile, typed)}
    >
      {plan?.isFirst && <p>{texts.useFirst}</p>}
      {plan?.takesOver && <p>{texts.useTakesOver}</p>}
      {plan && !plan.isFirst && <p>{texts.useNext}</p>}
    </ProfileChangeDialog>
  )
}
