import type { Received, Reply } from '../service.ts'
import { type OidcBody, readBody } from './body.ts'
import { type Client, deviceGrant, type GrantType, grantTypes } from './clients.ts'
import { refuse } from './errors.ts'
import { jsonReply } from './json-reply.ts'
import type { OidcParts } from './parts.ts'

const knownScopes = [
  'sso:account:access',
  'openid',
  'aws',
  'codecatalyst:read_write',
  'codewhisperer:analysis',
  'codewhisperer:completions',
  'codewhisperer:conversations',
  'codewhisperer:taskassist',
  'codewhisperer:transformations',
]

/** `RegisterClient` */
export function registerClient(parts: OidcParts, request: Received): Reply {
  const body = readBody(request, parts.model, 'RegisterClient')
  const name = body.text('clientName', /^[^\0]{1,256}$/s)
  if (body.text('clientType') !== 'public') {
    throw refuse('InvalidClientMetadataException', 'clientType must be public.')
  }
  const grants = readGrants(body.list('grantTypes'))
  const client = parts.clients.register(
    {
      name,
      grants,
      region: parts.region,
      scopes: readScopes(body.list('scopes')),
      ...readBrowserSide(body, grants),
    },
    parts.settings.registrationSeconds,
  )
  const members = {
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    clientIdIssuedAt: client.issuedAt,
    clientSecretExpiresAt: client.expiresAt,
  }
  return jsonReply(members, `ok:${grants.includes('authorization_code') ? 'pkce' : 'device'}`)
}

function readGrants(asked: readonly string[] | undefined): readonly GrantType[] {
  if (!asked) return [deviceGrant, 'refresh_token']
  return asked.map((name) => {
    const grant = grantTypes.find((each) => each === name)
    if (!grant) throw refuse('UnsupportedGrantTypeException', 'A grant type is not known.')
    return grant
  })
}

function readScopes(asked: readonly string[] = []): readonly string[] {
  if (asked.every((scope) => knownScopes.includes(scope))) return [...new Set(asked)]
  throw refuse('InvalidScopeException', 'A scope is not known.')
}

function readBrowserSide(
  body: OidcBody,
  grants: readonly GrantType[],
): Pick<Client, 'redirectUris' | 'issuerUrl'> {
  const redirectUris = body.list('redirectUris') ?? []
  const issuerUrl = body.optionalText('issuerUrl', /^https:\/\/[^\s]{1,512}$/)
  if (!redirectUris.every(isRedirectUri)) {
    throw refuse(
      'InvalidRedirectUriException',
      'A redirect URI must be loopback http or https, without fragment.',
    )
  }
  if (grants.includes('authorization_code')) {
    if (redirectUris.length === 0) throw refuse('InvalidRedirectUriException', 'There is no redirect URI.')
    if (issuerUrl === undefined) throw refuse('InvalidRequestException', 'issuerUrl is missing.')
  }
  return { redirectUris, issuerUrl }
}

function isRedirectUri(text: string): boolean {
  if (!URL.canParse(text) || text.length > 512) return false
  const url = new URL(text)
  if (url.hash !== '' || url.username !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && url.hostname === '127.0.0.1')
}
