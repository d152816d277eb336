import { useState } from 'react'
import { useApp, useTexts, useView } from '../../app-context.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { IdentityCenterForm } from './identity-center-form.tsx'
import { ProfileSignInForm } from './profile-sign-in-form.tsx'
import css from './sign-in-dialog.module.css'

/**
 * @param about - A profile's name, `session:` and a session's, or `task:` and the id of a sign-in of which something is to be
 * changed.
 */
export function SignInDialog({ about }: { readonly about: string | undefined }) {
  const { view } = useApp()
  const { signIn } = useTexts()
  const attempts = useView((state) => state.attempts)
  const before = about?.startsWith('task:') ? attempts.get(about.slice('task:'.length)) : undefined
  const session = about?.startsWith('session:') ? about.slice('session:'.length) : undefined
  const profile = before === undefined && session === undefined ? about : undefined
  const isCenter = session !== undefined || before?.call === 'sessions.signInToIdentityCenter'
  const [kind, setKind] = useState<'signin' | 'center'>(isCenter ? 'center' : 'signin')
  return (
    <Dialog title={signIn.title} onClose={() => view.setState({ dialog: undefined })}>
      <div className={css.form}>
        <Choice
          label={signIn.kind}
          value={kind}
          options={[
            { value: 'signin', title: signIn.kinds.signin },
            { value: 'center', title: signIn.kinds.center },
          ]}
          onChange={setKind}
        />
        <p className={css.hint}>{signIn.kindHints[kind]}</p>
        {kind === 'signin' ? (
          <ProfileSignInForm
            profile={profile}
            before={before?.call === 'sessions.signIn' ? before.request : undefined}
          />
        ) : (
          <IdentityCenterForm
            session={session}
            before={before?.call === 'sessions.signInToIdentityCenter' ? before.request : undefined}
          />
        )}
      </div>
    </Dialog>
  )
}
