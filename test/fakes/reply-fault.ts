import { ProtocolError, RefusalError, UnavailableError } from '../../main/kernel/errors.ts'

/** What happens to a request. `lost`: AWS does its part, and the reply never arrives. `deaf`: nothing, not even an abort. */
export type ReplyFault =
  | 'none'
  | 'down'
  | 'lost'
  | 'throttled'
  | 'server-error'
  | 'malformed'
  | 'forbidden'
  | 'hang'
  | 'deaf'

/** What comes of a request in the place of its reply; undefined when that is not the fault's doing. */
export function errorOfFault(
  fault: ReplyFault,
  retryAfterSeconds: number | undefined,
  service = 'AWS',
): Error | undefined {
  if (fault === 'throttled')
    return new UnavailableError('throttled', `${service} is throttling.`, { retryAfterSeconds })
  if (fault === 'server-error') return new UnavailableError('server-error', `${service} has a fault.`)
  if (fault === 'malformed') return new ProtocolError('response-malformed', `${service} answered nonsense.`)
  // Without AWS's name on it: perhaps a proxy's.
  if (fault === 'forbidden') return new RefusalError('access-denied', 'a refusal without a name', 'sign-in')
  return undefined
}

export function networkDown(): UnavailableError {
  return new UnavailableError('network-down', 'AWS cannot be reached.')
}
