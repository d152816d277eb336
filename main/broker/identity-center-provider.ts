/**
 * IAM Identity Center sessions: an access token for the portal, renewed by a refresh token.
 *
 * @module
 */
import type { ServerTime } from '../aws/server-time.ts'
import type { SsoOidcClient } from '../aws/sso-oidc.ts'
import { RefusalError, SessionError } from '../kernel/errors.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import type { IdentityCenterSession } from '../vault/session-record.ts'
import type { AccessToken } from './held-credentials.ts'
import { withNewerTokens } from './newer-tokens.ts'
import { endsRegistration, endsSession } from './refusal.ts'
import type { Renewal, SessionProvider } from './session-provider.ts'

/**
 * Redeems refresh tokens (`CreateToken`, grant `refresh_token`).
 *
 * A chain of refresh tokens belongs to the client that it began with, so a new registration cannot carry it on: AWS is
 * asked with the old one to its very end, and `registration-invalid` then means that the session lasts as long as its
 * access token. The 15 minutes before a registration's end are a matter of new sign-ins.
 *
 * Whether AWS takes the same refresh token again when its reply was lost is not documented for Identity Center. The client
 * asks again with it, because there is no other; when AWS then says that it is spent, the session has ended.
 */
export function identityCenterProvider(needs: {
  readonly ssoOidc: Pick<SsoOidcClient, 'refresh'>
  readonly serverTime: ServerTime
  readonly clock: Clock
}): SessionProvider<IdentityCenterSession, AccessToken> {
  const { ssoOidc, serverTime, clock } = needs

  async function redeem(
    session: IdentityCenterSession,
    refreshToken: string,
    signal: AbortSignal,
  ): Promise<Renewal<IdentityCenterSession, AccessToken>> {
    const { region, registrations, flow, previousRefreshToken: _, refreshToken: __, ...rest } = session
    const registration = registrations[flow]
    if (!registration) throw unregistered()
    const since = clock.elapsed()
    const tokens = await ssoOidc.refresh({ region, registration, refreshToken }, { signal })
    // The life counts from the request, as for AWS Sign-In: a machine can sleep while the reply is on its way.
    const now = serverTime.now()
    const renewedAt = now - (clock.elapsed() - since)
    const lifeInMilliseconds = tokens.expiration - now
    const expiration = renewedAt + lifeInMilliseconds
    return {
      session: {
        ...rest,
        region,
        registrations,
        flow,
        accessToken: tokens.accessToken,
        accessTokenExpiresAt: expiration,
        // A reply without a refresh token has used up the old one.
        ...(tokens.refreshToken === undefined
          ? {}
          : { refreshToken: tokens.refreshToken, previousRefreshToken: refreshToken }),
        renewedAt,
      },
      credentials: { accessToken: tokens.accessToken, expiration },
      renewedAt,
      lifeInMilliseconds,
      since,
    }
  }

  return {
    async renew(session, context) {
      if (session.refreshToken === undefined) throw notRenewable()
      return withNewerTokens(
        session,
        context,
        redeem,
        (thrown) => endsSession(thrown) !== undefined || endsRegistration(thrown),
      )
    },
  }
}

function unregistered(): RefusalError {
  return new RefusalError(
    'registration-invalid',
    'The session has no registration of this computer to be renewed with. Sign in again.',
    'sign-in',
  )
}

function notRenewable(): SessionError {
  return new SessionError('session-expired', 'AWS gave no refresh token for this session. Sign in again.')
}
