import { useState } from 'react'
import type { CallRequest } from '../../../preload/contract/calls.ts'
import { useAgentState, useTexts } from '../../app-context.tsx'
import { CheckBox } from '../../ui/check-box.tsx'
import { Field } from '../../ui/field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** IAM Identity Center: a portal that is known by its name, or a new one. */
export function IdentityCenterForm({
  session,
  before,
}: {
  readonly session: string | undefined
  /** What was asked for the last time, to change something about it. */
  readonly before: CallRequest<'sessions.signInToIdentityCenter'> | undefined
}) {
  const { signIn } = useTexts()
  const sessions = useAgentState((state) => state.sessions)
  const signedOut = useAgentState((state) => state.signedOut)
  const alive = sessions.flatMap(({ kind, name }) => (kind === 'identity-center' && name ? [name] : []))
  const known = [...alive, ...signedOut.map((portal) => portal.name)]
  const wasNew = before !== undefined && before.startUrl !== null
  const [chosen, setChosen] = useState(wasNew ? '' : (before?.session ?? session ?? known[0] ?? ''))
  const [name, setName] = useState(before?.session ?? '')
  const [startUrl, setStartUrl] = useState(before?.startUrl ?? '')
  const [region, setRegion] = useState(before?.region ?? '')
  const [useDevice, setUseDevice] = useState(before?.flow === 'device')
  const isNew = chosen === ''
  const attempt = () => ({
    call: 'sessions.signInToIdentityCenter' as const,
    request: {
      session: isNew ? name.trim() || null : chosen,
      startUrl: isNew ? startUrl.trim() || null : null,
      region: isNew ? region.trim() || null : null,
      flow: useDevice ? ('device' as const) : null,
      openBrowser: true,
    },
  })
  return (
    <SignInForm attempt={attempt}>
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
    </SignInForm>
  )
}
