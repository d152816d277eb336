import type { Browser } from './browser.ts'

/** A browser, or one profile of it, or its private window. Ids only: what is started is the host's own knowledge. */
export interface BrowserChoice {
  readonly browser: string
  readonly profile?: string | undefined
  readonly isPrivate?: boolean | undefined
}

/** A browser of this machine. */
export interface FoundBrowser {
  readonly id: string
  /** As people know it. */
  readonly name: string
  /** Names are the person's own: foreign text. Empty where the browser's file could not be read. */
  readonly profiles: readonly { readonly id: string; readonly name: string }[]
}

/** The browsers of this machine, found anew each time: the person may add and remove profiles at any moment. */
export interface Browsers {
  /** In a fixed order. Never throws: what cannot be read is not there. */
  found(): Promise<readonly FoundBrowser[]>
  /**
   * The very browser that was chosen, and undefined where it is not on this machine, or its profile is not in it any more.
   * Never another one.
   *
   * @param env - Of whoever asks: where the screen is.
   */
  chosen(choice: BrowserChoice, env: Readonly<Record<string, string>>): Promise<Browser | undefined>
  /** What a browser of this id is called, whether it is here or not. */
  nameOf(browser: string): string
  /** Folders beside the system's where programs are looked for, as the agent's own environment says. */
  folders(): readonly string[]
}
