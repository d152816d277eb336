/**
 * The keys of browser tabs: links that work once, and the cookies they are changed into.
 *
 * @module
 */
import { equalInConstantTime } from '../../kernel/constant-time.ts'

/** Links that nobody opened yet: the newest few. */
const mostLinks = 8
const mostCookies = 64

export class TabKeys {
  readonly #random: () => string
  #links: string[] = []
  #cookies: string[] = []

  /** @param random - 32 unguessable bytes in hexadecimal. */
  constructor(random: () => string) {
    this.#random = random
  }

  newLink(): string {
    const link = this.#random()
    this.#links = [...this.#links, link].slice(-mostLinks)
    return link
  }

  /** The cookie for a link that was not used yet. */
  enter(link: string): string | undefined {
    const found = this.#links.find((known) => equalInConstantTime(known, link))
    if (found === undefined) return undefined
    this.#links = this.#links.filter((known) => known !== found)
    const cookie = this.#random()
    this.#cookies = [...this.#cookies, cookie].slice(-mostCookies)
    return cookie
  }

  holds(cookie: string | undefined): boolean {
    return cookie !== undefined && this.#cookies.some((known) => equalInConstantTime(known, cookie))
  }
}
