import { useState } from 'react'
import type { PolicyView } from '../../../preload/contract/activity-views.ts'
import { packNames } from '../../../preload/contract/packed-names.ts'
import { useApp, useTexts } from '../../app-context.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { toastDone } from '../../ui/toasts.tsx'
import { ProfileChangeDialog } from './profile-change-dialog.tsx'
import { useLeavingProduction } from './use-leaving-production.tsx'
import { useNamedProfiles } from './use-named-profiles.ts'

const uses = ['allow', 'notify', 'ask', 'deny'] as const

/** Who may have the credentials of several profiles. A production profile that would be guarded less is asked for by its name. */
export function GuardProfilesDialog({ names }: { readonly names: readonly string[] }) {
  const { link, view } = useApp()
  const { profiles: texts, selection } = useTexts()
  const selected = useNamedProfiles(names)
  const { meant, choice, canType } = useLeavingProduction(selected)
  const profiles = meant.filter(({ source }) => source === 'signet').map(({ name }) => name)
  const [use, setUse] = useState<PolicyView['use'] | ''>('')
  const [found, setFound] = useState<{ readonly changed: number; readonly guarded: readonly string[] }>()
  const guarded = found?.guarded ?? []
  const others = selected.filter(({ source }) => source !== 'signet').length
  const request = { profiles: packNames(profiles), use: use === '' ? undefined : use }
  const isWanted = use !== '' && profiles.length > 0
  return (
    <ProfileChangeDialog
      title={selection.guardTitle(selected.length)}
      previewKey={[use, ...profiles].join('\n')}
      preview={() => {
        setFound(undefined)
        if (!isWanted) return undefined
        return link.call('profiles.setPolicies', { ...request, dryRun: true, typed: [] }).then((reply) => {
          setFound(reply)
          return []
        })
      }}
      typedNames={canType(guarded) ? guarded : []}
      submit={texts.save}
      isReady={isWanted && found !== undefined && found.changed > 0 && canType(guarded)}
      onSubmit={async (typed) => {
        const { changed } = await link.call('profiles.setPolicies', {
          ...request,
          dryRun: false,
          typed: [...typed],
        })
        view.setState({ dialog: undefined })
        toastDone(view, selection.marked(changed))
      }}
    >
      <SelectField
        label={texts.policy}
        value={use}
        options={[
          { value: '', title: selection.choose },
          ...uses.map((value) => ({ value, title: texts.policies[value] })),
        ]}
        onChange={setUse}
      />
      {choice(guarded)}
      {others > 0 && <p>{selection.notServed(others)}</p>}
      {found && <p role="status">{selection.guardChanges(found.changed, profiles.length)}</p>}
    </ProfileChangeDialog>
  )
}
