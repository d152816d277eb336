/**
 * What AWS Sign-In says about who signed in. The token comes straight from AWS over verified TLS, in the reply to our
 * own request, so its signature is not checked (OpenID Connect Core, section 3.1.3.7, point 6).
 *
 * @module
 */
import { decodeJwt } from 'jose'
import { ProtocolError } from '../kernel/errors.ts'

export interface Principal {
  /** Names the session in AWS's own files (`login_session`) and in ours. */
  readonly principalArn: string
  /** Twelve digits. */
  readonly accountId: string
}

// SECURITY: the ARN goes into a config file, file names and terminals, so nothing but printable ASCII gets through.
const principalArnPattern = /^arn:[a-z0-9-]+:[a-z0-9-]+:[a-z0-9-]*:(\d{12}):[\x21-\x7e]+$/
const longestArn = 2048

/**
 * The principal of an ID token.
 *
 * @param idToken - Untrusted.
 * @throws {@link ProtocolError} `id-token-malformed`
 */
export function principalOf(idToken: string): Principal {
  const principalArn = subjectOf(idToken)
  const accountId = principalArn && principalArnPattern.exec(principalArn)?.[1]
  if (principalArn === undefined || accountId === undefined) {
    throw new ProtocolError(
      'id-token-malformed',
      'AWS Sign-In did not say who signed in: its ID token names no principal. Nothing was saved. Sign in again.',
      'sign-in',
    )
  }
  return { principalArn, accountId }
}

function subjectOf(idToken: string): string | undefined {
  try {
    const { sub } = decodeJwt(idToken)
    return typeof sub === 'string' && sub.length <= longestArn ? sub : undefined
  } catch {
    // The decoder's reason could quote the token.
    return undefined
  }
}
