/**
 * Opens the window in a browser tab.
 *
 * @module
 */
import type { Browser } from '../../kernel/ports/browser.ts'
import type { Asking } from '../config/aws-files.ts'

export interface OpenTabRequest extends Asking {
  /** The words that run the relay again, for `credential_process` lines that the window writes. */
  readonly relay: readonly string[]
  readonly openBrowser: boolean
}

export interface OpenedTab {
  /** Works once. */
  readonly url: URL
  /** Whether a browser was started on it. */
  readonly opened: boolean
}

/** @throws {@link UnavailableError} when the window was not built, or no port can be had. */
export type OpenTab = (request: OpenTabRequest) => Promise<OpenedTab>

export interface OpenTabDependencies {
  /** An address for one tab, of a server that runs or is started. */
  readonly link: (request: OpenTabRequest) => Promise<URL>
  readonly browserFor: (env: Readonly<Record<string, string>>) => Browser
}

export function openTab({ link, browserFor }: OpenTabDependencies): OpenTab {
  return async (request) => {
    const url = await link(request)
    const browser = browserFor(request.env)
    const opened = request.openBrowser && browser.available() && (await browser.open(url))
    return { url, opened }
  }
}
