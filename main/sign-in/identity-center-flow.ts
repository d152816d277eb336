/**
 * What the sign-ins to IAM Identity Center have in common: what they are asked, what they need and how they end.
 *
 * @module
 */
import type { SsoOidcClient } from '../aws/sso-oidc.ts'
import type { ResolvedStartUrl } from '../aws/start-url.ts'
import type {
  ClientRegistration,
  IdentityCenterFlow,
  IdentityCenterSession,
} from '../vault/session-record.ts'
import type { FlowReason } from './choose-flow.ts'
import type { SignInDeps } from './flow.ts'

export interface IdentityCenterRequest {
  readonly flow: IdentityCenterFlow
  /** Why this flow, for the person to be told. See `chooseFlow`. */
  readonly because?: FlowReason
  /** Of the session, as the person named it. */
  readonly name: string
  /** As configured; may be an address of the organisation's own that leads to AWS's. */
  readonly startUrl: string
  /** The instance's home as configured. */
  readonly region: string
  /** `sso:account:access` when left out. */
  readonly scopes?: readonly string[]
  /** The session of this name so far. Its registrations are used again where they still fit. */
  readonly former?: IdentityCenterSession
  /** False shows the address without starting a browser. True when left out. */
  readonly openBrowser?: boolean
  /** Ends the sign-in at any moment. */
  readonly signal?: AbortSignal
}

export interface IdentityCenterDeps
  extends Pick<SignInDeps, 'serverTime' | 'clock' | 'random' | 'browser' | 'redirectReceiver'> {
  readonly ssoOidc: Pick<
    SsoOidcClient,
    'baseUrl' | 'registerClient' | 'startDeviceAuthorization' | 'redeemCode' | 'pollDevice'
  >
  /** Of `aws/start-url.ts`, over ports. */
  readonly resolveStartUrl: (
    startUrl: string,
    options: { readonly signal?: AbortSignal | undefined },
  ) => Promise<ResolvedStartUrl>
}

export type IdentityCenterOutcome =
  | {
      readonly kind: 'signed-in'
      readonly session: IdentityCenterSession
      /** The region that was asked for, where the start URL names another: the session has that, the config should. */
      readonly movedFrom: string | undefined
    }
  /** The person turned away, or `signal` said so. Nothing has changed anywhere. */
  | { readonly kind: 'cancelled' }

/** The instance and the client that a flow runs with. */
export interface RegisteredClient {
  /** The instance's home. */
  readonly region: string
  /** Resolved. */
  readonly startUrl: string
  readonly scopes: readonly string[]
  readonly registration: ClientRegistration
}
