/**
 * Which URL Signet would talk to, and what decided it.
 *
 * @module
 */
import type { EndpointOverrides } from '../../aws/endpoint-overrides.ts'
import type { EndpointService, Endpoints } from '../../aws/endpoints.ts'

export interface EndpointQuestion {
  readonly service: EndpointService
  readonly region: string
  readonly fips: boolean
  readonly dualStack: boolean
  /** Only Sign-In has more than one kind. */
  readonly kind: 'data' | 'oauth' | 'control'
}

export interface EndpointAnswer extends EndpointQuestion {
  readonly url: string
  /** An override of the agent's environment decided it. */
  readonly overridden: boolean
}

/** @throws {@link InputError} `region-invalid`, `endpoint-invalid` with AWS's own words. */
export type ResolveEndpoint = (question: EndpointQuestion) => Promise<EndpointAnswer>

export interface ResolveEndpointDependencies {
  /** Reads a service's rules. */
  readonly load: (service: EndpointService, overrides: EndpointOverrides) => Promise<Endpoints>
  readonly overrides: EndpointOverrides
}

export function resolveEndpoint({ load, overrides }: ResolveEndpointDependencies): ResolveEndpoint {
  return async (question) => {
    const { service, region, fips, dualStack, kind } = question
    const endpoints = await load(service, overrides)
    const { href } = endpoints({ region, fips, dualStack, kind })
    // The rules give a base without a path; the slash is URL's own.
    const url = href.replace(/\/$/, '')
    const named =
      service === 'signin' && kind === 'control' ? overrides['signin-control'] : overrides[service]
    return { ...question, url, overridden: named?.href === href }
  }
}
