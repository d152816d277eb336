import { type FormEvent, useId, useState } from 'react'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import { useAgentState, useApp, useTexts } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { Button } from '../../ui/button.tsx'
import { CheckBox } from '../../ui/check-box.tsx'
import { Field } from '../../ui/field.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import css from './sign-in-dialog.module.css'

/** AWS Sign-In, for one profile. */
export function ProfileSignInForm({ profile }: { readonly profile: string | undefined }) {
  const { link, view } = useApp()
  const { signIn, frame } = useTexts()
  const profiles = useAgentState((state) => state.profiles)
  const [name, setName] = useState(profile ?? 'default')
  const [region, setRegion] = useState('')
  const [isElsewhere, setElsewhere] = useState(false)
  const [adopt, setAdopt] = useState(false)
  const [error, setError] = useState<ErrorView>()
  const names = useId()
  const known = profiles.find((each) => each.name === name)
  const hasOtherSource = known !== undefined && known.source !== 'signet' && known.source !== 'none'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setError(undefined)
    link
      .call('sessions.signIn', {
        profile: name.trim(),
        method: isElsewhere ? 'cross-device' : 'same-device',
        region: region.trim() || (known?.region ? null : 'us-east-1'),
        openBrowser: true,
        adopt: adopt && hasOtherSource,
        replace: false,
      })
      .then(({ task }) => view.setState({ dialog: { name: 'task', about: task } }))
      .catch((thrown: unknown) => setError(errorOf(thrown)))
  }
  return (
    <form className={css.fields} onSubmit={submit}>
      <Field
        label={signIn.profile}
        hint={signIn.profileHint}
        value={name}
        onChange={(event) => setName(event.target.value)}
        list={names}
        required
        autoFocus
        isCode
      />
      <datalist id={names}>
        {profiles.slice(0, 200).map((each) => (
          <option key={each.name} value={each.name} />
        ))}
      </datalist>
      <Field
        label={signIn.region}
        hint={signIn.regionHint}
        placeholder={known?.region ?? 'us-east-1'}
        value={region}
        onChange={(event) => setRegion(event.target.value)}
        isCode
      />
      <CheckBox
        label={signIn.elsewhere}
        hint={signIn.elsewhereHint}
        isOn={isElsewhere}
        onChange={setElsewhere}
      />
      {hasOtherSource && (
        <CheckBox label={signIn.adopt} hint={signIn.adoptHint} isOn={adopt} onChange={setAdopt} />
      )}
      {error && <ErrorNotice error={error} />}
      <div className={css.buttons}>
        <Button onClick={() => view.setState({ dialog: undefined })}>{frame.cancel}</Button>
        <Button look="primary" type="submit">
          {signIn.submit}
        </Button>
      </div>
    </form>
  )
}
