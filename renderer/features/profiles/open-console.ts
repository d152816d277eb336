/**
 * Opens the AWS console: at once, or after the typed word for production. The agent starts the browser that was chosen for
 * the session; without one, the console of a window in a browser tab opens in that browser.
 *
 * @module
 */

import type { WindowConsoleView } from '../../../preload/contract/console-views.ts'
import type { ProfileView } from '../../../preload/contract/views.ts'
import type { App } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { spokenSentence } from '../../texts/spoken.ts'
import { shellWord } from '../../ui/shell-word.ts'
import { toastDone, toastFailed, toastNotDone } from '../../ui/toasts.tsx'
import { browserWords } from '../sessions/browser-words.ts'
import { chosenBrowser } from './chosen-browser.ts'
import { openConsoleTab } from './console-tab.ts'
import { aboutReady } from './ready-console.ts'

export function openConsole(app: App, { name, isProduction }: Pick<ProfileView, 'name' | 'isProduction'>) {
  const { view } = app
  if (isProduction) view.setState({ dialog: { name: 'open-console', about: name } })
  else openNow(app, name, null).catch((thrown: unknown) => toastFailed(view, errorOf(thrown)))
}

/** To be called in the turn of the person's press. @throws {@link CallError} */
export async function openNow(app: App, profile: string, typed: string | null): Promise<void> {
  const { link, view, texts, mirror } = app
  const { state } = mirror.getState()
  const opensHere = link.isTab && state !== undefined && chosenBrowser(state, profile) === null
  const { consoleWaiting, consoleWaitingLong } = texts.profiles
  const newTab = () => openConsoleTab([consoleWaiting(profile), consoleWaitingLong])
  const tab = opensHere ? newTab() : undefined
  let opened: WindowConsoleView
  try {
    opened = await link.call('profiles.openConsole', { profile, service: null, typed })
  } catch (thrown) {
    tab?.close()
    throw thrown
  }
  const { inTab } = opened
  const notes = opened.notes.map((note) => spokenSentence(note, texts.sayings))
  if (inTab === null) {
    tab?.close()
    told(app, profile, { ...opened, notes })
    return
  }
  const isThere = (opensHere ? tab : newTab())?.goTo(inTab.path) ?? false
  if (isThere) toastDone(view, [hereWords(app, profile, inTab.isInstead), ...notes].join(' '))
  else view.setState({ dialog: { name: 'console-ready', about: aboutReady({ profile, ...inTab }) } })
}

/** One line: in which browser, for cookies of two identities may meet there. */
export function hereWords({ texts, mirror }: App, profile: string, isInstead: boolean): string {
  const { profiles } = texts
  if (!isInstead) return profiles.consoleHere(profile)
  const { state } = mirror.getState()
  const chosen = state ? chosenBrowser(state, profile) : null
  return profiles.consoleInstead(profile, chosen && browserWords(chosen, texts))
}

function told({ view, texts }: App, profile: string, { opened, notes }: WindowConsoleView): void {
  const { consoleOpened, consoleByHand } = texts.profiles
  if (opened) {
    toastDone(view, [consoleOpened(profile), ...notes].join(' '))
    return
  }
  const byHand = consoleByHand(`signet console --profile ${shellWord(profile)} --print`)
  toastNotDone(view, [byHand, ...notes].join(' '))
}
