import { Refusal, type Reply } from '../service.ts'

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
