import type { BrowserChoice, Browsers, FoundBrowser } from '../../main/kernel/ports/browsers.ts'
import { ScriptedBrowser } from './scripted-browser.ts'

/** Browsers that a test puts on the machine, and takes away again. */
export class FakeBrowsers implements Browsers {
  machine: FoundBrowser[] = [
    {
      id: 'google-chrome',
      name: 'Google Chrome',
      profiles: [
        { id: 'Default', name: 'Private' },
        { id: 'Profile 1', name: 'Client A' },
      ],
    },
    { id: 'firefox', name: 'Firefox', profiles: [] },
  ]
  /** What was opened, each with what was chosen for it. */
  readonly opened: { readonly choice: BrowserChoice; readonly url: string }[] = []
  readonly #visit: (url: URL) => boolean

  constructor(visit: (url: URL) => boolean = () => true) {
    this.#visit = visit
  }

  async found(): Promise<readonly FoundBrowser[]> {
    return this.machine
  }

  async chosen(choice: BrowserChoice): Promise<ScriptedBrowser | undefined> {
    const browser = this.machine.find(({ id }) => id === choice.browser)
    const isThere =
      browser && (choice.profile === undefined || browser.profiles.some(({ id }) => id === choice.profile))
    if (!isThere) return undefined
    return new ScriptedBrowser((url) => {
      this.opened.push({ choice, url: url.href })
      return this.#visit(url)
    })
  }

  nameOf(browser: string): string {
    return { 'google-chrome': 'Google Chrome', firefox: 'Firefox' }[browser] ?? browser
  }

  folders(): readonly string[] {
    return []
  }
}
