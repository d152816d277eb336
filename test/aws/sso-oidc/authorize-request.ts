import type { Instance } from '../identity-center/directory.ts'
import type { Received } from '../service.ts'
import type { Client } from './clients.ts'
import type { OidcParts } from './parts.ts'

/** What a client asks a person to agree to. */
export interface AuthorizeRequest {
  readonly client: Client
  readonly instance: Instance
  readonly redirectUri: string
  readonly state: string
  readonly codeChallenge: string
  readonly scopes: readonly string[]
}

/** A request that cannot be answered to its client: a person is told. */
export class UnansweredRequest extends Error {}

/** A request that is refused to its client, by a redirect. */
export class RefusedRequest extends Error {
  readonly error: string
  readonly redirectUri: string
  readonly state: string

  constructor(
    error: string,
    message: string,
    back: { readonly redirectUri: string; readonly state: string },
  ) {
    super(message)
    this.name = 'RefusedRequest'
    this.error = error
    this.redirectUri = back.redirectUri
    this.state = back.state
  }
}

const checks: Readonly<Record<string, (value: string) => boolean>> = {
  response_type: (value) => value === 'code',
  state: (value) => /^[\x21-\x7e]{16,512}$/.test(value),
  code_challenge_method: (value) => value === 'S256',
  code_challenge: (value) => /^[A-Za-z0-9_-]{43}$/.test(value),
  scopes: (value) => /^[\x21-\x7e]+( [\x21-\x7e]+)*$/.test(value),
}

/**
 * Reads the query of `/authorize`. Every parameter must be there once, and no other.
 *
 * @throws {@link UnansweredRequest} while it is not sure who asks and where the answer may go, then {@link RefusedRequest}.
 * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1 RFC 6749, section 4.1.2.1}
 */
export function readAuthorizeRequest(parts: OidcParts, request: Received): AuthorizeRequest {
  const query = new URLSearchParams(request.query)
  const { client, instance, redirectUri } = readWho(parts, query)
  const back = { redirectUri, state: query.get('state') ?? '' }
  const bad = (message: string): RefusedRequest => new RefusedRequest('invalid_request', message, back)
  for (const name of query.keys()) {
    if (name === 'client_id' || name === 'redirect_uri' || Object.hasOwn(checks, name)) continue
    throw bad(`The parameter ${name} is not known.`)
  }
  for (const [name, check] of Object.entries(checks)) {
    const values = query.getAll(name)
    if (values.length !== 1) throw bad(`The parameter ${name} must be there once.`)
    if (!check(values[0] ?? '')) throw bad(`The parameter ${name} is not valid.`)
  }
  const scopes = (query.get('scopes') ?? '').split(' ')
  if (!scopes.every((scope) => client.scopes.includes(scope))) {
    throw new RefusedRequest('invalid_scope', 'The client is not registered for these scopes.', back)
  }
  const codeChallenge = query.get('code_challenge') ?? ''
  return { client, instance, ...back, codeChallenge, scopes }
}

function readWho(
  parts: OidcParts,
  query: URLSearchParams,
): Pick<AuthorizeRequest, 'client' | 'instance' | 'redirectUri'> {
  const once = (name: string): string => {
    const [only = '', ...more] = query.getAll(name)
    if (only === '' || more.length > 0) {
      throw new UnansweredRequest(`The parameter ${name} must be there once.`)
    }
    return only
  }
  const client = parts.clients.find(once('client_id'), parts.region)
  if (!client) throw new UnansweredRequest('The client is not registered here, or no longer.')
  const redirectUri = once('redirect_uri')
  if (!client.redirectUris.some((registered) => redirectFits(registered, redirectUri))) {
    throw new UnansweredRequest('The redirect URI is not one that the client registered.')
  }
  if (!client.grants.includes('authorization_code')) {
    throw new UnansweredRequest('The client is not registered for this flow.')
  }
  const instance = parts.directory.at(client.issuerUrl ?? '')
  if (instance?.region !== parts.region) {
    throw new UnansweredRequest('The start URL the client registered with is not known in this region.')
  }
  return { client, instance, redirectUri }
}

/** RFC 8252 section 7.3: a loopback redirect URI registered without a port takes any. All others are exact. */
function redirectFits(registered: string, asked: string): boolean {
  if (asked === registered) return true
  const portless = /^http:\/\/127\.0\.0\.1(\/.*)$/s.exec(registered)
  const ported = /^http:\/\/127\.0\.0\.1:([1-9]\d{0,4})(\/.*)$/s.exec(asked)
  return portless !== null && ported !== null && Number(ported[1]) <= 65_535 && portless[1] === ported[2]
}
