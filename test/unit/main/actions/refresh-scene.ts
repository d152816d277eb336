import { SessionError, UnavailableError } from '../../../../main/kernel/errors.ts'
import { settle } from '../../../fakes/fake-clock.ts'
import type { Organisation } from '../../../fakes/fake-portal.ts'

export const expired = () => new SessionError('session-expired', 'The session has ended. Sign in again.')
export const throttled = () => new UnavailableError('throttled', 'Too many requests.')

/** Roles by account, as the portal has them. */
export const asRoles = (org: Organisation) => Object.fromEntries(org)

export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await settle()
}
