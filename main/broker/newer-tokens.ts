import type { SessionRecord } from '../vault/session-record.ts'
import type { Expiring } from './held-credentials.ts'
import type { Renewal, RenewalContext } from './session-provider.ts'

interface Refreshable {
  readonly refreshToken?: string | undefined
  readonly previousRefreshToken?: string | undefined
}

/**
 * Redeems the session's refresh token. Where AWS says that it is worth nothing, the tokens that the vault has meanwhile are
 * tried, then the one before (R20, R21): each once.
 *
 * @param ends - Whether what was thrown is AWS's word about the token.
 * @throws what AWS said of the token that should have been good, and anything that is no such word at once.
 */
export async function withNewerTokens<S extends SessionRecord & Refreshable, C extends Expiring>(
  session: S,
  { latest, signal }: RenewalContext<S>,
  redeem: (session: S, refreshToken: string, signal: AbortSignal) => Promise<Renewal<S, C>>,
  ends: (thrown: unknown) => boolean,
): Promise<Renewal<S, C>> {
  const tried = new Set<string>()
  let refusal: unknown
  let from = session
  let token = session.refreshToken
  while (token !== undefined) {
    tried.add(token)
    try {
      return await redeem(from, token, signal)
    } catch (error) {
      if (!ends(error)) throw error
      refusal ??= error
    }
    from = latest() ?? from
    token = [from.refreshToken, from.previousRefreshToken].find((other) => other && !tried.has(other))
  }
  throw refusal
}
