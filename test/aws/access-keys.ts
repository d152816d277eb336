import { randomInt } from 'node:crypto'
import type { Principal } from './principals.ts'
import type { Mint } from './secrets.ts'

/** Credentials that this stand-in made. */
export interface AccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Undefined: a key without an end, of a user or a root user. */
  readonly sessionToken: string | undefined
  readonly principal: Principal
  /** Epoch milliseconds by the stand-in's clock. */
  readonly expiresAt: number
  /** The MFA device whose code it was made with. */
  readonly mfaSerial?: string | undefined
  /** How it came to be; undefined for one that was made for a test. A `role` was assumed by a user. */
  readonly origin?: KeyOrigin | undefined
}

export type KeyOrigin = 'login' | 'identity-center' | 'role' | 'chained-role'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** All credentials of one stand-in. The ended ones stay known, so that they can be told from strangers'. */
export class AccessKeys {
  readonly #mint: Mint
  readonly #keys = new Map<string, AccessKey>()

  constructor(mint: Mint) {
    this.#mint = mint
  }

  issue(
    principal: Principal,
    expiresAt: number,
    { mfaSerial, origin }: Pick<AccessKey, 'mfaSerial' | 'origin'> = {},
  ): AccessKey {
    return this.#keep({
      accessKeyId: `ASIA${tail()}`,
      secretAccessKey: this.#mint.secret('secret-access-key', 40),
      sessionToken: this.#mint.secret('session-token', 760),
      principal,
      expiresAt,
      mfaSerial,
      origin,
    })
  }

  /** A key without an end, as a user or a root user can have. */
  issueLongTerm(principal: Principal): AccessKey {
    return this.#keep({
      accessKeyId: `AKIA${tail()}`,
      secretAccessKey: this.#mint.secret('secret-access-key', 40),
      sessionToken: undefined,
      principal,
      expiresAt: Number.POSITIVE_INFINITY,
    })
  }

  /** It is a stranger's from now on. */
  remove(accessKeyId: string): void {
    this.#keys.delete(accessKeyId)
  }

  find(accessKeyId: string): AccessKey | undefined {
    return this.#keys.get(accessKeyId)
  }

  #keep(key: AccessKey): AccessKey {
    this.#keys.set(key.accessKeyId, key)
    return key
  }
}

function tail(): string {
  return Array.from({ length: 16 }, () => letters[randomInt(letters.length)]).join('')
}
