/**
 * Ends a session of AWS Sign-In at AWS, with the session's own credentials, where AWS has a call for it.
 *
 * @module
 */
import { inWords } from '../../../preload/contract/said-forms.ts'
import { isRevocableToken } from '../../aws/signin-inputs.ts'
import type { SigninOauth } from '../../aws/signin-oauth.ts'
import type { Grants } from '../../broker/grants.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { SignInSession } from '../../vault/session-record.ts'
import type { Vault } from '../../vault/vault.ts'

export interface Revocation {
  readonly isRevoked: boolean
  /** Why not, in words for the person; null when it was. */
  readonly why: string | null
}

/** Never fails for a reason of AWS's or the network's: whoever signs out is signed out here all the same. */
export type RevokeSession = (
  session: SignInSession,
  prompts: Prompts,
  signal: AbortSignal,
) => Promise<Revocation>

export interface RevokeSessionDependencies {
  readonly oauth: () => Promise<Pick<SigninOauth, 'revokeToken'>>
  readonly grants: Pick<Grants, 'issue'>
  readonly vault: Pick<Vault, 'contents'>
}

export function revokeSession({ oauth, grants, vault }: RevokeSessionDependencies): RevokeSession {
  async function revoke(
    session: SignInSession,
    prompts: Prompts,
    signal: AbortSignal,
  ): Promise<string | null> {
    if (session.ended) return inWords('signed-out-before')
    const profile = profileOf(vault, session.id)
    if (profile === undefined) return inWords('signed-out-no-profile')
    if (!isRevocableToken(session.refreshToken)) return unknownForm
    const { credentials } = await grants.issue({ profile, channel: 'token', prompts, signal })
    // The credentials may have come with a new refresh token.
    const token = newestToken(vault, session)
    if (!isRevocableToken(token)) return unknownForm
    await (await oauth()).revokeToken({ token }, { credentials, region: session.region, signal })
    return null
  }
  return async (session, prompts, signal) => {
    try {
      const why = await revoke(session, prompts, signal)
      return { isRevoked: why === null, why }
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown
      return { isRevoked: false, why: thrown.message }
    }
  }
}

const unknownForm = inWords('signed-out-other-token')

function profileOf(vault: Pick<Vault, 'contents'>, sessionId: string): string | undefined {
  // Not one of a role that is assumed from it: the principal of the session is asked for.
  const { profiles } = vault.contents()
  const bound = Object.entries(profiles).filter(([, { session }]) => session === sessionId)
  return bound.map(([name]) => name).sort()[0]
}

function newestToken(vault: Pick<Vault, 'contents'>, session: SignInSession): string {
  const now = vault.contents().sessions.find(({ id }) => id === session.id)
  return now?.kind === 'signin' ? now.refreshToken : session.refreshToken
}
