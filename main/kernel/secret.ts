/**
 * A value that does not show itself: not in a template string, not in JSON, not in an inspector.
 *
 * @module
 */

const shown = '[secret]'

export class Secret<T = string> {
  readonly #value: T

  constructor(value: T) {
    this.#value = value
  }

  /** The value itself. Every call site is a place to review. */
  reveal(): T {
    return this.#value
  }

  toString(): string {
    return shown
  }

  toJSON(): string {
    return shown
  }

  /** Node's `util.inspect`, by its registered symbol, so that this file needs no Node types. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return shown
  }
}
