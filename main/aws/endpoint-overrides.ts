/**
 * Endpoints that stand in for AWS's own: tests, demos, private gateways. They come from the agent's own environment and
 * from nowhere else (T11), and `status` shows them.
 *
 * @module
 */
import { InputError } from '../kernel/errors.ts'

export type EndpointOverrides = {
  readonly [service in 'signin' | 'signin-control' | 'federation' | 'sso' | 'sso-oidc' | 'sts']?: URL
}

/** The environment's names, as the AWS CLI spells them. */
const names = {
  signin: 'AWS_ENDPOINT_URL_SIGNIN',
  sso: 'AWS_ENDPOINT_URL_SSO',
  'sso-oidc': 'AWS_ENDPOINT_URL_SSO_OIDC',
  sts: 'AWS_ENDPOINT_URL_STS',
} as const
const everyService = 'AWS_ENDPOINT_URL'
/** AWS has no name for these, so they are ours. */
const ownNames = {
  'signin-control': 'SIGNET_ENDPOINT_URL_SIGNIN_CONTROL',
  federation: 'SIGNET_ENDPOINT_URL_FEDERATION',
} as const

/**
 * The overrides of an environment. A service's own name goes before `AWS_ENDPOINT_URL`, and
 * `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true` turns both off.
 *
 * @throws {@link InputError} `endpoint-invalid` for anything but https, or http to this machine.
 */
export function overridesFrom(env: Readonly<Record<string, string | undefined>>): EndpointOverrides {
  const ignored = env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS?.toLowerCase() === 'true'
  const found: { -readonly [service in keyof EndpointOverrides]: URL } = {}
  for (const service of ['signin', 'sso', 'sso-oidc', 'sts'] as const) {
    const name = env[names[service]] ? names[service] : everyService
    const value = env[name]
    if (value && !ignored) found[service] = overrideUrl(name, value)
  }
  for (const service of ['signin-control', 'federation'] as const) {
    const name = ownNames[service]
    const value = env[name]
    if (value) found[service] = overrideUrl(name, value)
  }
  return found
}

/** Which name of the environment set each of {@link overridesFrom}. */
export function overrideVariables(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const ofAws = Object.entries(names).map(([service, name]) => [service, env[name] ? name : everyService])
  return Object.fromEntries([...ofAws, ...Object.entries(ownNames)])
}

function overrideUrl(name: string, value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined
  // SECURITY: tokens go where this points. In the clear only to this machine, and never with a password in sight.
  const safe =
    url &&
    (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) &&
    !url.username &&
    !url.password &&
    !url.search &&
    !url.hash
  if (!safe) {
    throw new InputError(
      'endpoint-invalid',
      `${name} must be an https URL, or http to this machine, without a user name, query or fragment. Correct it, or unset it, and start the agent again.`,
    )
  }
  return url
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}
