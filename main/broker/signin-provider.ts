/**
 * AWS Sign-In sessions: a refresh token that rotates with each use, bound to a DPoP key.
 *
 * @module
 */
import type { ServerTime } from '../aws/server-time.ts'
import type { SigninClient } from '../aws/signin.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import type { SignInSession } from '../vault/session-record.ts'
import { endsSession } from './refusal.ts'
import type { Renewal, SessionProvider } from './session-provider.ts'

/** Redeems refresh tokens (`CreateOAuth2Token`, grant `refresh_token`). */
export function signinProvider(needs: {
  readonly signin: SigninClient
  readonly serverTime: ServerTime
  readonly clock: Clock
}): SessionProvider<SignInSession> {
  const { signin, serverTime, clock } = needs

  async function redeem(
    session: SignInSession,
    refreshToken: string,
    signal: AbortSignal,
  ): Promise<Renewal<SignInSession>> {
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
      lifeInMilliseconds,
      since,
    }
  }

  return {
    async renew(session, { latest, signal }) {
      const tried = new Set<string>()
      let refusal: unknown
      let from = session
      let token: string | undefined = session.refreshToken
      while (token !== undefined) {
        tried.add(token)
        try {
          return await redeem(from, token, signal)
        } catch (error) {
          if (!endsSession(error)) throw error
          // What is told in the end is what AWS said of the token that should have been good.
          refusal ??= error
        }
        from = latest() ?? from
        token = [from.refreshToken, from.previousRefreshToken].find((other) => other && !tried.has(other))
      }
      throw refusal
    },
  }
}
