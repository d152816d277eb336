/**
 * Which host answers for a service in a region, by AWS's own endpoint rules. They come with the AWS SDK; no host name is
 * put together here.
 *
 * @module
 */
import { InputError } from '../kernel/errors.ts'
import type { EndpointOverrides } from './endpoint-overrides.ts'

export type EndpointService = 'signin' | 'sso' | 'sso-oidc' | 'sts'

export interface EndpointQuery {
  readonly region: string
  /** Only AWS Sign-In tells kinds apart: `data` (the default), `oauth` (OAuth with IAM), `control` (administration). */
  readonly kind?: 'data' | 'oauth' | 'control'
  readonly fips?: boolean
  readonly dualStack?: boolean
}

/**
 * The base URL for a query.
 *
 * @throws {@link InputError} `region-invalid`, or `endpoint-invalid` where AWS's rules have no answer.
 */
export type Endpoints = (query: EndpointQuery) => URL

/** AWS's rules of one service, as a function from their parameters. */
type Rules = (parameters: {
  readonly Region: string
  readonly UseFIPS: boolean
  readonly UseDualStack: boolean
  readonly Endpoint?: string
  readonly IsControlPlane?: boolean
  readonly IsOAuthEndpoint?: boolean
}) => { readonly url: { readonly href: string } }

/** Reads the rules of a service (some 25 ms, the first time), and gives the function that follows them. */
export async function loadEndpoints(
  service: EndpointService,
  overrides: EndpointOverrides = {},
): Promise<Endpoints> {
  const rules = await loadRules(service)
  const known = new Map<string, string>()
  return (query) => {
    const key = JSON.stringify([query.region, query.kind, query.fips, query.dualStack])
    const href = known.get(key) ?? evaluate(rules, service, overrides, query)
    known.set(key, href)
    return new URL(href)
  }
}

// SECURITY (T11): one host label at most, so that no region, wherever it was read, can choose the domain it stands in.
const regionPattern = /^[a-z0-9-]{1,63}$/

function evaluate(
  rules: Rules,
  service: EndpointService,
  overrides: EndpointOverrides,
  query: EndpointQuery,
): string {
  const { region, kind = 'data', fips = false, dualStack = false } = query
  if (!regionPattern.test(region)) {
    throw new InputError('region-invalid', 'That is not the name of an AWS region. Check the region setting.')
  }
  // AWS's rules take no override for the control plane, so ours comes first there.
  if (service === 'signin' && kind === 'control' && overrides['signin-control']) {
    return overrides['signin-control'].href
  }
  const override = overrides[service]
  try {
    return rules({
      Region: region,
      UseFIPS: fips,
      UseDualStack: dualStack,
      ...(override ? { Endpoint: override.href } : {}),
      ...(service === 'signin'
        ? { IsControlPlane: kind === 'control', IsOAuthEndpoint: kind === 'oauth' }
        : {}),
    }).url.href
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'no reason given'
    throw new InputError(
      'endpoint-invalid',
      `AWS has no ${service} endpoint like that: ${reason}.`,
      'fix-config',
      cause,
    )
  }
}

/**
 * A client is made only to be asked for its rules. Both settings keep it from reading the AWS config on its own, which
 * would end the process over a bad `AWS_DEFAULTS_MODE`.
 */
async function loadRules(service: EndpointService): Promise<Rules> {
  const quiet = { region: 'us-east-1', defaultsMode: 'legacy' } as const
  switch (service) {
    case 'signin': {
      const { SigninClient } = await import('@aws-sdk/nested-clients/signin')
      return new SigninClient(quiet).config.endpointProvider
    }
    case 'sso': {
      const { SSOClient } = await import('@aws-sdk/nested-clients/sso')
      return new SSOClient(quiet).config.endpointProvider
    }
    case 'sso-oidc': {
      const { SSOOIDCClient } = await import('@aws-sdk/nested-clients/sso-oidc')
      return new SSOOIDCClient(quiet).config.endpointProvider
    }
    case 'sts': {
      const { STSClient } = await import('@aws-sdk/nested-clients/sts')
      return new STSClient(quiet).config.endpointProvider
    }
  }
}
