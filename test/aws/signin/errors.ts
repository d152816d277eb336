import { type ExceptionWish, Refusal, type Reply } from '../service.ts'

/** An error of Sign-In: its type and status, and the codes it comes with. */
const errorTypes = {
  AccessDeniedException: {
    AUTHCODE_EXPIRED: 401,
    TOKEN_EXPIRED: 401,
    USER_CREDENTIALS_CHANGED: 403,
    INSUFFICIENT_PERMISSIONS: 403,
  },
  ValidationException: { INVALID_REQUEST: 400, use_dpop_nonce: 400 },
  ResourceNotFoundException: { RESOURCE_NOT_FOUND: 404 },
  ConflictException: { CONFLICT: 409 },
  ServiceQuotaExceededException: { SERVICE_QUOTA_EXCEEDED: 402 },
  InternalServerException: { server_error: 500 },
} as const

type ErrorType = keyof typeof errorTypes
export type SigninErrorCode = { [T in ErrorType]: keyof (typeof errorTypes)[T] }[ErrorType]

const typeOf = new Map<SigninErrorCode, readonly [ErrorType, number]>(
  Object.entries(errorTypes).flatMap(([type, codes]) =>
    Object.entries(codes).map(
      ([code, status]) => [code as SigninErrorCode, [type as ErrorType, status] as const] as const,
    ),
  ),
)

/** An error in the form of Sign-In's restJson. */
export function signinError(
  code: SigninErrorCode,
  message: string,
  more: {
    readonly status?: number
    readonly type?: string
    readonly headers?: Readonly<Record<string, string>>
  } = {},
): Reply {
  const [usualType, status] = typeOf.get(code) ?? (['InternalServerException', 500] as const)
  const type = more.type ?? usualType
  return {
    status: more.status ?? status,
    headers: { 'Content-Type': 'application/json', 'x-amzn-errortype': type, ...more.headers },
    body: JSON.stringify({ error: code, message }),
    outcome: `${type}/${code}`,
    reason: message,
  }
}

export function refuse(
  code: SigninErrorCode,
  message: string,
  more?: { readonly headers?: Readonly<Record<string, string>> },
): Refusal {
  return new Refusal(signinError(code, message, more))
}

/** What the service says of itself, where none of its operations was asked. */
export function signinRefusal(status: number, message: string): Reply {
  if (status === 404) return signinError('RESOURCE_NOT_FOUND', message)
  if (status === 500) return signinError('server_error', message)
  if (status === 429) return tooMany(message)
  return signinError('INVALID_REQUEST', message, { status })
}

/** An exception that the fault script asks for; the wish's `reason` is its `error` code, the usual one when left out. */
export function wishedException(name: string, wish: ExceptionWish): Reply | undefined {
  const message = wish.description ?? 'As the fault script says.'
  const reply = name === 'TooManyRequestsError' ? tooMany(message) : typed(name, wish.reason, message)
  if (!reply || wish.retryAfterInSeconds === undefined) return reply
  return { ...reply, headers: { ...reply.headers, 'Retry-After': String(wish.retryAfterInSeconds) } }
}

function typed(type: string, wanted: string | undefined, message: string): Reply | undefined {
  const codes = [...typeOf].filter(([, [each]]) => each === type).map(([code]) => code)
  // Of the codes of AccessDeniedException the last is the one of permissions.
  const code =
    wanted === undefined
      ? codes.findLast((each) => each !== 'use_dpop_nonce')
      : codes.find((each) => each === wanted)
  return code && signinError(code, message)
}

function tooMany(message: string): Reply {
  return signinError('INVALID_REQUEST', message, { status: 429, type: 'TooManyRequestsError' })
}
