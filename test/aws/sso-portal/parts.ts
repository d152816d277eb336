import type { AccessKeys } from '../access-keys.ts'
import type { StandInClock } from '../clock.ts'
import type { Directory } from '../identity-center/directory.ts'
import type { IdentityCenterSettings } from '../identity-center/settings.ts'
import type { Tokens } from '../sso-oidc/tokens.ts'
import type { Limits } from './limits.ts'
import type { PageTokens } from './page-tokens.ts'

/** What the portal's handlers share. The regions share everything but the region. */
export interface PortalParts {
  readonly region: string
  readonly clock: StandInClock
  readonly keys: AccessKeys
  readonly directory: Directory
  readonly settings: IdentityCenterSettings
  readonly tokens: Tokens
  readonly limits: Limits
  readonly pageTokens: PageTokens
}
