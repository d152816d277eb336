import { createHash } from 'node:crypto'
import type { Received, Reply } from '../service.ts'
import { findUser } from './authorize.ts'
import { type OidcBody, readBody } from './body.ts'
import { type Client, checkGrant, deviceGrant, type GrantType, grantTypes } from './clients.ts'
import { refuse } from './errors.ts'
import { jsonReply } from './json-reply.ts'
import type { OidcParts } from './parts.ts'
import type { Holder, IssuedTokens } from './tokens.ts'

export const verifierForm = /^[A-Za-z0-9\-._~]{43,128}$/

/** `CreateToken`: three grants. */
export function createToken(parts: OidcParts, request: Received): Reply {
  if (request.query !== '') throw refuse('InvalidRequestException', 'The query must be empty.')
  const body = readBody(request, parts.model, 'CreateToken')
  const [clientId, clientSecret] = [body.text('clientId'), body.text('clientSecret')]
  const asked = body.text('grantType')
  const grant = grantTypes.find((each) => each === asked)
  if (!grant) throw refuse('UnsupportedGrantTypeException', 'The grant type is not known.')
  const client = parts.clients.authenticated(clientId, clientSecret, parts.region)
  checkGrant(client, grant)
  // SSO OIDC reads this list and does nothing with it.
  body.list('scope')
  const issued = grants[grant](parts, client, body)
  return tokenReply(issued, `ok:${shortNames[grant]}${issued.repeated ? '-repeated' : ''}`)
}

const shortNames: Readonly<Record<GrantType, string>> = {
  [deviceGrant]: 'device_code',
  authorization_code: 'authorization_code',
  refresh_token: 'refresh_token',
}

type Exchange = (parts: OidcParts, client: Client, body: OidcBody) => IssuedTokens

const grants: Readonly<Record<GrantType, Exchange>> = {
  [deviceGrant]: (parts, client, body) => {
    const deviceCode = body.text('deviceCode')
    const { instance, user } = parts.deviceCodes.redeem(deviceCode, client.clientId, (authorization) => {
      const { answer } = parts.autoApproval
      if (answer === undefined || authorization.polls <= parts.settings.deviceAutoApproveAfterPolls) return
      if (answer === 'deny') return 'denied'
      const found = findUser(authorization.instance, answer)
      const place = { directory: parts.directory, instance: authorization.instance }
      // Whom a sign-in policy refuses does not get to answer.
      return found && parts.gate.portalRefusal({ ...place, user: found }, parts.gate.network)
        ? undefined
        : found
    })
    return parts.tokens.begin(instance, user, holderOf(client, client.scopes), mayRefresh(client))
  },
  authorization_code: (parts, client, body) => {
    const verifier = body.text('codeVerifier', verifierForm)
    const authorization = parts.codes.redeem(body.text('code'), {
      clientId: client.clientId,
      redirectUri: body.text('redirectUri'),
      codeChallenge: challengeOf(verifier),
    })
    const { instance, scopes, user } = authorization
    const issued = parts.tokens.begin(instance, user, holderOf(client, scopes), mayRefresh(client))
    authorization.session = issued.session
    return issued
  },
  refresh_token: (parts, client, body) => parts.tokens.refresh(body.text('refreshToken'), client.clientId),
}

/** RFC 7636 section 4.6. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier, 'ascii').digest('base64url')
}

function holderOf({ clientId, scopes: registered }: Client, scopes: readonly string[]): Holder {
  return { clientId, scopes, legacy: registered.length === 0 }
}

function mayRefresh(client: Client): boolean {
  return client.grants.includes('refresh_token')
}

function tokenReply({ accessToken, expiresInSeconds, refreshToken }: IssuedTokens, outcome: string): Reply {
  const members = { accessToken, tokenType: 'Bearer', expiresIn: expiresInSeconds }
  return jsonReply(refreshToken === undefined ? members : { ...members, refreshToken }, outcome)
}
