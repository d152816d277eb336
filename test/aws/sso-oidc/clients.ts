/**
 * The registrations of one stand-in, all regions.
 *
 * @module
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { StandInClock } from '../clock.ts'
import type { Mint } from '../secrets.ts'
import { refuse } from './errors.ts'

export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'
export const grantTypes = ['authorization_code', deviceGrant, 'refresh_token'] as const
export type GrantType = (typeof grantTypes)[number]

export interface Client {
  readonly clientId: string
  readonly clientSecret: string
  readonly name: string
  readonly region: string
  /** Empty: registered as tools did before there were scopes. */
  readonly scopes: readonly string[]
  readonly grants: readonly GrantType[]
  readonly redirectUris: readonly string[]
  readonly issuerUrl: string | undefined
  /** Epoch seconds. */
  readonly issuedAt: number
  /** Epoch seconds. */
  readonly expiresAt: number
}

export class Clients {
  readonly #clock: StandInClock
  readonly #mint: Mint
  readonly #clients = new Map<string, Client>()

  constructor(parts: { readonly clock: StandInClock; readonly mint: Mint }) {
    this.#clock = parts.clock
    this.#mint = parts.mint
  }

  register(
    asked: Omit<Client, 'clientId' | 'clientSecret' | 'issuedAt' | 'expiresAt'>,
    lifeInSeconds: number,
  ): Client {
    const issuedAt = this.#clock.seconds()
    const client: Client = {
      ...asked,
      clientId: randomBytes(24).toString('base64url'),
      clientSecret: this.#mint.urlSafeSecret('client-secret', 900),
      issuedAt,
      expiresAt: issuedAt + lifeInSeconds,
    }
    this.#clients.set(client.clientId, client)
    return client
  }

  /** For the browser's side, where no secret is shown. */
  find(clientId: string, region: string): Client | undefined {
    const client = this.#clients.get(clientId)
    return client?.region === region && !this.#over(client) ? client : undefined
  }

  /** @throws Refusal unless the client is registered here, with this secret, and still is. */
  authenticated(clientId: string, clientSecret: string, region: string): Client {
    const client = this.#clients.get(clientId)
    if (!client || !timingSafeEqual(digest(client.clientSecret), digest(clientSecret))) {
      throw refuse('InvalidClientException', 'The client or its secret is not known.')
    }
    if (client.region !== region) throw refuse('InvalidRequestException', 'The client is of another region.')
    if (this.#over(client)) throw refuse('InvalidClientException', "The client's registration has expired.")
    return client
  }

  #over(client: Client): boolean {
    return this.#clock.now() >= client.expiresAt * 1000
  }
}

/** @throws Refusal when the client was not registered for this grant. */
export function checkGrant(client: Client, grant: GrantType): void {
  if (client.grants.includes(grant)) return
  throw refuse('UnauthorizedClientException', 'The client is not registered for this grant type.')
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
