/**
 * What every service of the stand-in is made of: a table of routes over plain requests and replies.
 * Sockets, faults and counting belong to `http.ts`; a further service is one more table.
 *
 * @module
 */

/** What a call is named in the fault script and the counters. */
export const operations = [
  'authorize',
  'decision',
  'confirmation',
  'token',
  'sts',
  'register-client',
  'start-device-authorization',
  'create-token',
  'create-token-with-iam',
  'sso-authorize',
  'sso-decision',
  'device-page',
  'device-decision',
  'list-accounts',
  'list-account-roles',
  'get-role-credentials',
  'logout',
  'put-console-authorization',
  'get-console-authorization',
  'delete-console-authorization',
  'put-permission-statement',
  'delete-permission-statement',
  'list-permission-statements',
  'get-resource-policy',
  'token-with-iam',
  'introspect-token',
  'revoke-token',
  'bearer-token',
  'token-exchange',
  'register-public-client',
  'federation',
  'console-logout',
  'other',
] as const

export type Operation = (typeof operations)[number]

/** A request as it was seen on the wire. */
export interface Received {
  readonly method: string
  /** As sent: percent-encoded, with the service's path prefix. */
  readonly path: string
  /** As sent, without the question mark. */
  readonly query: string
  /** Lower-case name → every value that was sent under it, in order. */
  readonly headers: ReadonlyMap<string, readonly string[]>
  readonly body: Buffer
  /** Scheme, host and port the client asked, with the service's path prefix. No slash at the end. */
  readonly base: string
  /** The full URL without query and fragment. */
  readonly url: string
}

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** For the counters: `ok`, or what was refused. */
  readonly outcome: string
  /** For the counters: why it was refused. Never holds a secret. */
  readonly reason?: string
}

export interface Route {
  readonly operation: Operation
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** Set: the route is only for this query. */
  readonly query?: string
  handle(request: Received): Reply
}

export interface Service {
  readonly routes: readonly Route[]
  /** A refusal in the service's own form, for what no route came to judge. */
  refuse(status: 400 | 404 | 405 | 413 | 421 | 429 | 500, message: string): Reply
  /** An exception of the service by its name, as the fault script asks for it; undefined for a name it does not have. */
  exception?(name: string, more: ExceptionWish): Reply | undefined
}

/** What a fault rule may say of an exception. */
export interface ExceptionWish {
  readonly description?: string
  readonly reason?: string
  readonly retryAfterInSeconds?: number
}

/** Thrown by a handler that refuses; carries the finished reply. */
export class Refusal extends Error {
  readonly reply: Reply

  constructor(reply: Reply) {
    super(reply.reason ?? reply.outcome)
    this.name = 'Refusal'
    this.reply = reply
  }
}

/** The one value of a header, or undefined when it is absent or sent more than once. */
export function single(request: Received, header: string): string | undefined {
  const values = request.headers.get(header)
  return values?.length === 1 ? values[0] : undefined
}
