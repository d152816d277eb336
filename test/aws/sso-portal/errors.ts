import { type ExceptionWish, Refusal, type Reply } from '../service.ts'

/** The portal's exceptions. Two of them AWS's model does not have. */
const statuses = {
  ForbiddenException: 403,
  InternalServerException: 500,
  InvalidRequestException: 400,
  MethodNotAllowedException: 405,
  ResourceNotFoundException: 404,
  TooManyRequestsException: 429,
  UnauthorizedException: 401,
} as const

export type PortalException = keyof typeof statuses

/** An exception in the form of the portal: its type is in the body alone. */
export function portalError(
  name: PortalException,
  message: string,
  more: { readonly retryAfterSeconds?: number | undefined; readonly why?: string } = {},
): Reply {
  const { retryAfterSeconds, why } = more
  return {
    status: statuses[name],
    headers: {
      'Content-Type': 'application/json',
      ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }),
    },
    body: JSON.stringify({ message, __type: `com.amazonaws.switchboard.portal#${name}` }),
    outcome: name,
    reason: why ?? message,
  }
}

export function refuse(
  name: PortalException,
  message: string,
  more?: { readonly retryAfterSeconds?: number | undefined; readonly why?: string },
): Refusal {
  return new Refusal(portalError(name, message, more))
}

/** What the portal says of itself, where none of its operations was asked. */
export function portalRefusal(status: number, message: string): Reply {
  const name = Object.entries(statuses).find(([, each]) => each === status)?.[0]
  return { ...portalError(isException(name) ? name : 'InvalidRequestException', message), status }
}

/** An exception that the fault script asks for. */
export function wishedException(name: string, wish: ExceptionWish): Reply | undefined {
  if (!isException(name)) return undefined
  const message = wish.description ?? 'As the fault script says.'
  return portalError(name, message, { retryAfterSeconds: wish.retryAfterInSeconds })
}

function isException(name: string | undefined): name is PortalException {
  return name !== undefined && Object.hasOwn(statuses, name)
}
