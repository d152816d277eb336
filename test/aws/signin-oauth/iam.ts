/**
 * OAuth with IAM: tokens for a resource, asked for, looked at and ended with AWS credentials.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7662 RFC 7662, token introspection}
 * @see {@link https://www.rfc-editor.org/rfc/rfc7009 RFC 7009, token revocation}
 * @module
 */
import type { AccessKey } from '../access-keys.ts'
import { type BodyForm, type JsonBody, jsonBody, textForm } from '../json-body.ts'
import { type Action, accountId } from '../principals.ts'
import type { Received, Reply } from '../service.ts'
import { signedCaller } from '../signed-caller.ts'
import { refuse } from '../signin/errors.ts'
import type { SigninParts } from '../signin/parts.ts'
import { sessionArn } from './tokens.ts'

/** Of every client that asks with credentials alone. */
export const sigv4Client = 'arn:aws:signin:::client-credentials/sigv4'
const mostSeconds = 3600
const resource = textForm(/^.{1,2048}$/s)

/** `CreateOAuth2TokenWithIAM` */
export function createTokenWithIam(parts: SigninParts, request: Received): Reply {
  const { body, caller } = signedCall(parts, request, 'signin:CreateOAuth2Token', {
    name: 'CreateOAuth2TokenWithIAM',
    members: { grant_type: textForm(/^client_credentials$/), resource },
    required: ['grant_type', 'resource'],
  })
  const left = Math.floor((caller.expiresAt - parts.clock.now()) / 1000)
  return issued(parts, caller, body, Math.max(1, Math.min(mostSeconds, left)))
}

/** `CreateBearerToken`, which is known from documentation alone. */
export function createBearerToken(parts: SigninParts, request: Received): Reply {
  const { body, caller } = signedCall(parts, request, 'signin:CreateOAuth2Token', {
    name: undefined,
    members: {
      grant_type: textForm(/^client_credentials$/),
      resource,
      duration: (value) => Number.isInteger(value) && Number(value) >= 300 && Number(value) <= 43_200,
    },
    required: ['grant_type', 'resource'],
  })
  return issued(parts, caller, body, Number(body.duration ?? 43_200))
}

/** `IntrospectOAuth2TokenWithIAM`. Unknown, ended and other accounts' tokens are told apart by nothing. */
export function introspect(parts: SigninParts, request: Received): Reply {
  const { body, caller } = signedCall(parts, request, 'signin:IntrospectOAuth2Token', {
    name: 'IntrospectOAuth2TokenWithIAM',
    members: {
      token: textForm(/^ASO[AR][A-Za-z0-9+/=_-]+$/, 4096),
      token_type_hint: textForm(/^(?:access_token|refresh_token)$/),
    },
    required: ['token'],
  })
  const claims = claimsOf(parts, String(body.token))
  const isOwn = claims?.account_id === accountId(caller.principal)
  return oauthReply(
    claims && isOwn ? { active: true, ...claims } : { active: false },
    isOwn ? 'ok' : 'ok:inactive',
  )
}

/** `RevokeOAuth2TokenWithIAM`: ends the whole chain. What is not there to end is ended already. */
export function revoke(parts: SigninParts, request: Received): Reply {
  const { body, caller } = signedCall(parts, request, 'signin:RevokeOAuth2Token', {
    name: 'RevokeOAuth2TokenWithIAM',
    members: { token: textForm(/^ASOR[A-Za-z0-9+/=_-]+$/, 4096) },
    required: ['token'],
  })
  const account = accountId(caller.principal)
  const token = parts.oauthTokens.find(String(body.token))
  const isOwn = token?.kind === 'refresh_token' && accountId(token.chain.principal) === account
  if (token && isOwn) token.chain.revoked = true
  const ended = isOwn || parts.store.revoke(String(body.token), account)
  return { status: 200, headers: {}, body: '', outcome: ended ? 'ok' : 'ok:nothing' }
}

export function oauthReply(members: Readonly<Record<string, unknown>>, outcome = 'ok'): Reply {
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }
  return { status: 200, headers, body: JSON.stringify(members), outcome }
}

export function mustBeAllowed(parts: SigninParts, { principal }: AccessKey, action: Action): void {
  if (parts.principals.may(principal, action)) return
  throw refuse('INSUFFICIENT_PERMISSIONS', `User: ${principal.arn} is not authorized to perform: ${action}`)
}

export function invalidRequest(words: string): Error {
  return refuse('INVALID_REQUEST', words)
}

function signedCall(
  parts: SigninParts,
  request: Received,
  action: Action,
  form: BodyForm,
): { readonly caller: AccessKey; readonly body: JsonBody } {
  const caller = signedCaller(parts, request, 'signin')
  const body = jsonBody(request, form, parts.model, invalidRequest)
  mustBeAllowed(parts, caller, action)
  return { caller, body }
}

function issued(parts: SigninParts, { principal }: AccessKey, body: JsonBody, seconds: number): Reply {
  const chain = parts.oauthTokens.begin({
    ...{ clientId: sigv4Client, principal, region: parts.region },
    resource: String(body.resource),
  })
  const { value } = parts.oauthTokens.issue(chain, 'access_token', seconds)
  return oauthReply({ access_token: value, token_type: 'Bearer', expires_in: seconds })
}

function claimsOf(parts: SigninParts, value: string): Readonly<Record<string, unknown>> | undefined {
  const token = parts.oauthTokens.find(value)
  if (!token) return devtoolsClaims(parts, value)
  if (!parts.oauthTokens.isActive(token)) return undefined
  const { chain, expiresAt, id, issuedAt, kind } = token
  const forResource = kind === 'access_token' ? { aud: chain.resource } : { resource: chain.resource }
  return {
    ...commonClaims(chain.principal, { clientId: chain.clientId, issuedAt, expiresAt, id }),
    ...{ token_type: kind, signin_session: chain.session },
    ...forResource,
  }
}

/** Of a refresh token that `aws login` and its like hold. */
function devtoolsClaims(parts: SigninParts, value: string): Readonly<Record<string, unknown>> | undefined {
  const known = parts.store.describe(value)
  if (!known) return undefined
  const { principal, region, sessionId } = known
  return {
    ...commonClaims(principal, known),
    ...{ token_type: 'refresh_token', signin_session: sessionArn(region, principal, sessionId) },
  }
}

function commonClaims(
  principal: AccessKey['principal'],
  token: {
    readonly clientId: string
    readonly issuedAt: number
    readonly expiresAt: number
    readonly id: string
  },
): Readonly<Record<string, unknown>> {
  const iat = Math.floor(token.issuedAt / 1000)
  return {
    client_id: token.clientId,
    user_id: principal.userId,
    exp: Math.floor(token.expiresAt / 1000),
    iat,
    nbf: iat,
    sub: principal.arn,
    iss: 'signin.amazonaws.com',
    jti: token.id,
    account_id: accountId(principal),
  }
}
