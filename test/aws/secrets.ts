import { randomBytes } from 'node:crypto'

export type SecretKind =
  | 'authorization-code'
  | 'secret-access-key'
  | 'session-token'
  | 'refresh-token'
  | 'id-token'
  | 'client-secret'
  | 'device-code'
  | 'access-token'
  | 'bearer-token'
  | 'signin-token'

export interface MintedSecret {
  readonly kind: SecretKind
  readonly value: string
}

/** Every secret the stand-in mints has this at its start (an ID token cannot), so that a leak can be searched for. */
export const canary = 'CNRY'

/** Mints secrets and remembers every one. */
export class Mint {
  readonly #minted: MintedSecret[] = []

  /** @param length - In characters of base64, the canary included. */
  secret(kind: SecretKind, length: number): string {
    return this.remember(kind, `${canary}${randomBytes(length).toString('base64')}`.slice(0, length))
  }

  /**
   * Like `secret`, in letters that need no escape in a URL.
   *
   * @param prefix - Goes before the canary.
   */
  urlSafeSecret(kind: SecretKind, length: number, prefix = ''): string {
    const secret = `${prefix}${canary}${randomBytes(length).toString('base64url')}`
    return this.remember(kind, secret.slice(0, length))
  }

  remember(kind: SecretKind, value: string): string {
    this.#minted.push({ kind, value })
    return value
  }

  minted(): readonly MintedSecret[] {
    return [...this.#minted]
  }
}
