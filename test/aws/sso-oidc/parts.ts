import type { AccessKeys } from '../access-keys.ts'
import type { StandInClock } from '../clock.ts'
import type { Directory } from '../identity-center/directory.ts'
import type { IdentityCenterSettings } from '../identity-center/settings.ts'
import type { ServiceModel } from '../model.ts'
import type { PendingRequests } from '../pending-requests.ts'
import type { ConsoleGate } from '../signin-control/gate.ts'
import type { AuthorizeRequest } from './authorize-request.ts'
import type { Clients } from './clients.ts'
import type { Codes } from './codes.ts'
import type { DeviceAuthorization, DeviceCodes } from './device-codes.ts'
import type { Tokens } from './tokens.ts'

/** What answers the pages without a person: a user's key, `deny`, or nothing. */
export interface SsoAutoApproval {
  answer: string | undefined
}

/** What SSO OIDC's handlers share. The regions share everything but the region. */
export interface OidcParts {
  readonly region: string
  readonly clock: StandInClock
  readonly keys: AccessKeys
  readonly directory: Directory
  readonly settings: IdentityCenterSettings
  readonly autoApproval: SsoAutoApproval
  readonly clients: Clients
  readonly codes: Codes
  readonly deviceCodes: DeviceCodes
  readonly tokens: Tokens
  readonly pendingAuthorizations: PendingRequests<AuthorizeRequest>
  readonly pendingDevices: PendingRequests<DeviceAuthorization>
  readonly model: ServiceModel | undefined
  /** Asks the sign-in resource policies of the accounts. */
  readonly gate: ConsoleGate
  /** Base of SSO OIDC in another region, to send a client there. */
  endpointIn(region: string): string
}
