import { type FormEvent, type ReactNode, useState } from 'react'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import { useApp, useTexts } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import type { SignInAttempt } from '../../mirror/view.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import { beginSignIn } from './begin-sign-in.ts'
import css from './sign-in-dialog.module.css'

/** The frame of each way to sign in: its fields, why it could not begin, and the press that begins it. */
export function SignInForm({
  attempt,
  children,
}: {
  /** What stands in the fields. */
  readonly attempt: () => SignInAttempt
  readonly children: ReactNode
}) {
  const app = useApp()
  const { signIn, frame } = useTexts()
  const [error, setError] = useState<ErrorView>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setError(undefined)
    beginSignIn(app, attempt()).catch((thrown: unknown) => setError(errorOf(thrown)))
  }
  return (
    <form className={css.fields} onSubmit={submit}>
      {children}
      {error && <ErrorNotice error={error} />}
      <div className={css.buttons}>
        <Button onClick={() => app.view.setState({ dialog: undefined })}>{frame.cancel}</Button>
        <Button look="primary" type="submit">
          {signIn.submit}
        </Button>
      </div>
    </form>
  )
}
