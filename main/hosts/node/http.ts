/**
 * HTTP on Node, by undici, with limits of ours.
 *
 * @module
 */
import tls from 'node:tls'
import { Agent, type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici'
import { InputError } from '../../kernel/errors.ts'
import type { Http } from '../../kernel/ports/http.ts'
import type { NetworkChoice } from '../../kernel/ports/network.ts'
import { exchange } from './http-exchange.ts'
import type { NodeNetwork } from './network.ts'

export interface HttpLimits {
  readonly connectInMilliseconds: number
  readonly headersInMilliseconds: number
  /** The whole exchange, from the call to the last byte. */
  readonly totalInMilliseconds: number
  readonly bodyInBytes: number
}

const usualLimits: HttpLimits = {
  connectInMilliseconds: 5_000,
  headersInMilliseconds: 10_000,
  totalInMilliseconds: 20_000,
  bodyInBytes: 1024 * 1024,
}

export interface NodeHttpOptions {
  /** Where `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` are read, in either case. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly limits?: HttpLimits
  /** PEM. Read once, at the first TLS connection. */
  readonly certificateAuthorities?: () => readonly string[]
  /** What a person has set beside both: it counts from the next request after a change. */
  readonly network?: Pick<NodeNetwork, 'choice' | 'onChange'>
}

export interface NodeHttp extends Http {
  /** Ends idle connections and waits for the others. */
  close(): Promise<void>
}

/**
 * HTTP with verified TLS, through the environment's proxy where it names one. This machine is never asked for by way of
 * a proxy.
 *
 * @throws {@link InputError} `endpoint-invalid` when the proxy setting is not a URL.
 */
export function nodeHttp(options: NodeHttpOptions): NodeHttp {
  const limits = options.limits ?? usualLimits
  let routes = openRoutes(options, limits)
  options.network?.onChange(() => {
    const before = routes
    routes = openRoutes(options, limits)
    // What is under way ends on the way that it took.
    void before.close().catch(() => undefined)
  })
  return {
    async send(request) {
      const { protocol, hostname, host } = request.url
      const here = isLoopback(hostname)
      if (protocol !== 'https:' && !here) {
        throw new InputError(
          'endpoint-invalid',
          `${host} may only be asked over https. Correct the endpoint.`,
        )
      }
      const route = protocol !== 'https:' ? routes.plain : here ? routes.direct : routes.proxied
      return exchange(route(), request, limits)
    },
    close: () => routes.close(),
  }
}

/** A dispatcher for each way out, made when it is first taken: reading the system's authorities takes 50 ms. */
function openRoutes(options: NodeHttpOptions, limits: HttpLimits) {
  const opened: Dispatcher[] = []
  const route = (make: () => Dispatcher) =>
    once(() => {
      const dispatcher = make()
      opened.push(dispatcher)
      return dispatcher
    })
  const settings = {
    allowH2: false,
    connectTimeout: limits.connectInMilliseconds,
    headersTimeout: limits.headersInMilliseconds,
    bodyTimeout: limits.headersInMilliseconds,
  }
  const choice = options.network?.choice() ?? { authorities: [] }
  const added = choice === 'damaged' ? [] : choice.authorities.map(({ pem }) => pem)
  const proxy = proxyOf(options.env, choice === 'damaged' ? undefined : choice.proxy)
  const verified = once(() => {
    const ca = [...(options.certificateAuthorities ?? trustedAuthorities)(), ...added]
    // SECURITY (T14): said outright, so that NODE_TLS_REJECT_UNAUTHORIZED and NODE_EXTRA_CA_CERTS have no say.
    return { secureContext: tls.createSecureContext({ ca, minVersion: 'TLSv1.2' }), rejectUnauthorized: true }
  })
  return {
    plain: route(() => new Agent(settings)),
    direct: route(() => new Agent({ ...settings, connect: verified() })),
    proxied: route(() => {
      if (choice === 'damaged') throw damagedChoice()
      const tlsOptions = { connect: verified(), requestTls: verified(), proxyTls: verified() }
      const clientFactory = (origin: URL, made: object) => new Pool(origin, { ...settings, ...made })
      return new EnvHttpProxyAgent({ ...settings, ...proxy, ...tlsOptions, clientFactory })
    }),
    async close() {
      await Promise.all(opened.map((dispatcher) => dispatcher.close()))
    },
  }
}

/**
 * Refuses an environment that turns off certificate checks for everything in this process (T14).
 *
 * @throws {@link InputError} `environment-unsafe`
 */
export function refuseUnsafeTlsEnvironment(env: Readonly<Record<string, string | undefined>>): void {
  if (env.NODE_TLS_REJECT_UNAUTHORIZED !== '0') return
  throw new InputError(
    'environment-unsafe',
    'NODE_TLS_REJECT_UNAUTHORIZED=0 turns off the check of who answers, so Signet does not start with it. Unset it; if this network inspects TLS, add its certificate authority to the system store.',
  )
}

/** The authorities that come with Node and those of the system, where a company's own are visible to its owner. */
function trustedAuthorities(): readonly string[] {
  return [...new Set([...tls.getCACertificates('bundled'), ...tls.getCACertificates('system')])]
}

function proxyOf(
  env: NodeHttpOptions['env'],
  chosen: NetworkChoice['proxy'],
): { httpProxy: string; httpsProxy: string; noProxy: string } {
  const read = (name: string): string => env[name.toLowerCase()] || env[name] || ''
  if (chosen !== undefined) {
    const { url, except } = chosen
    return { httpProxy: url, httpsProxy: url, noProxy: except ?? read('NO_PROXY') }
  }
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY']) {
    const value = read(name)
    if (value === '' || /^https?:$/.test(URL.parse(value)?.protocol ?? '')) continue
    // The value may hold a password, so it is not shown.
    throw new InputError(
      'endpoint-invalid',
      `${name} must be an http or https URL. Correct it, and start the agent again.`,
    )
  }
  return { httpProxy: read('HTTP_PROXY'), httpsProxy: read('HTTPS_PROXY'), noProxy: read('NO_PROXY') }
}

/** SECURITY: nothing goes out past a proxy, or trusted by others, than a person has set: not even as it was before. */
function damagedChoice(): InputError {
  return new InputError(
    'endpoint-invalid',
    'How this agent goes out was set with "signet settings", and that file cannot be read or is not yours alone, so nothing is sent. Look at it with: signet settings',
  )
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}

/** Makes it when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
