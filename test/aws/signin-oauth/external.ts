/**
 * What clients do that registered themselves. Known from documentation alone.
 *
 * @module
 */
import { jsonBody, textForm } from '../json-body.ts'
import type { Received, Reply } from '../service.ts'
import { refuse } from '../signin/errors.ts'
import type { SigninParts } from '../signin/parts.ts'
import { invalidRequest, oauthReply } from './iam.ts'
import type { Chain } from './tokens.ts'

const accessSeconds = 3600
const refreshSeconds = 12 * 3600
const loopback = /^http:\/\/(?:127\.0\.0\.1|localhost)(?::\d{1,5})?\/[^\s#]*$/
const grants = ['authorization_code', 'refresh_token']

/** `CreateOAuth2PublicClient` */
export function registerPublicClient(parts: SigninParts, request: Received): Reply {
  const body = jsonBody(
    request,
    {
      name: undefined,
      members: {
        redirect_uris: listOf(textForm(loopback), 1, 10),
        grant_types: listOf((value) => grants.includes(String(value)), 1, 2),
        response_types: listOf((value) => value === 'code', 1, 1),
        token_endpoint_auth_method: textForm(/^none$/),
        client_name: textForm(/^.{1,256}$/s),
      },
      required: ['redirect_uris'],
    },
    undefined,
    invalidRequest,
  )
  const { clientId, grantTypes, issuedAt, redirectUris } = parts.externalClients.register(parts.region, {
    redirectUris: texts(body.redirect_uris),
    grantTypes: body.grant_types === undefined ? grants : texts(body.grant_types),
  })
  const reply = oauthReply({
    client_id: clientId,
    client_id_issued_at: Math.floor(issuedAt / 1000),
    redirect_uris: redirectUris,
    grant_types: grantTypes,
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  })
  return { ...reply, status: 201 }
}

/** `CreateOAuth2Token` in its form-encoded shape: an opaque bearer token, and no credentials. */
export function createExternalToken(parts: SigninParts, request: Received): Reply {
  const form = new URLSearchParams(request.body.toString())
  const text = (name: string): string => {
    const [value, ...more] = form.getAll(name)
    if (value !== undefined && value !== '' && more.length === 0) return value
    throw invalidRequest(`The body is not valid: ${name} must be there once.`)
  }
  const clientId = text('client_id')
  const client = parts.externalClients.find(clientId)
  if (!client) throw invalidRequest('The client is not known.')
  const grantType = text('grant_type')
  if (!client.grantTypes.includes(grantType)) throw invalidRequest('The grant type is not one of the client.')
  const chain =
    grantType === 'refresh_token' ? refreshed(parts, clientId, text) : redeemed(parts, clientId, text)
  const resource = form.get('resource')
  if (resource !== null && resource !== chain.resource) throw invalidRequest('The resource is another.')
  mayCreateToken(parts, request, chain)
  const used = grantType === 'refresh_token' ? parts.oauthTokens.find(text('refresh_token')) : undefined
  if (used) used.spent = true
  const access = parts.oauthTokens.issue(chain, 'access_token', accessSeconds)
  const refresh = parts.oauthTokens.issue(chain, 'refresh_token', refreshSeconds)
  const members = {
    access_token: access.value,
    token_type: 'Bearer',
    expires_in: accessSeconds,
    refresh_token: refresh.value,
  }
  return oauthReply(members, `ok:external-${grantType}`)
}

function redeemed(parts: SigninParts, clientId: string, text: (name: string) => string): Chain {
  const code = parts.externalClients.redeem(text('code'), {
    clientId,
    redirectUri: text('redirect_uri'),
    codeVerifier: text('code_verifier'),
  })
  if (!code) throw invalidRequest('The code is not good.')
  return parts.oauthTokens.begin({ ...code, region: parts.region })
}

function refreshed(parts: SigninParts, clientId: string, text: (name: string) => string): Chain {
  const token = parts.oauthTokens.find(text('refresh_token'))
  if (token?.kind !== 'refresh_token' || token.chain.clientId !== clientId) {
    throw invalidRequest('The refresh token is not known.')
  }
  if (!parts.oauthTokens.isActive(token)) throw refuse('TOKEN_EXPIRED', 'The refresh token has ended.')
  return token.chain
}

function mayCreateToken(parts: SigninParts, request: Received, { principal }: Chain): void {
  const network = parts.gate.networkOf(request)
  const refused = parts.gate.refusal(principal, parts.region, network, ['signin:CreateOAuth2Token'])
  if (!refused && parts.principals.may(principal, 'signin:CreateOAuth2Token')) return
  throw refuse('INSUFFICIENT_PERMISSIONS', 'The principal may not do signin:CreateOAuth2Token.')
}

function listOf(
  check: (value: unknown) => boolean,
  least: number,
  most: number,
): (value: unknown) => boolean {
  return (value) =>
    Array.isArray(value) &&
    value.length >= least &&
    value.length <= most &&
    value.every((item) => check(item))
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}
