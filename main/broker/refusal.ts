import type { ErrorCode } from '../../preload/contract/errors.ts'
import { RefusalError, SessionError } from '../kernel/errors.ts'

const ending: ReadonlySet<ErrorCode> = new Set(['session-expired', 'credentials-changed', 'invalid-request'])

/**
 * The code, when AWS's answer means that a refresh token is worth nothing any more: TOKEN_EXPIRED,
 * USER_CREDENTIALS_CHANGED, or INVALID_REQUEST of a ValidationException (a revoked token). Undefined for all else:
 * a fault, a throttle or a missing permission never ends a session (R17, R18, R20).
 */
export function endsSession(thrown: unknown): ErrorCode | undefined {
  const typed = thrown instanceof RefusalError || thrown instanceof SessionError
  return typed && ending.has(thrown.code) ? thrown.code : undefined
}
