import { InputError, SessionError } from '../../kernel/errors.ts'
import type { PortalSession } from './account-list.ts'

/**
 * The Identity Center session that is meant: the named one, or the only one.
 *
 * @param asked - Its name or its id.
 * @throws {@link InputError} `not-found` for an unknown name, `request-malformed` when there are several to choose from.
 * @throws {@link SessionError} `session-missing` when there is none at all.
 */
export function choosePortalSession<Session extends Pick<PortalSession, 'id' | 'name'>>(
  sessions: readonly Session[],
  asked: string | undefined,
): Session {
  const [first, ...others] = sessions
  if (!first) {
    throw new SessionError(
      'session-missing',
      'There is no IAM Identity Center session. Sign in first: signet login --sso --start-url URL --sso-region REGION',
    )
  }
  const names = sessions.map(({ name }) => name).sort()
  if (asked !== undefined) {
    const found = sessions.find(({ name }) => name === asked) ?? sessions.find(({ id }) => id === asked)
    if (found) return found
    const message = `There is no IAM Identity Center session "${asked}". There is: ${names.join(', ')}.`
    throw new InputError('not-found', message, 'none')
  }
  if (others.length === 0) return first
  throw new InputError(
    'request-malformed',
    `There are several IAM Identity Center sessions: ${names.join(', ')}. Name one: --session ${names[0]}`,
    'none',
  )
}
