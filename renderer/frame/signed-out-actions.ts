import type { App } from '../app-context.tsx'
import { beginSignIn } from '../features/sign-in/begin-sign-in.ts'
import { errorOf } from '../link/call-error.ts'
import type { MenuItem } from '../ui/menu.tsx'
import { toastDone, toastFailed } from '../ui/toasts.tsx'
import type { SignedOut } from './signed-out.ts'

type Needed = Pick<App, 'link' | 'view' | 'texts'>

/** One press: a portal is known by its name; for a profile the form is open with its name in it. */
export function signInTo(app: Needed, { kind, name }: SignedOut): void {
  if (kind === 'profile') {
    app.view.setState({ dialog: { name: 'sign-in', about: name } })
    return
  }
  const known = { session: name, startUrl: null, region: null, flow: null, openBrowser: true }
  beginSignIn(app, { call: 'sessions.signInToIdentityCenter', request: known }).catch((thrown: unknown) =>
    toastFailed(app.view, errorOf(thrown)),
  )
}

/** What can be done with somebody who is signed out: the menu of their line. */
export function signedOutActions(app: Needed, out: SignedOut): readonly MenuItem[] {
  const { frame } = app.texts
  const again = { id: 'again', title: frame.signInAgain, run: () => signInTo(app, out) }
  if (out.kind === 'profile') {
    const show = () => app.view.setState({ place: 'profiles', detail: out.name })
    return [again, { id: 'show', title: frame.showProfile, run: show }]
  }
  const forget = () =>
    void app.link
      .call('sessions.forget', { name: out.name })
      .then(() => toastDone(app.view, frame.forgotten(out.name)))
      .catch((thrown: unknown) => toastFailed(app.view, errorOf(thrown)))
  return [again, { id: 'forget', title: frame.forget, run: forget }]
}
