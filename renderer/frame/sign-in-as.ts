import type { ProfileView } from '../../preload/contract/views.ts'
import type { App } from '../app-context.tsx'
import { signInAgain } from '../features/sessions/session-actions.ts'

/** Leads to the sign-in that brings a profile back: its session's, or, where that is gone, its own. */
export function signInAs({ mirror, view }: Pick<App, 'mirror' | 'view'>, profile: ProfileView): void {
  const { sessions = [], signedOut = [] } = mirror.getState().state ?? {}
  const session = sessions.find(({ id }) => id === profile.session)
  if (session !== undefined) {
    signInAgain({ view }, session)
    return
  }
  // A role comes with its portal; of several, the person says which.
  const [portal] = signedOut
  const isRole = profile.roleName !== null && portal !== undefined
  view.setState({ dialog: { name: 'sign-in', about: isRole ? `session:${portal.name}` : profile.name } })
}
