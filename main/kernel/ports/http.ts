/**
 * One HTTP exchange. The host sets the limits: connect 5 s, headers 10 s, whole exchange 20 s, body 1 MiB,
 * no redirects followed, TLS always verified.
 */
export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST'
  readonly url: URL
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array<ArrayBuffer>
  readonly signal?: AbortSignal
}

export interface HttpResponse {
  readonly status: number
  /** Names in lower case; of a repeated header the first. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export interface Http {
  /**
   * @throws {@link UnavailableError} `network-down`, `timed-out`, `tls-untrusted`, or `server-error` when the body
   * is over the limit. An abort through `signal` throws the signal's reason.
   */
  send(request: HttpRequest): Promise<HttpResponse>
}
