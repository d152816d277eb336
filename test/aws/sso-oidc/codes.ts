import type { StandInClock } from '../clock.ts'
import type { Instance, User } from '../identity-center/directory.ts'
import type { Mint } from '../secrets.ts'
import { refuse } from './errors.ts'
import type { SsoSession } from './tokens.ts'

/** What a person agreed to. */
export interface Authorization {
  readonly clientId: string
  readonly redirectUri: string
  readonly codeChallenge: string
  readonly scopes: readonly string[]
  readonly instance: Instance
  readonly user: User
}

interface Code extends Authorization {
  readonly expiresAt: number
  spent: boolean
  session: SsoSession | undefined
}

/** Authorization codes. */
export class Codes {
  readonly #clock: StandInClock
  readonly #mint: Mint
  readonly #codes = new Map<string, Code>()

  constructor(parts: { readonly clock: StandInClock; readonly mint: Mint }) {
    this.#clock = parts.clock
    this.#mint = parts.mint
  }

  issue(authorization: Authorization, lifeInSeconds: number): string {
    const code = this.#mint.urlSafeSecret('authorization-code', 400)
    const expiresAt = this.#clock.now() + lifeInSeconds * 1000
    this.#codes.set(code, { ...authorization, expiresAt, spent: false, session: undefined })
    return code
  }

  /**
   * Takes a code. A failed try uses it up; a second try also ends the session it gave.
   *
   * @returns What was agreed to, and where to note the session it gives.
   * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2 RFC 6749, section 4.1.2}
   */
  redeem(
    code: string,
    proof: Pick<Authorization, 'clientId' | 'redirectUri' | 'codeChallenge'>,
  ): Authorization & { session: SsoSession | undefined } {
    const entry = this.#codes.get(code)
    if (!entry) throw refuse('InvalidGrantException', 'The code is not known.')
    if (entry.clientId !== proof.clientId)
      throw refuse('InvalidGrantException', 'The code is of another client.')
    if (entry.spent) {
      if (entry.session) entry.session.ended = true
      throw refuse('InvalidGrantException', 'The code was used before.')
    }
    entry.spent = true
    if (this.#clock.now() > entry.expiresAt) throw refuse('InvalidGrantException', 'The code has expired.')
    if (entry.redirectUri !== proof.redirectUri) {
      throw refuse('InvalidGrantException', 'The redirect URI is not the one that was authorized.')
    }
    if (entry.codeChallenge !== proof.codeChallenge) {
      throw refuse('InvalidGrantException', 'The code verifier does not fit the code challenge.')
    }
    return entry
  }
}
