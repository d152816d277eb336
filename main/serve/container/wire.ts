/**
 * The container credentials protocol: what is asked for, and what is answered.
 *
 * SECURITY (T7): every page that a browser on this machine shows can send requests to a loopback port, with a name of its
 * choice in `Host` once its own name server points there. No page can leave out `Origin` or `Sec-Fetch-Site` as a program
 * does, set `Host` to our address and port from elsewhere, or know the path and the token.
 *
 * @see {@link https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html Container credential provider}
 * @module
 */
import type { ErrorCode, ErrorView } from '../../../preload/contract/errors.ts'
import type { AwsCredentialIdentity } from '../../kernel/credentials.ts'
import type { ContainerReply, ContainerRequest } from '../../kernel/ports/container-listener.ts'

/** What a request must name: the address that we listen on, and the one path. */
export interface ContainerAddress {
  readonly port: number
  /** With its slash. */
  readonly path: string
}

export type JudgedRequest =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'refused'; readonly reply: ContainerReply }

/** Sent by every browser, or by a proxy on the way, and by no AWS SDK. */
const foreignHeader = /^(origin|referer|cookie|sec-.*|access-control-.*|x-forwarded-.*|forwarded|via)$/

const longestToken = 256

/** Judges everything but the token itself. */
export function judgeRequest(request: ContainerRequest, address: ContainerAddress): JudgedRequest {
  const { method, target, headers, hasBody } = request
  if (method !== 'GET') {
    const reply = encodeRefusal(405, 'invalid-request', 'Only GET is answered here.')
    return { kind: 'refused', reply: { ...reply, headers: { ...reply.headers, allow: 'GET' } } }
  }
  const hosts = headers.host ?? []
  if (hosts.length !== 1 || hosts[0] !== hostOf(address)) {
    return refused(403, 'access-denied', 'The Host header is not the address of this endpoint.')
  }
  if (Object.keys(headers).some((name) => foreignHeader.test(name))) {
    return refused(403, 'access-denied', 'Web pages and proxies get nothing here.')
  }
  if (target !== address.path) return refused(404, 'not-found', 'There is nothing here.')
  if (hasBody) return refused(400, 'invalid-request', 'A request for credentials has no body.')
  const tokens = headers.authorization ?? []
  const [token] = tokens
  if (tokens.length !== 1 || token === undefined || token === '' || token.length > longestToken) {
    return refused(403, 'access-denied', badTokenText)
  }
  return { kind: 'token', token }
}

export const badTokenText =
  'The token of this program is not, or no longer, valid. Start the program again: signet exec'

function hostOf({ port }: ContainerAddress): string {
  return `127.0.0.1:${port}`
}

/** The value of `AWS_CONTAINER_CREDENTIALS_FULL_URI`. */
export function fullUri(address: ContainerAddress): string {
  return `http://${hostOf(address)}${address.path}`
}

/** Whole seconds with `Z`, rounded down: the form that every SDK reads, and no second that AWS does not give. */
export function encodeCredentials(credentials: AwsCredentialIdentity): ContainerReply {
  return reply(200, {
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    Token: credentials.sessionToken,
    Expiration: `${new Date(credentials.expiration).toISOString().slice(0, 19)}Z`,
    AccountId: credentials.accountId,
  })
}

/**
 * An error as SDKs take it: they ask again a second later after a 5xx, and most of them show the message of a 4xx to the
 * person. So a 5xx is for what may be over in a second.
 */
export function encodeFailure(view: ErrorView): ContainerReply {
  return encodeRefusal(statusOf(view), view.code, view.message)
}

export function encodeRefusal(status: number, code: ErrorCode, message: string): ContainerReply {
  return reply(status, { Code: code, Message: message })
}

function statusOf({ code, remedy }: ErrorView): number {
  if (code === 'internal') return 500
  if (remedy === 'retry') return 503
  return remedy === 'sign-in' ? 401 : 403
}

function refused(status: number, code: ErrorCode, message: string): JudgedRequest {
  return { kind: 'refused', reply: encodeRefusal(status, code, message) }
}

function reply(status: number, body: Readonly<Record<string, string>>): ContainerReply {
  return {
    status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    },
    body: JSON.stringify(body),
  }
}
