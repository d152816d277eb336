import type { User } from '../identity-center/directory.ts'
import { type Received, single } from '../service.ts'
import type { AccessToken } from '../sso-oidc/tokens.ts'
import { refuse } from './errors.ts'
import type { PortalParts } from './parts.ts'

/** A call to the portal by somebody known, with its query. */
export interface PortalCall {
  readonly token: AccessToken
  readonly user: User
  /** A parameter that must be there. */
  required(name: string): string
  optional(name: string): string | undefined
}

const accountScope = 'sso:account:access'

/** @throws Refusal unless the call has a good token, is one the quota has room for, and has these parameters at most. */
export function readCall(parts: PortalParts, request: Received, names: readonly string[]): PortalCall {
  if (request.body.length > 0) throw refuse('MethodNotAllowedException', 'This call takes no body.')
  const token = bearerOf(parts, request)
  parts.limits.admit(token.session.instance)
  const query = new URLSearchParams(request.query)
  for (const name of query.keys()) {
    if (!names.includes(name)) throw invalid(`The parameter ${name} is not known.`)
  }
  const optional = (name: string): string | undefined => {
    const values = query.getAll(name)
    if (values.length > 1) throw invalid(`The parameter ${name} is there twice.`)
    return values[0]
  }
  return {
    token,
    user: token.session.user,
    optional,
    required: (name) => {
      const value = optional(name)
      if (value) return value
      throw invalid(`The parameter ${name} is missing.`)
    },
  }
}

function bearerOf(parts: PortalParts, request: Received): AccessToken {
  const token = parts.tokens.find(single(request, 'x-amz-sso_bearer_token') ?? '')
  if (token?.session.instance.region !== parts.region) {
    throw refuse('UnauthorizedException', 'Session token not found or invalid')
  }
  const { legacy, scopes } = token.holder
  if (!legacy && !scopes.includes(accountScope)) {
    throw refuse('ForbiddenException', 'No access', { why: `without ${accountScope}` })
  }
  return token
}

function invalid(message: string): Error {
  return refuse('InvalidRequestException', message)
}
