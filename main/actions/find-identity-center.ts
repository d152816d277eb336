import { InputError, SessionError } from '../kernel/errors.ts'
import type { IdentityCenterSession, SessionRecord } from '../vault/session-record.ts'

interface Sessions {
  readonly sessions: readonly (SessionRecord | IdentityCenterSession)[]
}

/**
 * The Identity Center session of that name or id; without a name the only one there is.
 *
 * @throws {@link SessionError} `session-missing` when there is none at all; {@link InputError} `request-malformed` when it
 * must be named, or another name is given.
 */
export function findIdentityCenter({ sessions }: Sessions, name: string | undefined): IdentityCenterSession {
  const known = sessions.filter((session) => session.kind === 'identity-center')
  if (known.length === 0) {
    throw new SessionError(
      'session-missing',
      'There is no sign-in to IAM Identity Center. Sign in first: signet help login',
    )
  }
  const names = known.map((session) => session.name).sort()
  const found = known.filter((session) => name === undefined || session.name === name || session.id === name)
  const [session] = found
  if (session && found.length === 1) return session
  const which = name === undefined ? 'Which session?' : 'There is no Identity Center session of that name.'
  throw new InputError('request-malformed', `${which} Name one with --session: ${names.join(', ')}.`, 'none')
}
