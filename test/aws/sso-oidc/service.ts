import type { Service } from '../service.ts'
import { authorize, decide } from './authorize.ts'
import { decideDevice, showDevice, startDeviceAuthorization } from './device.ts'
import { oidcRefusal, wishedException } from './errors.ts'
import type { OidcParts } from './parts.ts'
import { registerClient } from './register-client.ts'
import { createToken } from './token.ts'
import { createTokenWithIam } from './token-with-iam.ts'

/** SSO OIDC in one region, with the pages a person sees. */
export function oidcService(parts: OidcParts): Service {
  return {
    routes: [
      {
        operation: 'register-client',
        method: 'POST',
        path: '/client/register',
        handle: (request) => registerClient(parts, request),
      },
      {
        operation: 'start-device-authorization',
        method: 'POST',
        path: '/device_authorization',
        handle: (request) => startDeviceAuthorization(parts, request),
      },
      {
        operation: 'create-token',
        method: 'POST',
        path: '/token',
        handle: (request) => createToken(parts, request),
      },
      {
        operation: 'create-token-with-iam',
        method: 'POST',
        path: '/token',
        query: 'aws_iam=t',
        handle: (request) => createTokenWithIam(parts, request),
      },
      {
        operation: 'sso-authorize',
        method: 'GET',
        path: '/authorize',
        handle: (request) => authorize(parts, request),
      },
      {
        operation: 'sso-decision',
        method: 'POST',
        path: '/authorize/decision',
        handle: (request) => decide(parts, request),
      },
      {
        operation: 'device-page',
        method: 'GET',
        path: '/device',
        handle: (request) => showDevice(parts, request),
      },
      {
        operation: 'device-decision',
        method: 'POST',
        path: '/device/decision',
        handle: (request) => decideDevice(parts, request),
      },
    ],
    refuse: oidcRefusal,
    exception: wishedException,
  }
}
