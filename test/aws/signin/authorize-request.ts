import type { Received } from '../service.ts'

/** What a client asks a person to agree to. */
export interface AuthorizeRequest {
  readonly clientId: string
  readonly redirectUri: string
  readonly state: string
  readonly codeChallenge: string
}

export const sameDevice = 'arn:aws:signin:::devtools/same-device'
export const crossDevice = 'arn:aws:signin:::devtools/cross-device'
export const confirmationPath = '/v1/sessions/confirmation'

const loopbackRedirect = /^http:\/\/127\.0\.0\.1:([1-9]\d{0,4})\/oauth\/callback$/

const checks: Readonly<Record<string, (value: string) => boolean>> = {
  response_type: (value) => value === 'code',
  client_id: (value) => value === sameDevice || value === crossDevice,
  state: (value) => /^[\x21-\x7e]{16,512}$/.test(value),
  code_challenge_method: (value) => value === 'SHA-256',
  scope: (value) => value === 'openid',
  redirect_uri: (value) => value.length <= 2048,
  code_challenge: (value) => /^[A-Za-z0-9_-]{43}$/.test(value),
}

/**
 * Reads the query of `/v1/authorize`. Every parameter must be there once, and no other.
 *
 * @throws TypeError that names the parameter at fault.
 */
export function readAuthorizeRequest(request: Received): AuthorizeRequest {
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
  for (const name of Object.keys(checks)) value(name)
  const clientId = value('client_id')
  const redirectUri = value('redirect_uri')
  if (!redirectFits(clientId, redirectUri, request.base)) {
    throw new TypeError('The parameter redirect_uri is not valid for this client.')
  }
  return { clientId, redirectUri, state: value('state'), codeChallenge: value('code_challenge') }
}

function redirectFits(clientId: string, redirectUri: string, base: string): boolean {
  if (clientId === crossDevice) return redirectUri === `${base}${confirmationPath}`
  const port = loopbackRedirect.exec(redirectUri)?.[1]
  return port !== undefined && Number(port) <= 65_535
}
