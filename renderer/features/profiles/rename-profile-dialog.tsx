import { useState } from 'react'
import { useApp, useTexts } from '../../app-context.tsx'
import { Field } from '../../ui/field.tsx'
import { toastDone } from '../../ui/toasts.tsx'
import { ProfileChangeDialog } from './profile-change-dialog.tsx'

export function RenameProfileDialog({ profile }: { readonly profile: string }) {
  const { link, view } = useApp()
  const { profiles: texts } = useTexts()
  const [name, setName] = useState(profile)
  const to = name.trim()
  const isNew = to !== '' && to !== profile
  return (
    <ProfileChangeDialog
      title={texts.renameTitle(profile)}
      previewKey={to}
      preview={() =>
        isNew
          ? link.call('profiles.rename', { from: profile, to, dryRun: true }).then(({ files }) => files)
          : undefined
      }
      submit={texts.save}
      isReady={isNew}
      onSubmit={async () => {
        await link.call('profiles.rename', { from: profile, to, dryRun: false })
        view.setState({ dialog: undefined })
        toastDone(view, texts.renamed(profile, to))
      }}
    >
      <Field
        label={texts.newName}
        value={name}
        onChange={(event) => setName(event.target.value)}
        autoFocus
        isCode
      />
    </ProfileChangeDialog>
  )
}
