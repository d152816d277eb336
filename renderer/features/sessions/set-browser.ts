import type { BrowserOptionView } from '../../../preload/contract/browser-views.ts'
import type { SessionView } from '../../../preload/contract/views.ts'
import type { App } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { toastDone, toastFailed } from '../../ui/toasts.tsx'
import { browserWords } from './browser-words.ts'
import { sessionName } from './session-words.ts'

/** Chooses, says so, and offers the way back. Null: the system's own. */
export async function setBrowser(
  app: Pick<App, 'link' | 'view' | 'texts'>,
  session: SessionView,
  choice: string | null,
  options: readonly BrowserOptionView[],
): Promise<void> {
  const { link, view, texts } = app
  const { browser: words } = texts.sessions
  try {
    const { before, after } = await link.call('sessions.setBrowser', { session: session.id, choice })
    if (before?.id === after?.id) return
    const back = before?.id ?? null
    // What is gone from this machine cannot be chosen again.
    const canGoBack = back === null || options.some(({ id }) => id === back)
    const undo = { title: words.undo, run: () => void setBrowser(app, session, back, options) }
    const said = words.chosen(sessionName(session), browserWords(after, texts))
    toastDone(view, said, canGoBack ? undo : undefined)
  } catch (thrown) {
    toastFailed(view, errorOf(thrown))
  }
}
