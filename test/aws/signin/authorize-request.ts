import type { Received } from '../service.ts'
import type { ExternalClients } from '../signin-oauth/external-clients.ts'
import type { Network } from '../signin-policy/network.ts'

/** What a client asks a person to agree to. */
export interface AuthorizeRequest {
  readonly clientId: string
  readonly redirectUri: string
  readonly state: string
  readonly codeChallenge: string
  /** A client that registered itself, with what it asks to use. */
  readonly external: { readonly resource: string | undefined } | undefined
}

/** The same, while a page is open for it. */
export interface OpenAuthorizeRequest extends AuthorizeRequest {
  /** Where the page was opened, and with it perhaps a session of the console. */
  readonly openedFrom: Network
}

export const sameDevice = 'arn:aws:signin:::devtools/same-device'
export const crossDevice = 'arn:aws:signin:::devtools/cross-device'
export const confirmationPath = '/v1/sessions/confirmation'

const loopbackRedirect = /^http:\/\/127\.0\.0\.1:([1-9]\d{0,4})\/oauth\/callback$/

const checks: Readonly<Record<string, (value: string) => boolean>> = {
  response_type: (value) => value === 'code',
  client_id: () => true,
  state: (value) => /^[\x21-\x7e]{16,512}$/.test(value),
  code_challenge_method: (value) => value === 'SHA-256',
  scope: (value) => value === 'openid',
  redirect_uri: (value) => value.length <= 2048,
  code_challenge: (value) => /^[A-Za-z0-9_-]{43}$/.test(value),
  resource: (value) => /^.{1,2048}$/s.test(value),
}

/**
 * Reads the query of `/v1/authorize`. Every parameter must be there once, and no other; `resource` may be there for a
 * client that registered itself.
 *
 * @throws TypeError that names the parameter at fault.
 */
export function readAuthorizeRequest(request: Received, clients: ExternalClients): AuthorizeRequest {
  const query = new URLSearchParams(request.query)
  for (const name of query.keys()) {
    if (!Object.hasOwn(checks, name)) throw new TypeError(`The parameter ${name} is not known.`)
  }
  const value = (name: string): string => {
    const values = query.getAll(name)
    const [only = ''] = values
    if (values.length !== 1) throw new TypeError(`The parameter ${name} must be there once.`)
    if (checks[name]?.(only) !== true) throw new TypeError(`The parameter ${name} is not valid.`)
    return only
  }
  for (const name of Object.keys(checks)) if (name !== 'resource') value(name)
  const clientId = value('client_id')
  const redirectUri = value('redirect_uri')
  const client = clients.find(clientId)
  if (!client && clientId !== sameDevice && clientId !== crossDevice) {
    throw new TypeError('The parameter client_id is not valid.')
  }
  if (query.has('resource') && !client) throw new TypeError('The parameter resource is not for this client.')
  const fits = client
    ? clients.redirectFits(client, redirectUri)
    : redirectFits(clientId, redirectUri, request.base)
  if (!fits) throw new TypeError('The parameter redirect_uri is not valid for this client.')
  const external = client && { resource: query.has('resource') ? value('resource') : undefined }
  return { clientId, redirectUri, state: value('state'), codeChallenge: value('code_challenge'), external }
}

function redirectFits(clientId: string, redirectUri: string, base: string): boolean {
  if (clientId === crossDevice) return redirectUri === `${base}${confirmationPath}`
  const port = loopbackRedirect.exec(redirectUri)?.[1]
  return port !== undefined && Number(port) <= 65_535
}
