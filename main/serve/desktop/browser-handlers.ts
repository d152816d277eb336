/**
 * In which browser the pages of a session open, as a window asks for it.
 *
 * @module
 */
import type { BrowserOptions, ChooseBrowser } from '../../actions/sessions/choose-browser.ts'
import type { Handlers } from './handlers.ts'

export interface BrowserHandlerNeeds {
  readonly browserOptions: BrowserOptions
  readonly chooseBrowser: ChooseBrowser
}

export function browserHandlers({
  browserOptions,
  chooseBrowser,
}: BrowserHandlerNeeds): Pick<Handlers, 'sessions.browsers' | 'sessions.setBrowser'> {
  return {
    'sessions.browsers': async () => ({ options: [...(await browserOptions())] }),
    async 'sessions.setBrowser'(request) {
      const { before, after } = await chooseBrowser(request, {})
      return { before, after }
    },
  }
}
