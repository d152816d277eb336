import type { StandInClock } from '../clock.ts'
import type { ReplayMemory } from '../dpop.ts'
import type { DpopNonces } from '../dpop-nonces.ts'
import type { ServiceModel } from '../model.ts'
import type { PendingRequests } from '../pending-requests.ts'
import type { Principals } from '../principals.ts'
import type { Mint } from '../secrets.ts'
import type { AuthorizeRequest } from './authorize-request.ts'
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
  readonly principals: Principals
  readonly autoApproval: AutoApproval
  readonly pending: PendingRequests<AuthorizeRequest>
  readonly store: SigninStore
  readonly mint: Mint
  readonly idTokens: IdTokenIssuer
  readonly replays: ReplayMemory
  readonly nonces: DpopNonces
  readonly model: ServiceModel | undefined
}
