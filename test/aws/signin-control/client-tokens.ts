import type { StandInClock } from '../clock.ts'
import type { SigninControlSettings } from './settings.ts'

interface Used {
  readonly parameters: string
  readonly result: string
  readonly at: number
}

/** What a token was used for: nothing yet, this very thing, or something else. */
export type TokenUse =
  | { readonly kind: 'new' }
  | { readonly kind: 'repeated'; readonly result: string }
  | { readonly kind: 'other-parameters' }
  | { readonly kind: 'other-token' }

/** Idempotency tokens, each remembered for a while per account and operation. */
export class ClientTokens {
  readonly #clock: StandInClock
  readonly #settings: SigninControlSettings
  readonly #used = new Map<string, Used>()

  constructor(parts: { readonly clock: StandInClock; readonly settings: SigninControlSettings }) {
    this.#clock = parts.clock
    this.#settings = parts.settings
  }

  /**
   * @param scope - Account and operation.
   * @param token - Undefined: the caller sent none, so only the parameters are compared.
   * @param counts - Whether what another token brought about still stands in the way.
   */
  look(
    scope: string,
    token: string | undefined,
    parameters: string,
    counts: (result: string) => boolean,
  ): TokenUse {
    const used = token === undefined ? undefined : this.#alive(keyOf(scope, token))
    if (used) {
      return used.parameters === parameters
        ? { kind: 'repeated', result: used.result }
        : { kind: 'other-parameters' }
    }
    const start = keyOf(scope, '')
    const stands = [...this.#used].some(
      ([key, each]) =>
        key.startsWith(start) && each.parameters === parameters && this.#alive(key) && counts(each.result),
    )
    return { kind: stands ? 'other-token' : 'new' }
  }

  remember(scope: string, token: string, parameters: string, result: string): void {
    this.#used.set(keyOf(scope, token), { parameters, result, at: this.#clock.now() })
  }

  #alive(key: string): Used | undefined {
    const used = this.#used.get(key)
    return used && this.#clock.now() <= used.at + this.#settings.clientTokenSeconds * 1000 ? used : undefined
  }
}

function keyOf(scope: string, token: string): string {
  return `${scope}\n${token}`
}
