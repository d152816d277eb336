/**
 * Addresses that lead a tab's own browser out to a page, and whose value is a secret until then.
 *
 * SECURITY (T16): each is for the cookie of the tab that asked, for one visit, for a minute. Afterwards it is nowhere.
 *
 * @module
 */
import { tabPageLifeInMilliseconds } from '../../../preload/contract/console-views.ts'
import { equalInConstantTime } from '../../kernel/constant-time.ts'
import type { Clock } from '../../kernel/ports/clock.ts'
import type { Secret } from '../../kernel/secret.ts'

interface WayOut {
  readonly key: string
  readonly cookie: string
  readonly address: Secret<URL>
  /** See {@link Clock.elapsed}. */
  readonly until: number
}

/** The newest few: a person opens one after the other. */
const mostWays = 16

export class WaysOut {
  readonly #random: () => string
  readonly #clock: Pick<Clock, 'elapsed' | 'schedule'>
  #ways: readonly WayOut[] = []

  /** @param random - 32 unguessable bytes in hexadecimal. */
  constructor(random: () => string, clock: Pick<Clock, 'elapsed' | 'schedule'>) {
    this.#random = random
    this.#clock = clock
  }

  /** The key that {@link take} asks for. */
  open(address: Secret<URL>, cookie: string): string {
    const key = this.#random()
    const until = this.#clock.elapsed() + tabPageLifeInMilliseconds
    this.#ways = [...this.#ways, { key, cookie, address, until }].slice(-mostWays)
    this.#clock.schedule(tabPageLifeInMilliseconds, () => this.#forget(key))
    return key
  }

  /** Once, for the cookie that it was made for: another one's visit does not use it up. */
  take(key: string, cookie: string): Secret<URL> | undefined {
    const now = this.#clock.elapsed()
    const found = this.#ways.find(
      (way) => equalInConstantTime(way.key, key) && equalInConstantTime(way.cookie, cookie),
    )
    if (found === undefined) return undefined
    this.#forget(found.key)
    return now < found.until ? found.address : undefined
  }

  #forget(key: string): void {
    this.#ways = this.#ways.filter((way) => way.key !== key)
  }
}
