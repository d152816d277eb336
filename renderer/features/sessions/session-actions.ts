/**
 * Everything that can be done with one session: the same list for its sheet, its menu and the palette.
 *
 * @module
 */

import type { SessionView } from '../../../preload/contract/views.ts'
import type { App } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { spokenSentence } from '../../texts/spoken.ts'
import type { MenuItem } from '../../ui/menu.tsx'
import { toastDone, toastFailed } from '../../ui/toasts.tsx'

type Needed = Pick<App, 'link' | 'view' | 'texts'>

/** What fits the session as it stands. */
export function sessionActions(app: Needed, session: SessionView): readonly MenuItem[] {
  const { sessions } = app.texts
  const open = {
    id: 'open',
    title: sessions.show,
    run: () => app.view.setState({ dialog: { name: 'session', about: session.id } }),
  }
  const again = { id: 'again', title: sessions.signInAgain, run: () => signInAgain(app, session) }
  if (session.state === 'ended') return [again, open, signOutItem(app, session)]
  const renew = { id: 'renew', title: sessions.renewNow, run: () => void renewNow(app, session.id) }
  return [
    open,
    ...(session.kind === 'iam-user' || session.renews === false ? [] : [renew]),
    ...(session.kind === 'iam-user' ? [] : [again]),
    signOutItem(app, session),
    ...(session.kind === 'signin' ? [everywhereItem(app, session)] : []),
  ]
}

function signOutItem(app: Needed, { id }: SessionView): MenuItem {
  return { id: 'sign-out', title: app.texts.sessions.signOut, run: () => void signOut(app, id, false) }
}

/** Asked for in the session's sheet, which says what it means. */
function everywhereItem({ view, texts }: Needed, { id }: SessionView): MenuItem {
  return {
    id: 'sign-out-everywhere',
    title: texts.sessions.signOutEverywhere,
    run: () => view.setState({ dialog: { name: 'session', about: `${askEverywhere}${id}` } }),
  }
}

/** Before the session's id, where its sheet is to ask at once. */
export const askEverywhere = 'everywhere:'

/** @returns Whether it went well; what went wrong has been told. */
export async function renewNow({ link, view, texts }: Needed, session: string): Promise<boolean> {
  try {
    await link.call('sessions.renew', { session })
    toastDone(view, texts.sessions.renewed)
    return true
  } catch (thrown) {
    toastFailed(view, errorOf(thrown))
    return false
  }
}

/** @returns Whether it went well; what went wrong has been told. */
export async function signOut(
  { link, view, texts }: Needed,
  session: string,
  everywhere: boolean,
): Promise<boolean> {
  try {
    const { summary } = await link.call('sessions.signOut', { session, everywhere })
    toastDone(view, summary.map((each) => spokenSentence(each, texts.sayings)).join(' '))
    return true
  } catch (thrown) {
    toastFailed(view, errorOf(thrown))
    return false
  }
}

/** Opens the sign-in for the same session; of AWS Sign-In for the profile that it serves. */
export function signInAgain({ view }: Pick<App, 'view'>, { kind, name, profiles }: SessionView): void {
  const about = kind === 'identity-center' ? `session:${name}` : profiles[0]
  view.setState({ dialog: { name: 'sign-in', about } })
}
