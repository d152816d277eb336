import type { AccessKeys } from '../access-keys.ts'
import type { StandInClock } from '../clock.ts'
import type { ReplayMemory } from '../dpop.ts'
import type { DpopNonces } from '../dpop-nonces.ts'
import type { ServiceModel } from '../model.ts'
import type { PendingRequests } from '../pending-requests.ts'
import type { Principals } from '../principals.ts'
import type { Mint } from '../secrets.ts'
import type { ConsoleGate } from '../signin-control/gate.ts'
import type { ExternalClients } from '../signin-oauth/external-clients.ts'
import type { OAuthTokens } from '../signin-oauth/tokens.ts'
import type { OpenAuthorizeRequest } from './authorize-request.ts'
import type { IdTokenIssuer } from './id-token.ts'
import type { SigninStore } from './store.ts'

/** What the authorize page answers without a person: a principal's key, `deny`, or nothing. */
export interface AutoApproval {
  answer: string | undefined
}

/** What Sign-In's handlers share. The regions share everything but the region. */
export interface SigninParts {
  readonly region: string
  readonly clock: StandInClock
  readonly keys: AccessKeys
  readonly principals: Principals
  readonly autoApproval: AutoApproval
  readonly pending: PendingRequests<OpenAuthorizeRequest>
  readonly store: SigninStore
  /** Asks the sign-in resource policies. */
  readonly gate: ConsoleGate
  readonly oauthTokens: OAuthTokens
  readonly externalClients: ExternalClients
  readonly mint: Mint
  readonly idTokens: IdTokenIssuer
  readonly replays: ReplayMemory
  readonly nonces: DpopNonces
  readonly model: ServiceModel | undefined
}
