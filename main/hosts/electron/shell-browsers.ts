import type { Browsers } from '../../kernel/ports/browsers.ts'
import { outsideAddress } from './decisions/outside-address.ts'

/**
 * The browsers of this machine, for the pages that the shell opens and no other.
 *
 * @param origins - What the agent's own environment puts in AWS's place.
 */
export function shellBrowsers(node: Browsers, origins: readonly string[]): Browsers {
  return {
    found: () => node.found(),
    nameOf: (browser) => node.nameOf(browser),
    folders: () => node.folders(),
    async chosen(choice, asking) {
      const browser = await node.chosen(choice, asking)
      if (browser === undefined) return undefined
      // SECURITY (T17): as through the shell. A page of this machine is Signet's own: a hand-over that leads to AWS's.
      const isPage = (url: URL) => url.protocol === 'http:' || outsideAddress(url.href, origins) !== undefined
      return {
        available: () => browser.available(),
        open: async (url) => isPage(url) && browser.open(url),
      }
    },
  }
}
