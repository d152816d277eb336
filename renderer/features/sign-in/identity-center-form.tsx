import { type FormEvent, useState } from 'react'
import type { CallRequest } from '../../../preload/contract/calls.ts'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import { useAgentState, useApp, useTexts } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { Button } from '../../ui/button.tsx'
import { CheckBox } from '../../ui/check-box.tsx'
import { Field } from '../../ui/field.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { beginSignIn } from './begin-sign-in.ts'
import css from './sign-in-dialog.module.css'

/** IAM Identity Center: a portal that is known by its name, or a new one. */
export function IdentityCenterForm({
  session,
  before,
}: {
  readonly session: string | undefined
  /** What was asked for the last time, to change something about it. */
  readonly before: CallRequest<'sessions.signInToIdentityCenter'> | undefined
}) {
  const app = useApp()
  const { view } = app
  const { signIn, frame } = useTexts()
  const sessions = useAgentState((state) => state.sessions)
  const known = sessions.flatMap(({ kind, name }) => (kind === 'identity-center' && name ? [name] : []))
  const wasNew = before !== undefined && before.startUrl !== null
  const [chosen, setChosen] = useState(wasNew ? '' : (before?.session ?? session ?? known[0] ?? ''))
  const [name, setName] = useState(before?.session ?? '')
  const [startUrl, setStartUrl] = useState(before?.startUrl ?? '')
  const [region, setRegion] = useState(before?.region ?? '')
  const [useDevice, setUseDevice] = useState(before?.flow === 'device')
  const [error, setError] = useState<ErrorView>()
  const isNew = chosen === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setError(undefined)
    const request = {
      session: isNew ? name.trim() || null : chosen,
      startUrl: isNew ? startUrl.trim() || null : null,
      region: isNew ? region.trim() || null : null,
      flow: useDevice ? ('device' as const) : null,
      openBrowser: true,
    }
    beginSignIn(app, { call: 'sessions.signInToIdentityCenter', request }).catch((thrown: unknown) =>
      setError(errorOf(thrown)),
    )
  }
  return (
    <form className={css.fields} onSubmit={submit}>
      {known.length > 0 && (
        <SelectField
          label={signIn.session}
          value={chosen}
          onChange={setChosen}
          options={[
            ...known.map((each) => ({ value: each, title: each })),
            { value: '', title: signIn.newSession },
          ]}
        />
      )}
      {isNew && (
        <>
          <Field
            label={signIn.sessionName}
            hint={signIn.sessionNameHint}
            value={name}
            onChange={(event) => setName(event.target.value)}
            required
            autoFocus
          />
          <Field
            label={signIn.startUrl}
            hint={signIn.startUrlHint}
            value={startUrl}
            onChange={(event) => setStartUrl(event.target.value)}
            required
            isCode
          />
          <Field
            label={signIn.ssoRegion}
            hint={signIn.ssoRegionHint}
            value={region}
            onChange={(event) => setRegion(event.target.value)}
            required
            isCode
          />
        </>
      )}
      <CheckBox
        label={signIn.deviceCode}
        hint={signIn.deviceCodeHint}
        isOn={useDevice}
        onChange={setUseDevice}
      />
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
