/**
 * The errors of the house. Six kinds, told apart by class; what a person can do is the `remedy`.
 *
 * Not errors: a cancelled flow, `authorization_pending`, nothing stored. Those are states or `undefined`.
 * Wrap once per boundary, with `cause`. A message uses public values only: it is shown, logged and sent to tools.
 *
 * @module
 */
import type { ErrorCode, ErrorView, Remedy } from '../../preload/contract/errors.ts'

export abstract class AppError extends Error {
  readonly code: ErrorCode
  readonly remedy: Remedy

  constructor(code: ErrorCode, message: string, remedy: Remedy, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = new.target.name
    this.code = code
    this.remedy = remedy
  }
}

/** The request, an argument or a file is not as it must be. */
export class InputError extends AppError {
  constructor(code: ErrorCode, message: string, remedy: Remedy = 'fix-config', cause?: unknown) {
    super(code, message, remedy, cause)
  }
}

/** A peer broke the specification. */
export class ProtocolError extends AppError {
  constructor(code: ErrorCode, message: string, remedy: Remedy = 'none', cause?: unknown) {
    super(code, message, remedy, cause)
  }
}

/** A peer or a person said no. */
export class RefusalError extends AppError {
  constructor(code: ErrorCode, message: string, remedy: Remedy = 'none', cause?: unknown) {
    super(code, message, remedy, cause)
  }
}

/** There is no session, or AWS has ended it. */
export class SessionError extends AppError {
  constructor(code: ErrorCode, message: string, remedy: Remedy = 'sign-in', cause?: unknown) {
    super(code, message, remedy, cause)
  }
}

/** The vault or its key cannot be had. */
export class VaultError extends AppError {
  constructor(code: ErrorCode, message: string, remedy: Remedy = 'none', cause?: unknown) {
    super(code, message, remedy, cause)
  }
}

/** Nothing is wrong but the moment: network, throttling, a server's fault. Says nothing about the session. */
export class UnavailableError extends AppError {
  /** What the peer asked us to wait (`Retry-After`), where it did. */
  readonly retryAfterSeconds: number | undefined

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; retryAfterSeconds?: number | undefined } = {},
  ) {
    super(code, message, 'retry', options.cause)
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

/** What may be shown of anything that was thrown. A programmer's mistake is shown as `internal`, without its text. */
export function errorView(thrown: unknown): ErrorView {
  if (thrown instanceof AppError) return { code: thrown.code, message: thrown.message, remedy: thrown.remedy }
  return { code: 'internal', message: 'Signet made a mistake. The agent log has the place.', remedy: 'none' }
}
