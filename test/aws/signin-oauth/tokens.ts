/**
 * Bearer tokens of Sign-In and the refresh tokens beside them, in chains that end as one.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import type { StandInClock } from '../clock.ts'
import { accountId, type Principal } from '../principals.ts'
import type { Mint } from '../secrets.ts'

/** Tokens that came from one authorization. */
export interface Chain {
  readonly clientId: string
  readonly principal: Principal
  readonly resource: string | undefined
  /** `arn:aws:signin:{region}:{account}:session/{uuid}` */
  readonly session: string
  revoked: boolean
}

export interface OAuthToken {
  readonly value: string
  readonly kind: 'access_token' | 'refresh_token'
  readonly chain: Chain
  readonly id: string
  /** Epoch milliseconds. */
  readonly issuedAt: number
  readonly expiresAt: number
  /** A refresh token that was exchanged. */
  spent: boolean
}

export const accessTokenPrefix = 'ASOA'
export const refreshTokenPrefix = 'ASOR'

export class OAuthTokens {
  readonly #clock: StandInClock
  readonly #mint: Mint
  readonly #tokens = new Map<string, OAuthToken>()

  constructor(parts: { readonly clock: StandInClock; readonly mint: Mint }) {
    this.#clock = parts.clock
    this.#mint = parts.mint
  }

  begin(chain: Pick<Chain, 'clientId' | 'principal' | 'resource'> & { readonly region: string }): Chain {
    const { clientId, principal, region, resource } = chain
    const session = sessionArn(region, principal, randomUUID())
    return { clientId, principal, resource, session, revoked: false }
  }

  issue(chain: Chain, kind: OAuthToken['kind'], seconds: number): OAuthToken {
    const access = kind === 'access_token'
    const value = this.#mint.urlSafeSecret(
      access ? 'bearer-token' : 'refresh-token',
      access ? 900 : 600,
      access ? accessTokenPrefix : refreshTokenPrefix,
    )
    const issuedAt = this.#clock.now()
    const token: OAuthToken = {
      ...{ value, kind, chain, issuedAt, id: randomUUID(), spent: false },
      expiresAt: issuedAt + seconds * 1000,
    }
    this.#tokens.set(value, token)
    return token
  }

  find(value: string): OAuthToken | undefined {
    return this.#tokens.get(value)
  }

  isActive({ chain, expiresAt, spent }: OAuthToken): boolean {
    return !chain.revoked && !spent && this.#clock.now() < expiresAt
  }
}

export function sessionArn(region: string, principal: Principal, id: string): string {
  return `arn:aws:signin:${region}:${accountId(principal)}:session/${id}`
}
