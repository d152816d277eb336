import { UnavailableError } from '../kernel/errors.ts'

/** Whether AWS was not reached, or not in time: it has said nothing. */
export function isOfNetwork(error: unknown): boolean {
  if (!(error instanceof UnavailableError)) return false
  return error.code === 'network-down' || error.code === 'timed-out'
}
