/**
 * What the network did to a request, in words for a person.
 *
 * @module
 */
import { NotSent } from '../../aws/not-sent.ts'
import { UnavailableError } from '../../kernel/errors.ts'

const stands = 'No session was ended.'

/** `sent` tells whether any of the request may have left. */
export function sendFault(url: URL, error: Error, sent: boolean): UnavailableError {
  const code = codeOf(error)
  // The error itself stays here: it can hold what came over the wire.
  const cause = sent ? new Error(code) : new NotSent(code)
  const fault = faults.find(({ codes }) => codes.test(code)) ?? brokeOff
  return new UnavailableError(fault.code, fault.says(url.host, code), { cause })
}

export function tookTooLong(url: URL, sent: boolean): UnavailableError {
  const cause = sent ? undefined : new NotSent('ETIMEDOUT')
  return new UnavailableError('timed-out', slow(url.host), { cause })
}

export function bodyTooLong(url: URL, mostBytes: number): UnavailableError {
  return new UnavailableError(
    'server-error',
    `${url.host} answered with more than ${mostBytes} bytes, which AWS does not. ${stands} Check the network and its proxy, then try again.`,
  )
}

export function encodedBody(url: URL): UnavailableError {
  return new UnavailableError(
    'server-error',
    `${url.host} answered in an encoding that was not asked for. ${stands} Check the network and its proxy, then try again.`,
  )
}

interface Fault {
  readonly codes: RegExp
  readonly code: 'network-down' | 'timed-out' | 'tls-untrusted' | 'server-error'
  readonly says: (host: string, code: string) => string
}

const slow = (host: string): string =>
  `${host} did not answer in time. ${stands} Check the network, then try again.`

const brokeOff: Fault = {
  codes: /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/,
  code: 'network-down',
  says: (host) =>
    `The connection to ${host} broke off. ${stands} Check the network and its proxy, then try again.`,
}

const faults: readonly Fault[] = [
  {
    codes: /^(?:ENOTFOUND|EAI_\w+)$/,
    code: 'network-down',
    says: (host) => `The name ${host} was not found. Check the network and its DNS, then try again.`,
  },
  {
    codes: /^(?:ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EACCES|EPERM)$/,
    code: 'network-down',
    says: (host) => `${host} cannot be reached. Check the network, the VPN and the proxy, then try again.`,
  },
  {
    codes: /^(?:ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT)$/,
    code: 'timed-out',
    says: slow,
  },
  {
    codes:
      /^(?:CERT_|CRL_|ERR_TLS_|ERR_SSL_|DEPTH_|SELF_SIGNED|UNABLE_TO_|HOSTNAME_|INVALID_|PATH_LENGTH|EPROTO)/,
    code: 'tls-untrusted',
    says: (host, code) =>
      `${host} did not prove who it is (${code}), so nothing was sent. TLS interception? If this network inspects traffic on purpose, add its certificate authority to the system's store, then try again.`,
  },
  brokeOff,
  {
    codes: /^(?:HPE_\w+|HTTPParserError|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_\w+)$/,
    code: 'server-error',
    says: (host) =>
      `${host} did not answer in HTTP. ${stands} Check the network and its proxy, then try again.`,
  },
]

/** The innermost code, because undici wraps what the system said; the error's name where there is none. */
function codeOf(error: Error): string {
  let found = error.name
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code: unknown = Reflect.get(at, 'code')
    if (typeof code === 'string') found = code
  }
  return found
}
