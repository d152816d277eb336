/**
 * AWS Sign-In sessions: a refresh token that rotates with each use, bound to a DPoP key.
 *
 * @module
 */
import type { ServerTime } from '../aws/server-time.ts'
import type { SigninClient } from '../aws/signin.ts'
import type { SignInSession } from '../vault/session-record.ts'
import { endsSession } from './refusal.ts'
import type { Renewal, SessionProvider } from './session-provider.ts'

/** Redeems refresh tokens (`CreateOAuth2Token`, grant `refresh_token`). */
export function signinProvider(needs: {
  readonly signin: SigninClient
  readonly serverTime: ServerTime
}): SessionProvider<SignInSession> {
  const { signin, serverTime } = needs

  async function redeem(
    session: SignInSession,
    refreshToken: string,
    signal: AbortSignal,
  ): Promise<Renewal<SignInSession>> {
    const { clientId, region, dpopKey } = session
    const tokens = await signin.createToken(
      { grantType: 'refresh_token', clientId, refreshToken },
      { key: dpopKey, region, signal },
    )
    const credentials = {
      ...tokens.accessToken,
      expiration: tokens.expiration,
      accountId: session.accountId,
    }
    return {
      session: {
        ...session,
        tokenType: tokens.tokenType,
        refreshToken: tokens.refreshToken,
        previousRefreshToken: refreshToken,
        credentials,
        renewedAt: serverTime.now(),
      },
      credentials,
      lifeInMilliseconds: tokens.expiresInSeconds * 1000,
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
