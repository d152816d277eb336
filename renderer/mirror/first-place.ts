/**
 * Where a window begins: at the profiles, or, when there is nothing yet, at the first steps.
 *
 * @module
 */
import type { WindowState } from '../../preload/contract/state.ts'
import type { MirrorStore } from './mirror.ts'
import type { ViewStore } from './view.ts'

/** Nobody is signed in, no profile is Signet's, and the person has not left the first steps. */
export function isFirstRun({
  sessions,
  profiles,
  vault,
  settings,
}: Pick<WindowState, 'sessions' | 'profiles' | 'vault' | 'settings'>): boolean {
  // A locked vault hides who is signed in.
  if (settings.isWelcomeLeft || vault.state === 'locked') return false
  return sessions.length === 0 && !profiles.some(({ source }) => source === 'signet')
}

/** Looks at the first snapshot; where the vault is locked, when it is open, unless the person has gone somewhere meanwhile. */
export function openFirstPlace(mirror: MirrorStore, view: ViewStore): void {
  const end = mirror.subscribe(({ state }) => {
    if (state === undefined) return
    const { place, detail } = view.getState()
    const isUntouched = place === 'profiles' && detail === undefined
    if (isUntouched && state.vault.state === 'locked') return
    end()
    if (isUntouched && isFirstRun(state)) view.setState({ place: 'welcome' })
  })
}
