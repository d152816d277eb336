/** A loopback HTTP server for container credentials. The endpoint judges each request; the server speaks HTTP. */
export interface ContainerRequest {
  readonly method: string
  /** Request target as sent: path and query. */
  readonly target: string
  /** Every header by its name in lower case, with each of its values as sent. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>
  /** It announces a body. */
  readonly hasBody: boolean
}

export interface ContainerReply {
  readonly status: number
  /** In lower case. The server adds `content-length`. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface ContainerListening {
  /** On 127.0.0.1; the system chose it. */
  readonly port: number
  /** Takes no more requests; what is being answered is answered. Does nothing the second time. */
  close(): Promise<void>
}

export interface ContainerListener {
  /**
   * Listens on 127.0.0.1 only. A connection of another user's process never gets as far as `answer`, where the system
   * tells whose it is. `answer` must not throw.
   *
   * @throws the system's error when no port can be had.
   */
  open(
    answer: (request: ContainerRequest, port: number) => Promise<ContainerReply>,
  ): Promise<ContainerListening>
}
