import type { OnStep, SignInDeps } from './flow.ts'

/** How a page is shown. */
export interface Showing {
  /** False shows the address without starting a browser. True when left out. */
  readonly openBrowser?: boolean
}

/** Starts the browser, where there is one and it is wanted. Whether the page was opened. What `onStep` throws comes at once. */
export function openPage(
  url: URL,
  until: number,
  { openBrowser = true }: Showing,
  { browser }: Pick<SignInDeps, 'browser'>,
  onStep: OnStep,
): Promise<boolean> {
  if (!openBrowser || !browser.available()) return Promise.resolve(false)
  onStep({ kind: 'opening-browser', url, until })
  return browser.open(url)
}
