import { type ReactNode, useState } from 'react'
import type { CallReply, CallRequest } from '../../../preload/contract/calls.ts'
import { useTexts } from '../../app-context.tsx'
import { CheckBox } from '../../ui/check-box.tsx'
import { Field } from '../../ui/field.tsx'
import { ProfileChangeDialog } from '../profiles/profile-change-dialog.tsx'
import css from './add-profile-dialog.module.css'
import { useProfileAdded } from './use-profile-added.ts'

/** What every new profile is asked about, whatever serves it. */
export type NewProfile = Pick<
  CallRequest<'accounts.addProfile'>,
  'name' | 'region' | 'adopt' | 'replace' | 'dryRun'
>

export interface NewProfileFields {
  readonly name: ReactNode
  readonly region: (hint: string) => ReactNode
  /** What few need, folded away; `own` stands first. */
  readonly further: (own?: ReactNode) => ReactNode
}

/** The frame of a new profile: its name and region, what it would do to the files, and the press that does it. */
export function AddProfileForm({
  of,
  isReady,
  add,
  children,
}: {
  /** What is asked for beside the common fields, as text: another wants another preview. */
  readonly of: string
  readonly isReady: boolean
  readonly add: (wanted: NewProfile) => Promise<CallReply<'accounts.addProfile'>>
  readonly children: (fields: NewProfileFields) => ReactNode
}) {
  const { adding } = useTexts().accounts
  const added = useProfileAdded()
  const [name, setName] = useState('')
  const [region, setRegion] = useState('')
  const [adopt, setAdopt] = useState(false)
  const [replace, setReplace] = useState(false)
  const [usual, setUsual] = useState<string>()
  const wanted = { name: name.trim() || null, region: region.trim() || null, adopt, replace }
  const preview = async () => {
    const { profile, files } = await add({ ...wanted, dryRun: true })
    if (wanted.name === null) setUsual(profile)
    return files
  }
  return (
    <ProfileChangeDialog
      title={adding.title}
      previewKey={JSON.stringify([of, wanted])}
      preview={() => (isReady ? preview() : undefined)}
      submit={adding.submit}
      isReady={isReady}
      onSubmit={async () => added((await add({ ...wanted, dryRun: false })).profile)}
    >
      {children({
        name: (
          <Field
            label={adding.name}
            hint={usual === undefined ? adding.nameUnknown : adding.nameHint(usual)}
            placeholder={usual}
            value={name}
            onChange={(event) => setName(event.target.value)}
            maxLength={255}
          />
        ),
        region: (hint) => (
          <Field
            label={adding.region}
            hint={hint}
            value={region}
            onChange={(event) => setRegion(event.target.value)}
            maxLength={64}
            isCode
          />
        ),
        further: (own) => (
          <details className={css.further}>
            <summary>{adding.further}</summary>
            <div>
              {own}
              <CheckBox label={adding.adopt} isOn={adopt} onChange={setAdopt} />
              <CheckBox label={adding.replace} isOn={replace} onChange={setReplace} />
            </div>
          </details>
        ),
      })}
    </ProfileChangeDialog>
  )
}
