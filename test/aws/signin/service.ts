import type { Received, Reply, Route, Service } from '../service.ts'
import { registerPublicClient } from '../signin-oauth/external.ts'
import { createBearerToken, createTokenWithIam, introspect, revoke } from '../signin-oauth/iam.ts'
import { exchangeToken } from '../signin-oauth/token-exchange.ts'
import { authorize, confirm, decide } from './authorize.ts'
import { confirmationPath } from './authorize-request.ts'
import { signinRefusal, wishedException } from './errors.ts'
import type { SigninParts } from './parts.ts'
import { createToken } from './token.ts'

/** Sign-In's data plane in one region, and its OAuth operations, which AWS has on a host of their own. */
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
      ...oauthRoutes(parts),
    ],
    refuse: signinRefusal,
    exception: wishedException,
  }
}

const withIam = 'x-amz-client-auth-method=iam'

/** Told apart from the plain token route by their query. */
function oauthRoutes(parts: SigninParts): readonly Route[] {
  const route = (
    operation: Route['operation'],
    path: string,
    query: string | undefined,
    handle: (parts: SigninParts, request: Received) => Reply,
  ): Route => ({
    ...{ operation, method: 'POST', path },
    ...(query === undefined ? {} : { query }),
    handle: (request) => handle(parts, request),
  })
  return [
    route('token-with-iam', '/v1/token', withIam, createTokenWithIam),
    route('introspect-token', '/v1/introspect', withIam, introspect),
    route('revoke-token', '/v1/revoke', withIam, revoke),
    route('bearer-token', '/v1/token', 'x-amz-token-request-type=bearer', createBearerToken),
    route('token-exchange', '/v1/token', 'x-amz-oauth-token-method=token-exchange', exchangeToken),
    route('register-public-client', '/v1/register', undefined, registerPublicClient),
  ]
}
