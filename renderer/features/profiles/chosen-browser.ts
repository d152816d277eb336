import type { BrowserOptionView } from '../../../preload/contract/browser-views.ts'
import type { WindowState } from '../../../preload/contract/state.ts'

/** The browser that was chosen for the session behind a profile; null where none was. Pure. */
export function chosenBrowser(
  { profiles, browsers }: Pick<WindowState, 'profiles' | 'browsers'>,
  profile: string,
): BrowserOptionView | null {
  const session = profiles.find(({ name }) => name === profile)?.session ?? null
  if (session === null || !Object.hasOwn(browsers, session)) return null
  return browsers[session] ?? null
}
