/**
 * Sessions of IAM Identity Center, and the access and refresh tokens they give.
 *
 * @module
 */
import type { StandInClock } from '../clock.ts'
import type { Instance, User } from '../identity-center/directory.ts'
import type { IdentityCenterSettings } from '../identity-center/settings.ts'
import type { Mint } from '../secrets.ts'
import { refuse } from './errors.ts'

export interface SsoSession {
  readonly instance: Instance
  readonly user: User
  /** Epoch milliseconds. */
  readonly endsAt: number
  ended: boolean
}

/** Who holds tokens: a registered client, or an application by its ARN. */
export interface Holder {
  readonly clientId: string
  readonly scopes: readonly string[]
  /** Whether its access tokens live as long as the session, and are all it gets. */
  readonly legacy: boolean
}

export interface AccessToken {
  readonly session: SsoSession
  readonly holder: Holder
  /** Epoch milliseconds. */
  readonly expiresAt: number
}

export interface IssuedTokens {
  readonly accessToken: string
  readonly refreshToken: string | undefined
  readonly expiresInSeconds: number
  readonly session: SsoSession
  /** True when this answer was given before. */
  readonly repeated: boolean
}

interface RefreshToken {
  readonly session: SsoSession
  readonly holder: Holder
  /** What it was exchanged for, and when. */
  used: { readonly issued: IssuedTokens; readonly at: number } | undefined
}

export class Tokens {
  readonly #clock: StandInClock
  readonly #mint: Mint
  readonly #settings: IdentityCenterSettings
  readonly #sessions: SsoSession[] = []
  readonly #accessTokens = new Map<string, AccessToken>()
  readonly #refreshTokens = new Map<string, RefreshToken>()

  constructor(parts: {
    readonly clock: StandInClock
    readonly mint: Mint
    readonly settings: IdentityCenterSettings
  }) {
    this.#clock = parts.clock
    this.#mint = parts.mint
    this.#settings = parts.settings
  }

  /** Tokens of a new session. */
  begin(instance: Instance, user: User, holder: Holder, refreshable: boolean): IssuedTokens {
    const endsAt = this.#clock.now() + this.#settings.sessionSeconds * 1000
    const session: SsoSession = { instance, user, endsAt, ended: false }
    this.#sessions.push(session)
    return this.issue(session, holder, refreshable && !holder.legacy)
  }

  /** Tokens of a session there is. */
  issue(session: SsoSession, holder: Holder, refreshable: boolean): IssuedTokens {
    const now = this.#clock.now()
    const life = holder.legacy ? Number.POSITIVE_INFINITY : this.#settings.accessTokenSeconds * 1000
    const expiresAt = Math.min(now + life, session.endsAt)
    const accessToken = this.#mint.urlSafeSecret('access-token', 500)
    this.#accessTokens.set(accessToken, { session, holder, expiresAt })
    let refreshToken: string | undefined
    if (refreshable) {
      refreshToken = this.#mint.urlSafeSecret('refresh-token', 500)
      this.#refreshTokens.set(refreshToken, { session, holder, used: undefined })
    }
    const expiresInSeconds = Math.max(1, Math.floor((expiresAt - now) / 1000))
    return { accessToken, refreshToken, expiresInSeconds, session, repeated: false }
  }

  /** Exchanges a refresh token for the next. */
  refresh(refreshToken: string, clientId: string): IssuedTokens {
    const token = this.#refreshTokens.get(refreshToken)
    if (!token) throw refuse('InvalidGrantException', 'The refresh token is not known.')
    const { holder, session } = token
    if (holder.clientId !== clientId) {
      throw refuse('InvalidGrantException', 'The refresh token is of another client.')
    }
    if (!this.isAlive(session)) throw refuse('InvalidGrantException', 'The session has ended.')
    if (token.used) return this.#repeat(token.used)
    const issued = this.issue(session, holder, this.#settings.refreshReply === 'rotates')
    token.used = { issued, at: this.#clock.now() }
    return issued
  }

  /** An access token that is good now. */
  find(accessToken: string): AccessToken | undefined {
    const token = this.#accessTokens.get(accessToken)
    return token && this.#clock.now() < token.expiresAt && this.isAlive(token.session) ? token : undefined
  }

  isAlive(session: SsoSession): boolean {
    return !session.ended && this.#clock.now() < session.endsAt
  }

  /** Ends sessions; all, or those of one user. Later ones are not touched. Gives how many. */
  end(userKey?: string): number {
    const ended = this.#sessions.filter(
      (session) => this.isAlive(session) && (userKey === undefined || session.user.key === userKey),
    )
    for (const session of ended) session.ended = true
    return ended.length
  }

  #repeat({ issued, at }: NonNullable<RefreshToken['used']>): IssuedTokens {
    const { reuse } = this.#settings
    const now = this.#clock.now()
    const next = issued.refreshToken === undefined ? undefined : this.#refreshTokens.get(issued.refreshToken)
    if (reuse === 'refused' || now > at + reuse.toleratedForSeconds * 1000 || next?.used) {
      throw refuse('InvalidGrantException', 'The refresh token was used before.')
    }
    const expiresAt = this.#accessTokens.get(issued.accessToken)?.expiresAt ?? 0
    if (now >= expiresAt) throw refuse('InvalidGrantException', 'The refresh token was used before.')
    return {
      ...issued,
      expiresInSeconds: Math.max(1, Math.floor((expiresAt - now) / 1000)),
      repeated: true,
    }
  }
}
