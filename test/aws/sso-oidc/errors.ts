import { type ExceptionWish, Refusal, type Reply } from '../service.ts'

/** The exceptions of SSO OIDC: the OAuth error each one is, and its status. */
const exceptions = {
  AccessDeniedException: ['access_denied', 400],
  AuthorizationPendingException: ['authorization_pending', 400],
  ExpiredTokenException: ['expired_token', 400],
  InternalServerException: ['server_error', 500],
  InvalidClientException: ['invalid_client', 401],
  InvalidClientMetadataException: ['invalid_client_metadata', 400],
  InvalidGrantException: ['invalid_grant', 400],
  InvalidRedirectUriException: ['invalid_redirect_uri', 400],
  InvalidRequestException: ['invalid_request', 400],
  InvalidRequestRegionException: ['invalid_request', 400],
  InvalidScopeException: ['invalid_scope', 400],
  SlowDownException: ['slow_down', 400],
  UnauthorizedClientException: ['unauthorized_client', 400],
  UnsupportedGrantTypeException: ['unsupported_grant_type', 400],
} as const

export type OidcException = keyof typeof exceptions

/** What AWS writes after the type in its header. */
const typeSuffix = ':http://internal.amazon.com/coral/com.amazonaws.sso.oidc/'

/** An exception in the form of SSO OIDC. */
export function oidcError(
  name: OidcException,
  description: string,
  members: Readonly<Record<string, string>> = {},
): Reply {
  const [error, status] = exceptions[name]
  return errorReply({ type: name, status, error, description, members })
}

export function refuse(
  name: OidcException,
  description: string,
  members?: Readonly<Record<string, string>>,
): Refusal {
  return new Refusal(oidcError(name, description, members))
}

/** What the service says of itself, where none of its operations was asked. */
export function oidcRefusal(status: number, message: string): Reply {
  if (status === 500) return oidcError('InternalServerException', message)
  const type = status === 429 ? 'TooManyRequestsException' : 'InvalidRequestException'
  const error = status === 429 ? 'too_many_requests' : 'invalid_request'
  return errorReply({ type, status, error, description: message, members: {} })
}

/** An exception that the fault script asks for. */
export function wishedException(name: string, wish: ExceptionWish): Reply | undefined {
  if (!isException(name)) return undefined
  const members = wish.reason === undefined ? {} : { reason: wish.reason }
  const reply = oidcError(name, wish.description ?? 'As the fault script says.', members)
  if (wish.retryAfterInSeconds === undefined) return reply
  return { ...reply, headers: { ...reply.headers, 'Retry-After': String(wish.retryAfterInSeconds) } }
}

function isException(name: string): name is OidcException {
  return Object.hasOwn(exceptions, name)
}

function errorReply(parts: {
  readonly type: string
  readonly status: number
  readonly error: string
  readonly description: string
  readonly members: Readonly<Record<string, string>>
}): Reply {
  const { type, status, error, description, members } = parts
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'x-amzn-ErrorType': `${type}${typeSuffix}` },
    body: JSON.stringify({ error, error_description: description, ...members }),
    outcome: type,
    reason: description,
  }
}
