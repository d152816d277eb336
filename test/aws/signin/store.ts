/**
 * What Sign-In remembers: authorization codes, sessions, and the chain of refresh tokens of each session.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import type { AccessKey, AccessKeys } from '../access-keys.ts'
import type { StandInClock } from '../clock.ts'
import { accountId, type Principal, type Principals } from '../principals.ts'
import type { Mint } from '../secrets.ts'
import type { ConsoleGate } from '../signin-control/gate.ts'
import type { Network } from '../signin-policy/network.ts'
import { refuse } from './errors.ts'
import type { SigninSettings } from './settings.ts'

/** What a person agreed to. */
export interface Authorization {
  readonly region: string
  readonly clientId: string
  readonly redirectUri: string
  readonly codeChallenge: string
  readonly principal: Principal
}

/** Who shows a code or a refresh token, and where. */
export interface Bearer {
  readonly region: string
  readonly clientId: string
  /** Of the key that made the proof, or of who signed the request. */
  readonly thumbprint: string
}

export interface Issued {
  readonly key: AccessKey
  readonly refreshToken: string
  readonly session: SigninSession
  /** What is left of the key's life, whole. */
  readonly expiresInSeconds: number
  /** True when this answer was given before. */
  readonly repeated: boolean
}

/** How a session can end before its time. */
export type SessionEnd = 'ended' | 'revoked' | 'credentials-changed'

interface SigninSession extends Bearer {
  readonly id: string
  readonly principal: Principal
  readonly endsAt: number
  end: SessionEnd | undefined
}

interface RefreshToken {
  readonly id: string
  readonly session: SigninSession
  /** Epoch milliseconds. */
  readonly issuedAt: number
  /** What it was exchanged for. */
  next: { readonly issued: Issued; readonly at: number; readonly token: RefreshToken } | undefined
}

interface Code extends Authorization {
  readonly expiresAt: number
  spent: boolean
  session: SigninSession | undefined
}

export class SigninStore {
  readonly settings: SigninSettings
  readonly #clock: StandInClock
  readonly #mint: Mint
  readonly #keys: AccessKeys
  readonly #principals: Principals
  readonly #gate: ConsoleGate
  readonly #codes = new Map<string, Code>()
  readonly #refreshTokens = new Map<string, RefreshToken>()
  readonly #sessions: SigninSession[] = []

  constructor(parts: {
    readonly settings: SigninSettings
    readonly clock: StandInClock
    readonly mint: Mint
    readonly keys: AccessKeys
    readonly principals: Principals
    readonly gate: ConsoleGate
  }) {
    this.settings = parts.settings
    this.#clock = parts.clock
    this.#mint = parts.mint
    this.#keys = parts.keys
    this.#principals = parts.principals
    this.#gate = parts.gate
  }

  issueCode(authorization: Authorization): string {
    const code = this.#mint.urlSafeSecret('authorization-code', 80)
    const expiresAt = this.#clock.now() + this.settings.codeSeconds * 1000
    this.#codes.set(code, { ...authorization, expiresAt, spent: false, session: undefined })
    return code
  }

  /**
   * Exchanges an authorization code. A failed try uses it up; a second try also ends the session it gave.
   *
   * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2 RFC 6749, section 4.1.2}
   */
  redeem(
    code: string,
    bearer: Bearer,
    proof: { readonly redirectUri: string; readonly codeChallenge: string },
    network: Network,
  ): Issued {
    const now = this.#clock.now()
    const entry = this.#codes.get(code)
    if (!entry || entry.region !== bearer.region) throw refuse('INVALID_REQUEST', 'The code is not known.')
    if (entry.clientId !== bearer.clientId)
      throw refuse('INVALID_REQUEST', 'Another client asked for the code.')
    if (entry.spent) {
      if (entry.session) entry.session.end ??= 'revoked'
      throw refuse('INVALID_REQUEST', 'The code was used before.')
    }
    entry.spent = true
    if (now > entry.expiresAt) throw refuse('AUTHCODE_EXPIRED', 'The code has expired.')
    if (entry.redirectUri !== proof.redirectUri) {
      throw refuse('INVALID_REQUEST', 'The redirect URI is not the one that was authorized.')
    }
    if (entry.codeChallenge !== proof.codeChallenge) {
      throw refuse('INVALID_REQUEST', 'The code verifier does not fit the code challenge.')
    }
    this.#checkMayCreateToken(entry.principal, bearer.region, network)
    const endsAt = now + this.settings.sessionSeconds * 1000
    entry.session = { ...bearer, id: randomUUID(), principal: entry.principal, endsAt, end: undefined }
    this.#sessions.push(entry.session)
    return this.#issue(entry.session, now).issued
  }

  /** Exchanges a refresh token for the next. */
  refresh(refreshToken: string, bearer: Bearer, network: Network): Issued {
    const token = this.#refreshTokens.get(refreshToken)
    if (!token) throw refuse('INVALID_REQUEST', 'The refresh token is not known.')
    const { session } = token
    this.#checkBearer(session, bearer)
    this.#checkAlive(session)
    this.#checkMayCreateToken(session.principal, bearer.region, network)
    if (token.next) return this.#repeat(token.next)
    token.next = this.#issue(session, this.#clock.now())
    return token.next.issued
  }

  /** Ends sessions; all, or those of one principal. Later ones are not touched. */
  end(how: SessionEnd, principal?: Principal): number {
    const ended = this.#sessions.filter(
      (session) => !session.end && (!principal || session.principal.arn === principal.arn),
    )
    for (const session of ended) session.end = how
    return ended.length
  }

  /** What is known of a refresh token; undefined when it can no longer be exchanged for the next. */
  describe(refreshToken: string) {
    const token = this.#refreshTokens.get(refreshToken)
    if (!token || token.next || token.session.end || this.#clock.now() >= token.session.endsAt)
      return undefined
    const { id, issuedAt, session } = token
    const { clientId, endsAt, principal, region } = session
    return { id, issuedAt, expiresAt: endsAt, clientId, principal, region, sessionId: session.id }
  }

  /** Ends the session of a refresh token, also of one that was exchanged. False when the account has none such. */
  revoke(refreshToken: string, account: string): boolean {
    const session = this.#refreshTokens.get(refreshToken)?.session
    if (!session || accountId(session.principal) !== account) return false
    session.end ??= 'revoked'
    return true
  }

  #checkBearer(session: SigninSession, bearer: Bearer): void {
    if (session.region !== bearer.region) {
      throw refuse('INVALID_REQUEST', 'The refresh token is of another region.')
    }
    if (session.clientId !== bearer.clientId) {
      throw refuse('INVALID_REQUEST', 'The refresh token is of another client.')
    }
    if (session.thumbprint !== bearer.thumbprint) {
      throw refuse('INVALID_REQUEST', 'The refresh token is bound to another key.')
    }
  }

  #checkAlive(session: SigninSession): void {
    if (session.end === 'revoked') throw refuse('INVALID_REQUEST', 'The session was revoked.')
    if (session.end === 'credentials-changed') {
      throw refuse('USER_CREDENTIALS_CHANGED', "The user's credentials have changed.")
    }
    if (session.end === 'ended' || this.#clock.now() >= session.endsAt) {
      throw refuse('TOKEN_EXPIRED', 'The session has ended.')
    }
  }

  #checkMayCreateToken(principal: Principal, region: string, network: Network): void {
    const refused = this.#gate.refusal(principal, region, network, ['signin:CreateOAuth2Token'])
    if (!refused && this.#principals.may(principal, 'signin:CreateOAuth2Token')) return
    throw refuse('INSUFFICIENT_PERMISSIONS', 'The principal may not do signin:CreateOAuth2Token.')
  }

  #repeat({ issued, at, token }: NonNullable<RefreshToken['next']>): Issued {
    const now = this.#clock.now()
    const over = now > at + this.settings.repeatSeconds * 1000 || now >= issued.key.expiresAt
    if (over || token.next) throw refuse('INVALID_REQUEST', 'The refresh token was replaced.')
    return { ...issued, expiresInSeconds: secondsUntil(issued.key.expiresAt, now), repeated: true }
  }

  #issue(session: SigninSession, at: number): NonNullable<RefreshToken['next']> {
    const expiresAt = Math.min(at + this.settings.expiresInSeconds * 1000, session.endsAt)
    const refreshToken = this.#mint.urlSafeSecret('refresh-token', 1200, this.settings.refreshTokenPrefix)
    const token: RefreshToken = { id: randomUUID(), session, issuedAt: at, next: undefined }
    this.#refreshTokens.set(refreshToken, token)
    const key = this.#keys.issue(session.principal, expiresAt, { origin: 'login' })
    const expiresInSeconds = secondsUntil(expiresAt, at)
    return { issued: { key, refreshToken, session, expiresInSeconds, repeated: false }, at, token }
  }
}

function secondsUntil(expiresAt: number, now: number): number {
  return Math.max(1, Math.floor((expiresAt - now) / 1000))
}
