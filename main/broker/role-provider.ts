import type { ServerTime } from '../aws/server-time.ts'
import type { SsoPortal } from '../aws/sso-portal.ts'
import { SessionError } from '../kernel/errors.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import type { AccessTokens } from './access-tokens.ts'
import type { RoleEntry } from './session-entry.ts'
import type { TakingProvider } from './taking-provider.ts'

/** One token that is refused, a refreshed one, and one more if another renewal came between. */
const mostTokens = 3

/**
 * The portal's operation GetRoleCredentials, with the access token of the role's session. Throws `session-expired` when AWS
 * does not take the newest access token either.
 */
export function roleProvider(needs: {
  readonly portal: Pick<SsoPortal, 'getRoleCredentials'>
  readonly accessTokens: Pick<AccessTokens, 'of' | 'inPlaceOf' | 'newerThan'>
  readonly serverTime: ServerTime
  readonly clock: Clock
}): TakingProvider<RoleEntry> {
  const { portal, accessTokens, serverTime, clock } = needs
  return {
    async take({ session, accountId, roleName }, { signal }) {
      let access = await accessTokens.of(session, signal)
      for (let tries = 1; ; tries += 1) {
        const since = clock.elapsed()
        try {
          const request = { ...access, accountId, roleName }
          const credentials = await portal.getRoleCredentials(request, { signal })
          // AWS names the moment of their end; how long that is from now is counted from the request.
          const renewedAt = serverTime.now() - (clock.elapsed() - since)
          return { credentials, renewedAt, lifeInMilliseconds: credentials.expiration - renewedAt, since }
        } catch (error) {
          if (!(error instanceof SessionError) || tries === mostTokens) throw error
          const { accessToken: refused } = access
          const newer =
            tries === 1
              ? await accessTokens.inPlaceOf(session, refused, signal)
              : accessTokens.newerThan(session, refused)
          if (!newer) throw error
          access = newer
        }
      }
    },
  }
}
