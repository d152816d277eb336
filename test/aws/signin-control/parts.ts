import type { AccessKeys } from '../access-keys.ts'
import type { StandInClock } from '../clock.ts'
import type { ServiceModel } from '../model.ts'
import type { Principals } from '../principals.ts'
import type { PageTokens } from '../sso-portal/page-tokens.ts'
import type { ControlStore } from './store.ts'

/** What the control plane's handlers share. The regions share everything but the region. */
export interface ControlPlaneParts {
  readonly region: string
  readonly clock: StandInClock
  readonly keys: AccessKeys
  readonly principals: Principals
  readonly controlStore: ControlStore
  readonly statementPages: PageTokens
  readonly model: ServiceModel | undefined
}
