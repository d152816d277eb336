import type { Operation, Received, Reply, Service } from '../service.ts'
import { signinRefusal, wishedException } from '../signin/errors.ts'
import { documented } from './call.ts'
import { consoleAuthorization } from './console-authorization.ts'
import type { ControlPlaneParts } from './parts.ts'
import { deleteStatement, getPolicy, listStatements, putStatement } from './permission-statements.ts'

type Handle = (parts: ControlPlaneParts, request: Received) => Reply

const handlers: readonly (readonly [Operation, path: string, Handle])[] = [
  [
    'put-console-authorization',
    '/put-console-authorization-configuration',
    (parts, request) => consoleAuthorization(parts, request, 'Put'),
  ],
  [
    'get-console-authorization',
    '/get-console-authorization-configuration',
    (parts, request) => consoleAuthorization(parts, request, 'Get'),
  ],
  [
    'delete-console-authorization',
    '/delete-console-authorization-configuration',
    (parts, request) => consoleAuthorization(parts, request, 'Delete'),
  ],
  ['put-permission-statement', '/put-resource-permission-statement', putStatement],
  ['delete-permission-statement', '/delete-resource-permission-statement', deleteStatement],
  ['list-permission-statements', '/list-resource-permission-statements', listStatements],
  ['get-resource-policy', '/get-resource-policy', getPolicy],
]

/** Sign-In's control plane in one region. */
export function signinControlService(parts: ControlPlaneParts): Service {
  const { settings } = parts.controlStore
  return {
    routes: handlers.map(([operation, path, handle]) => ({
      operation,
      method: 'POST',
      path,
      handle: (request) => handle(parts, request),
    })),
    refuse: (status, message) => documented(settings, signinRefusal(status, message)),
    exception: (name, more) => {
      const reply = wishedException(name, more)
      return reply && documented(settings, reply)
    },
  }
}
