import type { Browser } from '../../kernel/ports/browser.ts'
import { openOutside } from './open-outside.ts'

/**
 * The person's browser, through the shell.
 *
 * @param node - For a terminal of another machine, and for pages of this one: sign-in through a stand-in, `signet ui`.
 */
export function shellBrowser(
  node: Browser,
  options: { readonly isRemote: boolean; readonly origins: readonly string[] },
): Browser {
  if (options.isRemote) return node
  return {
    available: () => true,
    open: (url) => (url.protocol === 'http:' ? node.open(url) : openOutside(url.href, options.origins)),
  }
}
