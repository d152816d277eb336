import type { Service } from '../service.ts'
import { authorize, confirm, decide } from './authorize.ts'
import { confirmationPath } from './authorize-request.ts'
import { signinError } from './errors.ts'
import type { SigninParts } from './parts.ts'
import { createToken } from './token.ts'

/** Sign-In's data plane in one region. */
export function signinService(parts: SigninParts): Service {
  return {
    routes: [
      {
        operation: 'authorize',
        method: 'GET',
        path: '/v1/authorize',
        handle: (request) => authorize(parts, request),
      },
      {
        operation: 'decision',
        method: 'POST',
        path: '/v1/authorize/decision',
        handle: (request) => decide(parts, request),
      },
      { operation: 'confirmation', method: 'GET', path: confirmationPath, handle: confirm },
      {
        operation: 'token',
        method: 'POST',
        path: '/v1/token',
        handle: (request) => createToken(parts, request),
      },
    ],
    refuse: (status, message) => {
      if (status === 404) return signinError('RESOURCE_NOT_FOUND', message)
      if (status === 500) return signinError('server_error', message)
      if (status === 429)
        return signinError('INVALID_REQUEST', message, { status, type: 'TooManyRequestsError' })
      return signinError('INVALID_REQUEST', message, { status })
    },
  }
}
