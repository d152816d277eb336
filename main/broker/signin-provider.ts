/**
 * AWS Sign-In sessions: a refresh token that rotates with each use, bound to a DPoP key.
 *
 * @module
 */
import type { ServerTime } from '../aws/server-time.ts'
import type { SigninClient } from '../aws/signin.ts'
import type { AwsCredentialIdentity } from '../kernel/credentials.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import type { SignInSession } from '../vault/session-record.ts'
import { withNewerTokens } from './newer-tokens.ts'
import { endsSession } from './refusal.ts'
import type { Renewal, SessionProvider } from './session-provider.ts'

/** Redeems refresh tokens (`CreateOAuth2Token`, grant `refresh_token`). */
export function signinProvider(needs: {
  readonly signin: SigninClient
  readonly serverTime: ServerTime
  readonly clock: Clock
}): SessionProvider<SignInSession, AwsCredentialIdentity> {
  const { signin, serverTime, clock } = needs

  async function redeem(
    session: SignInSession,
    refreshToken: string,
    signal: AbortSignal,
  ): Promise<Renewal<SignInSession, AwsCredentialIdentity>> {
    const { clientId, region, dpopKey, accountId } = session
    const since = clock.elapsed()
    const tokens = await signin.createToken(
      { grantType: 'refresh_token', clientId, refreshToken },
      { key: dpopKey, region, signal },
    )
    // A machine can sleep while the reply is on its way: their life counts from the request, also for those who only see
    // the expiration, and for the process that reads it from the vault (P5).
    const renewedAt = serverTime.now() - (clock.elapsed() - since)
    const lifeInMilliseconds = tokens.expiresInSeconds * 1000
    const expiration = Math.min(tokens.expiration, renewedAt + lifeInMilliseconds)
    const credentials = { ...tokens.accessToken, expiration, accountId }
    return {
      session: {
        ...session,
        tokenType: tokens.tokenType,
        refreshToken: tokens.refreshToken,
        previousRefreshToken: refreshToken,
        credentials,
        renewedAt,
      },
      credentials,
      renewedAt,
      lifeInMilliseconds,
      since,
    }
  }

  return {
    renew: (session, context) =>
      withNewerTokens(session, context, redeem, (thrown) => endsSession(thrown) !== undefined),
  }
}
