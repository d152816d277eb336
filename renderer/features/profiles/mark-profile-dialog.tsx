import { useState } from 'react'
import type { ProfileColour } from '../../../preload/contract/profile-views.ts'
import { useAgentState, useApp, useTexts } from '../../app-context.tsx'
import { Field } from '../../ui/field.tsx'
import css from './profile-change-dialog.module.css'
import { ProfileChangeDialog } from './profile-change-dialog.tsx'
import { ProfileMark } from './profile-mark.tsx'
import { tagsIn } from './profile-selection.ts'

/** Tags and colour of a profile: nothing of it is in the AWS files. */
export function MarkProfileDialog({ profile }: { readonly profile: string }) {
  const { link, view } = useApp()
  const { profiles: texts } = useTexts()
  const known = useAgentState(({ profiles }) => profiles).find(({ name }) => name === profile)
  const before = known?.tags ?? []
  const [tags, setTags] = useState(before.join(' '))
  const [colour, setColour] = useState<ProfileColour | 'none'>(known?.colour ?? 'none')
  const wanted = tagsIn(tags)
  return (
    <ProfileChangeDialog
      title={texts.marksTitle(profile)}
      previewKey={profile}
      preview={() => undefined}
      submit={texts.save}
      onSubmit={async () => {
        await link.call('profiles.mark', {
          profiles: [profile],
          addTags: wanted.filter((tag) => !before.includes(tag)),
          removeTags: before.filter((tag) => !wanted.includes(tag)),
          colour,
        })
        view.setState({ dialog: undefined })
      }}
    >
      <Field
        label={texts.tags}
        hint={texts.tagsHint}
        value={tags}
        onChange={(event) => setTags(event.target.value)}
        autoFocus
      />
      <fieldset className={css.swatches}>
        <legend>{texts.colour}</legend>
        {(Object.keys(texts.colours) as (ProfileColour | 'none')[]).map((each) => (
          <label key={each}>
            <input type="radio" name="colour" checked={each === colour} onChange={() => setColour(each)} />
            <ProfileMark view={{ colour: each === 'none' ? null : each, isProduction: false }} />
            {texts.colours[each]}
          </label>
        ))}
      </fieldset>
    </ProfileChangeDialog>
  )
}
