import { useId, useState } from 'react'
import type { CallRequest } from '../../../preload/contract/calls.ts'
import { useAgentState, useTexts } from '../../app-context.tsx'
import { CheckBox } from '../../ui/check-box.tsx'
import { Field } from '../../ui/field.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { followedByDefault, likelySubject, portalOf } from './sign-in-subject.ts'

/** AWS Sign-In, for one profile. */
export function ProfileSignInForm({
  profile,
  before,
}: {
  readonly profile: string | undefined
  /** What was asked for the last time, to change something about it. */
  readonly before: CallRequest<'sessions.signIn'> | undefined
}) {
  const { signIn } = useTexts()
  const profiles = useAgentState((state) => state.profiles)
  const sessions = useAgentState((state) => state.sessions)
  const [name, setName] = useState(before?.profile ?? profile ?? likelySubject({ profiles, sessions }))
  const [region, setRegion] = useState(before?.region ?? '')
  const [isElsewhere, setElsewhere] = useState(before?.method === 'cross-device')
  const [adopt, setAdopt] = useState(before?.adopt ?? false)
  const [replace, setReplace] = useState(before?.replace ?? false)
  const names = useId()
  const followed = name.trim() === 'default' ? followedByDefault(profiles) : undefined
  const known = followed ?? profiles.find((each) => each.name === name)
  const portal = known && portalOf(known, sessions)
  const isServed = known?.source === 'signet'
  const hasOtherSource = known !== undefined && known.source !== 'signet' && known.source !== 'none'
  const attempt = () => ({
    call: 'sessions.signIn' as const,
    request: {
      profile: followed?.name ?? name.trim(),
      method: isElsewhere ? ('cross-device' as const) : ('same-device' as const),
      region: region.trim() || (known?.region ? null : 'us-east-1'),
      openBrowser: true,
      adopt: adopt && hasOtherSource,
      replace: replace && isServed,
    },
  })
  return (
    <SignInForm attempt={attempt}>
      <Field
        label={signIn.profile}
        hint={
          known !== undefined && portal !== undefined
            ? signIn.isRole(known.name, portal, followed !== undefined)
            : followed
              ? signIn.followed(followed.name)
              : signIn.profileHint
        }
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
    </SignInForm>
  )
}
