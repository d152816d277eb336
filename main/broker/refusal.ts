import type { ErrorCode } from '../../preload/contract/errors.ts'
import { RefusalError, SessionError } from '../kernel/errors.ts'

const ending: ReadonlySet<ErrorCode> = new Set(['session-expired', 'credentials-changed', 'invalid-request'])

/**
 * The code, when AWS's answer means that a refresh token is worth nothing any more: TOKEN_EXPIRED,
 * USER_CREDENTIALS_CHANGED, InvalidGrantException, or an invalid request that AWS has named as one (a revoked token, or one
 * of another region), so that signing in again is the remedy. Undefined for all else: a fault, a throttle, a missing
 * permission or a refusal without a name never ends a session (R17, R18, R20).
 */
export function endsSession(thrown: unknown): ErrorCode | undefined {
  const isTyped = thrown instanceof RefusalError || thrown instanceof SessionError
  return isTyped && thrown.remedy === 'sign-in' && ending.has(thrown.code) ? thrown.code : undefined
}

/** Whether AWS does not know the client any more that a refresh token belongs to: what lives, lives on to its end. */
export function endsRegistration(thrown: unknown): boolean {
  return thrown instanceof RefusalError && thrown.code === 'registration-invalid'
}
