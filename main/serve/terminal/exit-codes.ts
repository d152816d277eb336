import type { ErrorCode, Remedy } from '../../../preload/contract/errors.ts'

/** Exit codes of every verb, as the help and the README give them. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  signIn: 3,
  unlock: 4,
  unavailable: 5,
  cancelled: 130,
} as const

/** The exit code for an error: what a script can do about it. */
export function exitCodeFor(error: { readonly code: ErrorCode; readonly remedy: Remedy }): number {
  if (error.code === 'request-malformed') return exitCodes.usage
  if (error.remedy === 'sign-in') return exitCodes.signIn
  if (error.remedy === 'unlock') return exitCodes.unlock
  if (error.remedy === 'retry') return exitCodes.unavailable
  return exitCodes.failed
}
