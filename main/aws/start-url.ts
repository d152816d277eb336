/**
 * Where a start URL leads. An organisation may give people an address of its own that leads on to AWS's; AWS's OIDC
 * service only knows the latter.
 *
 * @module
 */
import { InputError, UnavailableError } from '../kernel/errors.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import type { Http, HttpResponse } from '../kernel/ports/http.ts'

export interface ResolvedStartUrl {
  /** At AWS: what a client is registered with, and what device authorization asks for. */
  readonly startUrl: string
  /** Where the instance is at home, if its address says so. */
  readonly region: string | undefined
}

export interface StartUrlPorts {
  readonly http: Http
  readonly clock: Clock
}

const longestInMilliseconds = 10_000

/** The AWS CLI's list of the domains below which AWS runs portals. */
const portalDomains = [
  'awsapps.com',
  'awsapps.cn',
  'app.aws',
  'portal.amazonaws.com',
  'portal.amazonaws.com.cn',
  'portal.amazonaws.eu',
  'app.amazonwebservices.com.cn',
  'api.amazonwebservices.eu',
]
const portalHosts = [
  'identitycenter.amazonaws.com',
  'identitycenter.amazonaws.com.cn',
  'identitycenter.amazonaws.eu',
  'identitycenter.us-gov.amazonaws.com',
]

/** `{id}.portal.{region}.app.aws` and its likes, and `{id}.{region}.portal.amazonaws.com` and its likes. */
const regionInHost = [
  /^[^.]+\.portal\.([^.]+)\.(?:app\.aws|app\.amazonwebservices\.com\.cn|api\.amazonwebservices\.eu)$/,
  /^[^.]+\.([^.]+)\.portal\.amazonaws\.(?:com|com\.cn|eu)$/,
]
const regionName = /^[a-z]{2,8}(?:-[a-z]{2,16}){1,3}-\d{1,2}$/

/**
 * AWS's own address for a start URL. One of AWS's is taken as it is, without what a browser puts behind it; any other is
 * asked where it leads, once, and must lead straight to AWS.
 *
 * @throws {@link InputError} `start-url-invalid`; {@link UnavailableError} as the network has it. An abort throws the
 * signal's reason.
 */
export async function resolveStartUrl(
  startUrl: string,
  ports: StartUrlPorts,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<ResolvedStartUrl> {
  const configured = addressOf(startUrl.trim())
  if (!configured)
    throw invalid('The start URL must be an https address, such as https://d-1234567890.awsapps.com/start.')
  if (isPortal(configured.url)) return resolved(configured)
  const { host } = configured.url
  const location = locationOf(await askWhere(configured.url, ports, signal), host)
  const target =
    URL.canParse(location, configured.url.href) && addressOf(new URL(location, configured.url).href)
  // SECURITY: codes and tokens follow this address. Only AWS's own list says what is AWS's, and nothing leads on twice.
  if (!target || !isPortal(target.url)) throw invalid(`${host} does not lead to an access portal of AWS.`)
  return resolved(target)
}

interface Address {
  readonly url: URL
  /** As AWS writes such an address. */
  readonly text: string
}

/** Without the fragment that a portal's page adds in a browser, and the slash before it. */
function addressOf(startUrl: string): Address | undefined {
  const bare = startUrl.replace(/\/?#.*$/s, '')
  // A URL parser drops line breaks and tabs instead of refusing them.
  if (!/^[\x21-\x7e]{1,2048}$/.test(bare) || !URL.canParse(bare)) return undefined
  const url = new URL(bare)
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return undefined
  const text = url.href
  return { url, text: bare.endsWith('/') ? text : text.replace(/\/$/, '') }
}

function isPortal({ hostname }: URL): boolean {
  return portalHosts.includes(hostname) || portalDomains.some((domain) => hostname.endsWith(`.${domain}`))
}

function resolved({ url, text }: Address): ResolvedStartUrl {
  const found = regionInHost.map((pattern) => pattern.exec(url.hostname)?.[1]).find((region) => region)
  return { startUrl: text, region: found && regionName.test(found) ? found : undefined }
}

/** A HEAD, and a GET where HEAD is not known, both within ten seconds. */
async function askWhere(
  url: URL,
  { http, clock }: StartUrlPorts,
  signal: AbortSignal | undefined,
): Promise<HttpResponse> {
  const late = new AbortController()
  const tooLate = new UnavailableError(
    'timed-out',
    `${url.host} did not say in time where the access portal is. ${goesOn} Check the network, then try again.`,
  )
  const cancel = clock.schedule(longestInMilliseconds, () => late.abort(tooLate))
  try {
    signal?.throwIfAborted()
    const request = {
      url,
      headers: { accept: '*/*', 'user-agent': 'signet' },
      signal: signal ? AbortSignal.any([signal, late.signal]) : late.signal,
    }
    const reply = await http.send({ ...request, method: 'HEAD' })
    const unknown = reply.status === 405 || reply.status === 501
    return unknown ? await http.send({ ...request, method: 'GET' }) : reply
  } finally {
    cancel()
  }
}

const goesOn = 'No session was ended.'
const redirects: readonly number[] = [301, 302, 303, 307, 308]

function locationOf({ status, headers }: HttpResponse, host: string): string {
  if (redirects.includes(status) && headers.location) return headers.location
  if (status === 429 || status >= 500) {
    throw new UnavailableError(
      'server-error',
      `${host} cannot say just now where the access portal is (HTTP ${status}). ${goesOn} Try again in a minute.`,
    )
  }
  if (status === 407) {
    throw new UnavailableError(
      'network-down',
      `The proxy of this network wants you to sign in to it before ${host} can be asked. ${goesOn} Do that, then try again.`,
    )
  }
  throw invalid(`${host} is not AWS's, and does not lead on to an access portal of AWS (HTTP ${status}).`)
}

function invalid(what: string): InputError {
  return new InputError(
    'start-url-invalid',
    `${what} Copy the AWS access portal URL from the portal's page or from the invitation mail, and set it as the start URL.`,
  )
}
