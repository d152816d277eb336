/**
 * IAM Identity Center's OIDC service: what turns a code, a device code or a refresh token into an access token.
 *
 * @module
 */

import type { Proofs } from './request-proof.ts'
import { type RestJsonPorts, restJson } from './rest-json.ts'
import * as rows from './sso-oidc-operations.ts'

/** A client registered with an Identity Center instance. */
export interface ClientRegistration extends rows.ClientSecret {
  /** Epoch milliseconds. */
  readonly expiresAt: number
}

export interface DeviceAuthorization {
  readonly deviceCode: string
  /** What a person compares or types. */
  readonly userCode: string
  /** Untrusted, like the next: to be opened only where a browser may be sent. */
  readonly verificationUri: string
  readonly verificationUriComplete?: string
  readonly expiresInSeconds: number
  /** Least wait between polls. */
  readonly intervalSeconds: number
}

export interface SsoTokens {
  readonly accessToken: string
  /** When the access token ends, epoch milliseconds by AWS's clock. */
  readonly expiration: number
  /** Undefined when AWS gave none: the one before is used up, and the session ends with the access token. */
  readonly refreshToken: string | undefined
}

/** Both waits are answers, not errors (RFC 8628, section 3.5). After `slow-down`, five seconds are added for good. */
export type DevicePoll =
  | { readonly kind: 'tokens'; readonly tokens: SsoTokens }
  | { readonly kind: 'pending' }
  | { readonly kind: 'slow-down' }

export interface IamTokens extends SsoTokens {
  readonly issuedTokenType: string | undefined
  readonly scope: readonly string[] | undefined
  readonly identityContext: string | undefined
}

/** A request in the region where the instance is at home. */
interface Regional {
  readonly region: string
}
interface Registered extends Regional {
  readonly registration: ClientRegistration
}
interface Abortable {
  readonly signal?: AbortSignal | undefined
}

/**
 * IAM Identity Center's OIDC service. All calls throw {@link UnavailableError}, {@link ProtocolError}
 * `response-malformed` and these refusals: `registration-invalid` (register anew, once), `access-denied`,
 * `invalid-request`.
 */
export interface SsoOidcClient {
  /** Base of the browser's authorize page and of all operations, by AWS's endpoint rules or an override. */
  baseUrl(region: string): URL
  /** A registration serves one flow only. `issuerUrl` is the resolved start URL; a device flow has none. */
  registerClient(
    request: Regional & {
      readonly clientName: string
      readonly scopes: readonly string[]
      readonly flow: 'authorization-code' | 'device'
      readonly issuerUrl?: string | undefined
    },
    options?: Abortable,
  ): Promise<ClientRegistration>
  startDeviceAuthorization(
    request: Registered & { readonly startUrl: string },
    options?: Abortable,
  ): Promise<DeviceAuthorization>
  /** @throws {@link SessionError} `sign-in-expired`. */
  redeemCode(
    request: Registered & {
      readonly code: string
      readonly redirectUri: string
      readonly codeVerifier: string
    },
    options?: Abortable,
  ): Promise<SsoTokens>
  /** @throws {@link SessionError} `sign-in-expired`, `sign-in-denied`. */
  pollDevice(request: Registered & { readonly deviceCode: string }, options?: Abortable): Promise<DevicePoll>
  /**
   * @throws {@link SessionError} `session-expired` when AWS has ended the session. `invalid-request` may mean the wrong
   * region.
   */
  refresh(request: Registered & { readonly refreshToken: string }, options?: Abortable): Promise<SsoTokens>
  /** For an application whose client is an IAM principal (operation CreateTokenWithIAM). */
  createTokenWithIam(
    request: Regional &
      Pick<Proofs['sigv4'], 'credentials'> & {
        /** The application's ARN. */
        readonly clientId: string
        readonly grant: rows.IamGrant
        readonly scope?: readonly string[]
      },
    options?: Abortable,
  ): Promise<IamTokens>
}

/** AWS matches a loopback redirect with any port (RFC 8252, section 7.3). */
const forBrowser = {
  grantTypes: ['authorization_code', 'refresh_token'],
  redirectUris: ['http://127.0.0.1/oauth/callback'],
}
/** Where AWS names no interval (RFC 8628, section 3.2). */
const usualIntervalInSeconds = 5

/** IAM Identity Center's OIDC service over these ports. `endpoints` are those of the service `sso-oidc`. */
export function ssoOidcClient(ports: RestJsonPorts): SsoOidcClient {
  const { call } = restJson(ports)
  const open = (region: string, { signal }: Abortable) => ({ region, proof: undefined, signal })
  const tokensOf = ({ accessToken, expiresIn, refreshToken }: rows.TokenReply): SsoTokens => ({
    accessToken,
    expiration: ports.serverTime.now() + expiresIn * 1000,
    refreshToken: refreshToken ?? undefined,
  })
  return {
    baseUrl: (region) => ports.endpoints({ region }),
    async registerClient({ region, clientName, scopes, flow, issuerUrl }, options = {}) {
      const metadata = flow === 'device' ? {} : { ...forBrowser, issuerUrl }
      const input = { clientName, scopes, ...metadata }
      const reply = await call(rows.registerClient, input, open(region, options))
      const { clientId, clientSecret, clientSecretExpiresAt } = reply
      return { clientId, clientSecret, expiresAt: clientSecretExpiresAt * 1000 }
    },
    async startDeviceAuthorization({ region, registration, startUrl }, options = {}) {
      const input = { ...registration, startUrl }
      const reply = await call(rows.startDeviceAuthorization, input, open(region, options))
      const { verificationUriComplete, expiresIn, interval, ...codes } = reply
      return {
        ...codes,
        ...(verificationUriComplete ? { verificationUriComplete } : {}),
        expiresInSeconds: expiresIn,
        intervalSeconds: Math.max(1, interval ?? usualIntervalInSeconds),
      }
    },
    async redeemCode({ region, registration, ...grant }, options = {}) {
      return tokensOf(await call(rows.redeemCode, { ...registration, ...grant }, open(region, options)))
    },
    async pollDevice({ region, registration, deviceCode }, options = {}) {
      const reply = await call(rows.pollDevice, { ...registration, deviceCode }, open(region, options))
      return typeof reply === 'string' ? { kind: reply } : { kind: 'tokens', tokens: tokensOf(reply) }
    },
    async refresh({ region, registration, refreshToken }, options = {}) {
      return tokensOf(await call(rows.refresh, { ...registration, refreshToken }, open(region, options)))
    },
    async createTokenWithIam({ region, credentials, clientId, grant, scope }, { signal } = {}) {
      const proof = { credentials, signingName: 'sso-oauth', region }
      const input = { clientId, ...grant, ...(scope ? { scope } : {}) }
      const reply = await call(rows.createTokenWithIam, input, { region, proof, signal })
      return {
        ...tokensOf(reply),
        issuedTokenType: reply.issuedTokenType ?? undefined,
        scope: reply.scope ?? undefined,
        identityContext: reply.awsAdditionalDetails?.identityContext ?? undefined,
      }
    },
  }
}
