import type { Preferences } from '../actions/window/preferences.ts'
import type { PreferencesContents } from '../actions/window/preferences-file.ts'

/** Whether a person wants credentials renewed before they end; yes until it is known. */
export function renewalChoice(preferences: Pick<Preferences, 'read' | 'subscribe'>): () => boolean {
  let isAhead = true
  const told = ({ settings }: PreferencesContents) => {
    isAhead = settings?.renewsAhead ?? true
  }
  preferences.subscribe(told)
  // What cannot be read is told where it is shown.
  preferences.read().then(told, () => undefined)
  return () => isAhead
}
