import type { SigninTokens } from '../aws/signin.ts'
import { ProtocolError } from '../kernel/errors.ts'
import { principalOf } from '../oauth/id-token.ts'
import type { SignInSession } from '../vault/session-record.ts'
import type { OnStep, SignInDeps, SignInOutcome, SignInRequest } from './flow.ts'
import type { SignInSecrets } from './secrets.ts'

/** A confirmed sign-in, as it came back from the browser. */
export interface Confirmation {
  readonly code: string
  readonly clientId: string
  /** The very one that the browser was sent with. */
  readonly redirectUri: string
  readonly secrets: SignInSecrets
}

/**
 * The last leg of every flow: the code for tokens, and the tokens as a session.
 * An abort before AWS has answered is a cancel; once it has answered, the session is there and is handed over.
 */
export async function exchange(
  { code, clientId, redirectUri, secrets }: Confirmation,
  { region, signal }: SignInRequest,
  deps: SignInDeps,
  onStep: OnStep,
): Promise<SignInOutcome> {
  if (signal?.aborted) return { kind: 'cancelled' }
  onStep({ kind: 'exchanging' })
  const { pkce, dpopKey } = secrets
  const { clock, serverTime } = deps
  const since = clock.elapsed()
  let tokens: SigninTokens
  try {
    tokens = await deps.signin.createToken(
      { grantType: 'authorization_code', clientId, code, codeVerifier: pkce.codeVerifier, redirectUri },
      { key: dpopKey, region, ...(signal ? { signal } : {}) },
    )
  } catch (error) {
    if (signal?.aborted) return { kind: 'cancelled' }
    throw error
  }
  // A machine can sleep while the reply is on its way: the credentials' life counts from the request (P5).
  const now = serverTime.now() - (clock.elapsed() - since)
  const session = sessionOf(tokens, { clientId, region, dpopKey, now })
  onStep({ kind: 'signed-in', principalArn: session.principalArn, accountId: session.accountId })
  return { kind: 'signed-in', session }
}

function sessionOf(
  tokens: SigninTokens,
  { now, ...origin }: Pick<SignInSession, 'clientId' | 'region' | 'dpopKey'> & { readonly now: number },
): SignInSession {
  if (tokens.idToken === undefined) {
    throw new ProtocolError(
      'id-token-malformed',
      'AWS Sign-In did not say who signed in: its reply has no ID token. Nothing was saved. Sign in again.',
      'sign-in',
    )
  }
  const { principalArn, accountId } = principalOf(tokens.idToken)
  const { tokenType, refreshToken, accessToken } = tokens
  const expiration = Math.min(tokens.expiration, now + tokens.expiresInSeconds * 1000)
  return {
    kind: 'signin',
    id: principalArn,
    principalArn,
    accountId,
    ...origin,
    tokenType,
    refreshToken,
    credentials: { ...accessToken, expiration, accountId },
    signedInAt: now,
    renewedAt: now,
  }
}
