import { type FormEvent, useState } from 'react'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import { useAgentState, useApp, useTexts } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { Button } from '../../ui/button.tsx'
import { CheckBox } from '../../ui/check-box.tsx'
import { Field } from '../../ui/field.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import css from './sign-in-dialog.module.css'

/** IAM Identity Center: a portal that is known by its name, or a new one. */
export function IdentityCenterForm({ session }: { readonly session: string | undefined }) {
  const { link, view } = useApp()
  const { signIn, frame } = useTexts()
  const sessions = useAgentState((state) => state.sessions)
  const known = sessions.flatMap(({ kind, name }) => (kind === 'identity-center' && name ? [name] : []))
  const [chosen, setChosen] = useState(session ?? known[0] ?? '')
  const [name, setName] = useState('')
  const [startUrl, setStartUrl] = useState('')
  const [region, setRegion] = useState('')
  const [useDevice, setUseDevice] = useState(false)
  const [error, setError] = useState<ErrorView>()
  const isNew = chosen === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setError(undefined)
    link
      .call('sessions.signInToIdentityCenter', {
        session: isNew ? name.trim() || null : chosen,
        startUrl: isNew ? startUrl.trim() || null : null,
        region: isNew ? region.trim() || null : null,
        flow: useDevice ? 'device' : null,
        openBrowser: true,
      })
      .then(({ task }) => view.setState({ dialog: { name: 'task', about: task } }))
      .catch((thrown: unknown) => setError(errorOf(thrown)))
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
