import { useState } from 'react'
import { packNames } from '../../../preload/contract/packed-names.ts'
import { useApp, useTexts } from '../../app-context.tsx'
import { CheckBox } from '../../ui/check-box.tsx'
import { Field } from '../../ui/field.tsx'
import { toastDone } from '../../ui/toasts.tsx'
import css from './profile-change-dialog.module.css'
import { ProfileChangeDialog } from './profile-change-dialog.tsx'
import { tagCounts, tagsIn } from './profile-selection.ts'
import { useNamedProfiles } from './use-named-profiles.ts'

/** Nobody looks through more. */
const mostTags = 100

/** Tags for several profiles: what comes to all of them, and what goes from those that have it. */
export function TagProfilesDialog({ names }: { readonly names: readonly string[] }) {
  const { link, view } = useApp()
  const { profiles: texts, selection } = useTexts()
  const profiles = useNamedProfiles(names)
  const [tags, setTags] = useState('')
  const [gone, setGone] = useState<readonly string[]>([])
  const addTags = tagsIn(tags)
  return (
    <ProfileChangeDialog
      title={selection.tagTitle(profiles.length)}
      previewKey=""
      preview={() => undefined}
      submit={texts.save}
      isReady={profiles.length > 0 && (addTags.length > 0 || gone.length > 0)}
      onSubmit={async () => {
        await link.call('profiles.mark', {
          profiles: packNames(profiles.map(({ name }) => name)),
          addTags: [...addTags],
          removeTags: [...gone],
        })
        view.setState({ dialog: undefined })
        toastDone(view, selection.marked(profiles.length))
      }}
    >
      <Field
        label={selection.addTags}
        hint={texts.tagsHint}
        value={tags}
        onChange={(event) => setTags(event.target.value)}
        autoFocus
      />
      <TagsToTakeAway
        counts={tagCounts(profiles).slice(0, mostTags)}
        gone={gone}
        onChange={(tag, isOn) => setGone(isOn ? [...gone, tag] : gone.filter((each) => each !== tag))}
      />
    </ProfileChangeDialog>
  )
}

function TagsToTakeAway({
  counts,
  gone,
  onChange,
}: {
  readonly counts: ReturnType<typeof tagCounts>
  readonly gone: readonly string[]
  readonly onChange: (tag: string, isOn: boolean) => void
}) {
  const { selection } = useTexts()
  if (counts.length === 0) return null
  return (
    <fieldset className={css.swatches}>
      <legend>{selection.removeTags}</legend>
      {counts.map(([tag, count]) => (
        <CheckBox
          key={tag}
          label={selection.tagCount(tag, count)}
          isOn={gone.includes(tag)}
          onChange={(isOn) => onChange(tag, isOn)}
        />
      ))}
    </fieldset>
  )
}
