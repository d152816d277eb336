import { randomBytes } from 'node:crypto'

const lifeInMilliseconds = 150_000

/**
 * Server-chosen nonces for DPoP proofs: off until turned on, then one at a time, the one before still good.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9449#section-8 RFC 9449, section 8}
 */
export class DpopNonces {
  required = false
  #current = ''
  #previous = ''
  #since = Number.NEGATIVE_INFINITY

  /** The nonce to offer now. */
  current(now: number): string {
    const age = now - this.#since
    if (age > lifeInMilliseconds) {
      this.#previous = age > 2 * lifeInMilliseconds ? '' : this.#current
      this.#current = randomBytes(24).toString('base64url')
      this.#since = now
    }
    return this.#current
  }

  accepts(nonce: string, now: number): boolean {
    return nonce !== '' && (nonce === this.current(now) || nonce === this.#previous)
  }
}
