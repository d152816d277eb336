import { type FormEvent, useId, useState } from 'react'
import type { CallRequest } from '../../../preload/contract/calls.ts'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import { useAgentState, useApp, useTexts } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { Button } from '../../ui/button.tsx'
import { CheckBox } from '../../ui/check-box.tsx'
import { Field } from '../../ui/field.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import { beginSignIn } from './begin-sign-in.ts'
import css from './sign-in-dialog.module.css'

/** AWS Sign-In, for one profile. */
export function ProfileSignInForm({
  profile,
  before,
}: {
  readonly profile: string | undefined
  /** What was asked for the last time, to change something about it. */
  readonly before: CallRequest<'sessions.signIn'> | undefined
}) {
  const app = useApp()
  const { view } = app
  const { signIn, frame } = useTexts()
  const profiles = useAgentState((state) => state.profiles)
  const [name, setName] = useState(before?.profile ?? profile ?? 'default')
  const [region, setRegion] = useState(before?.region ?? '')
  const [isElsewhere, setElsewhere] = useState(before?.method === 'cross-device')
  const [adopt, setAdopt] = useState(before?.adopt ?? false)
  const [replace, setReplace] = useState(before?.replace ?? false)
  const [error, setError] = useState<ErrorView>()
  const names = useId()
  const known = profiles.find((each) => each.name === name)
  const isServed = known?.source === 'signet'
  const hasOtherSource = known !== undefined && known.source !== 'signet' && known.source !== 'none'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setError(undefined)
    const request = {
      profile: name.trim(),
      method: isElsewhere ? ('cross-device' as const) : ('same-device' as const),
      region: region.trim() || (known?.region ? null : 'us-east-1'),
      openBrowser: true,
      adopt: adopt && hasOtherSource,
      replace: replace && isServed,
    }
    beginSignIn(app, { call: 'sessions.signIn', request }).catch((thrown: unknown) =>
      setError(errorOf(thrown)),
    )
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
      {isServed && (
        <CheckBox label={signIn.replace} hint={signIn.replaceHint} isOn={replace} onChange={setReplace} />
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
