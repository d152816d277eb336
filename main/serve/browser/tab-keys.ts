/**
 * The keys of browser tabs: links that work once, and the cookies they are changed into.
 *
 * @module
 */
import { equalInConstantTime } from '../../kernel/constant-time.ts'
import type { Clock } from '../../kernel/ports/clock.ts'

interface Link {
  readonly key: string
  /** See {@link Clock.elapsed}. */
  readonly until: number
}

/** Links that nobody opened yet: the newest few. */
const mostLinks = 8
/** SECURITY (T16): what stands in a terminal's history does not stay a key, also while another tab keeps the server up. */
const linkLifeInMilliseconds = 600_000
const mostCookies = 64

export class TabKeys {
  readonly #random: () => string
  readonly #clock: Pick<Clock, 'elapsed'>
  #links: readonly Link[] = []
  #cookies: string[] = []

  /** @param random - 32 unguessable bytes in hexadecimal. */
  constructor(random: () => string, clock: Pick<Clock, 'elapsed'>) {
    this.#random = random
    this.#clock = clock
  }

  newLink(): string {
    const key = this.#random()
    const until = this.#clock.elapsed() + linkLifeInMilliseconds
    this.#links = [...this.#links, { key, until }].slice(-mostLinks)
    return key
  }

  /** The cookie for a link that was not used yet, and is not too old. */
  enter(key: string): string | undefined {
    const now = this.#clock.elapsed()
    const found = this.#links.find((known) => equalInConstantTime(known.key, key))
    if (found === undefined) return undefined
    this.#links = this.#links.filter((known) => known !== found)
    if (now >= found.until) return undefined
    const cookie = this.#random()
    this.#cookies = [...this.#cookies, cookie].slice(-mostCookies)
    return cookie
  }

  holds(cookie: string | undefined): boolean {
    return cookie !== undefined && this.#cookies.some((known) => equalInConstantTime(known, cookie))
  }
}
