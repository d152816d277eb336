/**
 * Clients that registered themselves, and the codes that people gave them.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7591 RFC 7591, dynamic client registration}
 * @module
 */
import { createHash, randomUUID } from 'node:crypto'
import type { StandInClock } from '../clock.ts'
import type { Principal } from '../principals.ts'
import type { Mint } from '../secrets.ts'

const lifeInMilliseconds = 90 * 86_400_000
const codeLifeInMilliseconds = 300_000

export interface ExternalClient {
  readonly clientId: string
  readonly redirectUris: readonly string[]
  readonly grantTypes: readonly string[]
  /** Epoch milliseconds. */
  readonly issuedAt: number
}

interface Code {
  readonly clientId: string
  readonly redirectUri: string
  readonly codeChallenge: string
  readonly resource: string | undefined
  readonly principal: Principal
}

export class ExternalClients {
  readonly #clock: StandInClock
  readonly #mint: Mint
  readonly #clients = new Map<string, ExternalClient>()
  readonly #codes = new Map<string, Code & { readonly expiresAt: number }>()

  constructor(parts: { readonly clock: StandInClock; readonly mint: Mint }) {
    this.#clock = parts.clock
    this.#mint = parts.mint
  }

  register(region: string, client: Pick<ExternalClient, 'redirectUris' | 'grantTypes'>): ExternalClient {
    const clientId = `arn:aws:signin:${region}::external-client/dcr/${randomUUID()}`
    const registered = { ...client, clientId, issuedAt: this.#clock.now() }
    this.#clients.set(clientId, registered)
    return registered
  }

  /** Undefined for a client that is not known or whose registration has ended. */
  find(clientId: string): ExternalClient | undefined {
    const client = this.#clients.get(clientId)
    return client && this.#clock.now() < client.issuedAt + lifeInMilliseconds ? client : undefined
  }

  /** Of a loopback address any port fits (RFC 8252, section 7.3). */
  redirectFits(client: ExternalClient, redirectUri: string): boolean {
    return client.redirectUris.some((each) => withoutPort(each) === withoutPort(redirectUri))
  }

  issueCode(code: Code): string {
    const value = this.#mint.urlSafeSecret('authorization-code', 80)
    this.#codes.set(value, { ...code, expiresAt: this.#clock.now() + codeLifeInMilliseconds })
    return value
  }

  /** Undefined when anything does not fit. The code is used up all the same. */
  redeem(
    value: string,
    shown: { readonly clientId: string; readonly redirectUri: string; readonly codeVerifier: string },
  ): Code | undefined {
    const code = this.#codes.get(value)
    this.#codes.delete(value)
    const challenge = createHash('sha256').update(shown.codeVerifier, 'ascii').digest('base64url')
    const fits =
      code?.clientId === shown.clientId &&
      code.redirectUri === shown.redirectUri &&
      code.codeChallenge === challenge &&
      this.#clock.now() < code.expiresAt
    return fits ? code : undefined
  }
}

function withoutPort(redirectUri: string): string {
  return redirectUri.replace(/^(http:\/\/[^/:]+):\d+/, '$1')
}
