import { useState } from 'react'
import { useApp, useTexts } from '../../app-context.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { IdentityCenterForm } from './identity-center-form.tsx'
import { ProfileSignInForm } from './profile-sign-in-form.tsx'
import css from './sign-in-dialog.module.css'

/** @param about - A profile's name, or `session:` and a session's: what to sign in to again. */
export function SignInDialog({ about }: { readonly about: string | undefined }) {
  const { view } = useApp()
  const { signIn } = useTexts()
  const session = about?.startsWith('session:') ? about.slice('session:'.length) : undefined
  const [kind, setKind] = useState<'signin' | 'center'>(session === undefined ? 'signin' : 'center')
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
          <ProfileSignInForm profile={session === undefined ? about : undefined} />
        ) : (
          <IdentityCenterForm session={session} />
        )}
      </div>
    </Dialog>
  )
}
