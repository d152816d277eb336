import type { BrowserOptionView } from '../../../preload/contract/browser-views.ts'
import type { Texts } from '../../texts/texts.ts'

/** What can be chosen as a session's browser, in the person's words; null is the system's own. Pure. */
export function browserWords(
  option: BrowserOptionView | null,
  { sessions: { browser: words } }: Pick<Texts, 'sessions'>,
): string {
  if (option === null) return words.system
  const { browser, profile, isPrivate } = option
  return `${browser} · ${isPrivate ? words.privately : (profile ?? words.last)}`
}
