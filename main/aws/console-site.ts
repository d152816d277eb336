/**
 * Where the AWS console of a region is, and where one signs in to it. Both follow from AWS's own rules for Sign-In, which
 * know the partitions; no domain is written down here.
 *
 * @module
 */
import { InputError } from '../kernel/errors.ts'
import type { Endpoints } from './endpoints.ts'

export interface ConsoleSite {
  readonly region: string
  /** Base of Sign-In in that region, where federation is answered. */
  readonly signIn: URL
  /** Without a region in front. Regions of one partition have the same. */
  readonly host: string
}

/**
 * @param rules - Of Sign-In, without an override: the console is AWS's own, wherever Sign-In is asked.
 * @throws {@link InputError} `region-invalid`, `endpoint-invalid`.
 */
export function consoleSite(rules: Endpoints, region: string): ConsoleSite {
  const signIn = rules({ region })
  const before = `${region}.signin.`
  if (!signIn.host.startsWith(before)) {
    throw new InputError('endpoint-invalid', `Signet does not know where the console of ${region} is.`)
  }
  return { region, signIn, host: `console.${signIn.host.slice(before.length)}` }
}

export interface ConsolePlace {
  /** As the AWS CLI or the console's own addresses name it. */
  readonly service?: string | undefined
  /** Below the console's host: path, query and fragment. */
  readonly path?: string | undefined
}

/** Pages whose name is not the one that the AWS CLI has for the service. */
const pages: Readonly<Record<string, string>> = {
  cfn: 'cloudformation',
  'cognito-idp': 'cognito',
  ddb: 'dynamodb',
  logs: 'cloudwatch',
  r53: 'route53',
  sfn: 'states',
  ssm: 'systems-manager',
  sso: 'singlesignon',
  'sso-admin': 'singlesignon',
  stepfunctions: 'states',
}

/**
 * A page of the console: the home page where nothing is named.
 *
 * SECURITY: the host is always the site's. What is asked for can only choose what stands behind it.
 *
 * @throws {@link InputError} `request-malformed`
 */
export function consolePage({ region, host }: ConsoleSite, { service, path }: ConsolePlace): URL {
  const regional = `https://${region}.${host}`
  if (path !== undefined) return pageAt(regional, path)
  if (service === undefined) return new URL(`https://${host}/console/home?region=${region}`)
  const name = service.toLowerCase()
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(name)) {
    throw new InputError('request-malformed', 'A service is named like s3, ec2 or cloudwatch.', 'none')
  }
  const page = Object.hasOwn(pages, name) ? pages[name] : name
  return new URL(`${regional}/${page}/home?region=${region}`)
}

function pageAt(base: string, path: string): URL {
  const isPlain = /^\/(?![/\\])[\x21-\x7e]{0,2000}$/.test(path) && URL.canParse(path, base)
  const url = isPlain ? new URL(path, base) : undefined
  if (url?.origin === new URL(base).origin) return url
  throw new InputError(
    'request-malformed',
    'The path of a console page begins with one /, such as /cloudwatch/home#logsV2:log-groups, and has no spaces.',
    'none',
  )
}
