import type { Browser } from '../../main/kernel/ports/browser.ts'

/** A browser that keeps what it was sent to, and does what the test says with it. */
export class ScriptedBrowser implements Browser {
  readonly opened: URL[] = []
  readonly #visit: (url: URL) => boolean | Promise<boolean>
  readonly #available: boolean

  /** @param visit - Runs when a page is opened; what it returns is whether the browser could be started. */
  constructor(visit: (url: URL) => boolean | Promise<boolean> = () => true, available = true) {
    this.#visit = visit
    this.#available = available
  }

  available(): boolean {
    return this.#available
  }

  async open(url: URL): Promise<boolean> {
    this.opened.push(url)
    return this.#visit(url)
  }
}
