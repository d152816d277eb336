/**
 * AWS Sign-In's OAuth operations for IAM principals: bearer tokens for agents and services, a look at a token, its end.
 *
 * @module
 */
import { InputError } from '../kernel/errors.ts'
import { type Operation, type RestJsonPorts, restJson } from './rest-json.ts'
import type { SignedBy } from './signin-control-types.ts'
import {
  assertBearerDuration,
  assertIntrospectableToken,
  assertResource,
  assertRevocableToken,
} from './signin-inputs.ts'
import * as rows from './signin-oauth-operations.ts'

/** A token that whoever holds it may use (RFC 6750). */
export interface BearerToken {
  readonly accessToken: string
  /** When it ends, epoch milliseconds by AWS's clock. */
  readonly expiration: number
}

/** What AWS says of a token (RFC 7662). Texts are AWS's, shown and never judged. */
export type Introspection = { readonly active: false } | ActiveToken

/** Times are epoch milliseconds. */
export interface ActiveToken {
  readonly active: true
  readonly tokenType: string | undefined
  readonly clientId: string | undefined
  readonly userId: string | undefined
  /** The principal's ARN. */
  readonly subject: string | undefined
  readonly accountId: string | undefined
  /** What the token is good for. */
  readonly audience: readonly string[]
  readonly resource: string | undefined
  readonly issuer: string | undefined
  readonly tokenId: string | undefined
  readonly signinSession: string | undefined
  readonly issuedAt: number | undefined
  readonly notBefore: number | undefined
  readonly expiresAt: number | undefined
}

export type TokenKind = 'iam' | 'bearer'

/**
 * All calls throw {@link InputError} `resource-invalid`, `token-invalid` before anything is sent; then
 * {@link RefusalError} `insufficient-permissions`, `invalid-request`, `access-denied`; {@link SessionError},
 * {@link UnavailableError}, and {@link ProtocolError} `response-malformed`.
 */
export interface SigninOauth {
  /** Where tokens of this kind come from, by AWS's endpoint rules or an override. */
  baseUrl(kind: TokenKind, region: string): URL
  /** CreateOAuth2TokenWithIAM. Lives an hour, or as long as the caller's session where that is shorter. */
  issueToken(request: { readonly resource: string }, by: SignedBy): Promise<BearerToken>
  /** CreateBearerToken, known from documentation only. 300 to 43200 seconds; 12 hours where left out. */
  issueBearerToken(
    request: { readonly resource: string; readonly durationSeconds?: number | undefined },
    by: SignedBy,
  ): Promise<BearerToken>
  /** CreateOAuth2TokenWithTokenExchange, known from documentation only. */
  exchangeToken(request: rows.TokenExchange, by: SignedBy): Promise<BearerToken>
  /** A token that is unknown, over, or of another account is not active: AWS tells no more. */
  introspectToken(
    request: { readonly token: string; readonly tokenTypeHint?: rows.TokenTypeHint | undefined },
    by: SignedBy,
  ): Promise<Introspection>
  /** Ends a refresh token and all that come of it. A token that AWS does not know is no error. */
  revokeToken(request: { readonly token: string }, by: SignedBy): Promise<void>
}

/** The OAuth operations over these ports. `endpoints` are those of the service `signin`. */
export function signinOauth(ports: RestJsonPorts): SigninOauth {
  const { call } = restJson(ports)

  function ask<Input, Output>(
    operation: Operation<'sigv4', Input, Output>,
    input: Input,
    { credentials, region, signal }: SignedBy,
  ): Promise<Output> {
    return call(operation, input, { region, proof: { credentials, signingName: 'signin', region }, signal })
  }
  const tokenOf = ({ access_token: accessToken, expires_in: life }: rows.TokenReply): BearerToken => ({
    accessToken,
    expiration: ports.serverTime.now() + life * 1000,
  })

  return {
    baseUrl: (kind, region) => ports.endpoints({ region, kind: kind === 'iam' ? 'oauth' : 'data' }),
    async issueToken(request, by) {
      assertResource(request.resource)
      return tokenOf(await ask(rows.createTokenWithIam, request, by))
    },
    async issueBearerToken(request, by) {
      assertResource(request.resource)
      if (request.durationSeconds !== undefined) assertBearerDuration(request.durationSeconds)
      return tokenOf(await ask(rows.createBearerToken, request, by))
    },
    async exchangeToken(request, by) {
      assertExchange(request)
      return tokenOf(await ask(rows.createTokenWithTokenExchange, request, by))
    },
    async introspectToken(request, by) {
      assertIntrospectableToken(request.token)
      return introspectionOf(await ask(rows.introspectTokenWithIam, request, by))
    },
    async revokeToken(request, by) {
      assertRevocableToken(request.token)
      await ask(rows.revokeTokenWithIam, request, by)
    },
  }
}

function assertExchange({ subjectToken, resource, policyArns = [] }: rows.TokenExchange): void {
  assertResource(resource)
  if (!/^[\x21-\x7e]{4,20000}$/.test(subjectToken)) {
    throw new InputError(
      'token-invalid',
      'The token to exchange is a JWT: one line of 4 to 20000 characters.',
      'none',
    )
  }
  const scope = policyArns.join(' ')
  if (policyArns.some((arn) => !/^[\x21-\x7e]+$/.test(arn)) || scope.length > 4096) {
    throw new InputError(
      'request-malformed',
      'The scope is a list of ARNs of managed policies, 4096 characters in all.',
      'none',
    )
  }
}

/** An inactive token has no claims, whatever else came with it. */
function introspectionOf(reply: rows.IntrospectionReply): Introspection {
  if (!reply.active) return { active: false }
  const { aud } = reply
  return {
    active: true,
    tokenType: reply.token_type,
    clientId: reply.client_id,
    userId: reply.user_id,
    subject: reply.sub,
    accountId: reply.account_id,
    audience: aud === undefined ? [] : [aud].flat(),
    resource: reply.resource,
    issuer: reply.iss,
    tokenId: reply.jti,
    signinSession: reply.signin_session,
    issuedAt: inMilliseconds(reply.iat),
    notBefore: inMilliseconds(reply.nbf),
    expiresAt: inMilliseconds(reply.exp),
  }
}

function inMilliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000
}
