import { randomInt } from 'node:crypto'
import type { Principal } from './principals.ts'
import type { Mint } from './secrets.ts'

/** Temporary credentials that this stand-in made. */
export interface AccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly principal: Principal
  /** Epoch milliseconds by the stand-in's clock. */
  readonly expiresAt: number
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** All credentials of one stand-in. The ended ones stay known, so that they can be told from strangers'. */
export class AccessKeys {
  readonly #mint: Mint
  readonly #keys = new Map<string, AccessKey>()

  constructor(mint: Mint) {
    this.#mint = mint
  }

  issue(principal: Principal, expiresAt: number): AccessKey {
    const tail = Array.from({ length: 16 }, () => letters[randomInt(letters.length)]).join('')
    const key: AccessKey = {
      accessKeyId: `ASIA${tail}`,
      secretAccessKey: this.#mint.secret('secret-access-key', 40),
      sessionToken: this.#mint.secret('session-token', 760),
      principal,
      expiresAt,
    }
    this.#keys.set(key.accessKeyId, key)
    return key
  }

  find(accessKeyId: string): AccessKey | undefined {
    return this.#keys.get(accessKeyId)
  }
}
