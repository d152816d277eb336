import { useState } from 'react'
import type { CallReply } from '../../../preload/contract/calls.ts'
import { packNames } from '../../../preload/contract/packed-names.ts'
import { type App, useApp, useTexts } from '../../app-context.tsx'
import { toastDone } from '../../ui/toasts.tsx'
import { ProfileChangeDialog } from './profile-change-dialog.tsx'
import { removable } from './profile-selection.ts'
import { useLeavingProduction } from './use-leaving-production.tsx'
import { useNamedProfiles } from './use-named-profiles.ts'

/** Several profiles leave the AWS config in one change, which one undo takes back. */
export function RemoveProfilesDialog({ names }: { readonly names: readonly string[] }) {
  const app = useApp()
  const { selection } = useTexts()
  const { meant, choice, canType } = useLeavingProduction(useNamedProfiles(names))
  const { names: profiles, withKeys, hasDefault } = removable(meant)
  const [guarded, setGuarded] = useState<readonly string[]>([])
  const count = profiles.length
  const request = { profiles: packNames(profiles) }
  return (
    <ProfileChangeDialog
      title={selection.removeTitle(count)}
      previewKey={profiles.join('\n')}
      preview={() => {
        setGuarded([])
        if (count === 0) return undefined
        const asked = app.link.call('profiles.removeSeveral', { ...request, dryRun: true, typed: [] })
        return asked.then((found) => {
          setGuarded(found.guarded)
          return found.files
        })
      }}
      typedNames={canType(guarded) ? guarded : []}
      submit={selection.removeSubmit(count)}
      isDangerous
      isReady={count > 0 && canType(guarded)}
      onSubmit={async (typed) => {
        const { files } = await app.link.call('profiles.removeSeveral', {
          ...request,
          dryRun: false,
          typed: [...typed],
        })
        app.view.setState({ dialog: undefined })
        toastDone(app.view, selection.removed(count), undoOf(app, files))
      }}
    >
      <p>{selection.removeHint}</p>
      {choice(guarded)}
      {hasDefault && <p>{selection.defaultStays}</p>}
      {withKeys > 0 && <p>{selection.keysStay(withKeys)}</p>}
    </ProfileChangeDialog>
  )
}

/** The way back of one file's change; where both changed, the place that has both. */
function undoOf({ view, texts }: App, files: CallReply<'profiles.removeSeveral'>['files']) {
  const [first, ...others] = files
  if (first === undefined) return undefined
  return {
    title: texts.accounts.adding.undo,
    run: () =>
      others.length > 0
        ? view.setState({ place: 'config', detail: undefined })
        : view.setState({ dialog: { name: 'undo-config', about: `${first.file}:1` } }),
  }
}
