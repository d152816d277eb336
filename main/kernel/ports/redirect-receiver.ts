/** A loopback HTTP server for one page: an OAuth redirect (RFC 8252, section 7.3). The flow judges; the host speaks HTTP. */
export interface RedirectRequest {
  readonly method: string
  /** Request target as sent: path and query. */
  readonly target: string
  /** Values of every `Host` header, as sent. */
  readonly hosts: readonly string[]
  /** Values of every `Origin` header, as sent. */
  readonly origins: readonly string[]
  /** Whether it comes from a process of this person. Undefined where it was not looked at, or the system does not tell. */
  readonly isOurs?: boolean | undefined
}

export interface ReceiverOptions {
  /** Looks at whose process each request is of. */
  readonly looksAtPeers?: boolean
}

export interface RedirectReply {
  readonly status: number
  /** Small, static, self-contained HTML. */
  readonly html: string
  /** In lower case. The host adds `content-type`, `content-length` and `connection: close`. */
  readonly headers: Readonly<Record<string, string>>
}

export interface OpenReceiver {
  /** The port on 127.0.0.1. */
  readonly port: number
  /**
   * Ends the server and its sockets at once, so that the port is free when this resolves. A reply that was given
   * still arrives. Does nothing the second time.
   */
  close(): Promise<void>
}

export interface RedirectReceiver {
  /**
   * Listens on 127.0.0.1 only, on a port the system chooses. `answer` is asked for each request, in order; it must
   * not throw. Rejects with the host's own error when no port can be had.
   */
  open(
    answer: (request: RedirectRequest, port: number) => RedirectReply,
    options?: ReceiverOptions,
  ): Promise<OpenReceiver>
}
