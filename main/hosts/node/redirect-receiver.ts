import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type {
  OpenReceiver,
  RedirectReceiver,
  RedirectReply,
  RedirectRequest,
} from '../../kernel/ports/redirect-receiver.ts'
import type { TcpEnds, TcpPeers } from '../../kernel/ports/tcp-peers.ts'

export interface ReceiverLimits {
  /** From the connection to the end of its request's headers. */
  readonly headersTimeoutInMilliseconds: number
  /** How often the limit above is looked at: without it, Node looks every 30 s. */
  readonly checkEveryMilliseconds: number
  readonly mostConnections: number
  /** Request line and headers. Generous: a browser sends every cookie that anything on 127.0.0.1 has set. */
  readonly mostHeaderBytes: number
}

const usualLimits: ReceiverLimits = {
  headersTimeoutInMilliseconds: 5_000,
  checkEveryMilliseconds: 500,
  mostConnections: 64,
  mostHeaderBytes: 65_536,
}

/** The loopback receiver on Node's HTTP server. */
export function nodeRedirectReceiver(
  limits: ReceiverLimits = usualLimits,
  peers: TcpPeers | undefined = undefined,
): RedirectReceiver {
  return {
    async open(answer, { looksAtPeers = false } = {}) {
      const server = serverWithin(limits)
      const sockets = trackSockets(server, limits.mostConnections)
      await listen(server)
      // An accept that fails later (no file descriptor free) costs that connection, not the process.
      server.on('error', () => undefined)
      const { port } = server.address() as AddressInfo
      server.on('request', (request: IncomingMessage, response: ServerResponse) => {
        if (!looksAtPeers || !peers?.canTell) return send(response, answer(asked(request), port))
        void peers.isOurs(endsOf(request)).then((isOurs) => {
          if (!response.destroyed) send(response, answer({ ...asked(request), isOurs }, port))
        })
      })
      return { port, close: closeOnce(server, sockets) }
    },
  }
}

function serverWithin(limits: ReceiverLimits): Server {
  const server = createServer({
    headersTimeout: limits.headersTimeoutInMilliseconds,
    requestTimeout: 2 * limits.headersTimeoutInMilliseconds,
    connectionsCheckingInterval: limits.checkEveryMilliseconds,
    maxHeaderSize: limits.mostHeaderBytes,
    // The flow judges every Host, a missing one too.
    requireHostHeader: false,
    insecureHTTPParser: false,
  })
  server.maxRequestsPerSocket = 1
  return server
}

/** Open sockets, oldest first. When they are too many the oldest goes, so that a crowd that waits shuts nobody out. */
function trackSockets(server: Server, most: number): ReadonlySet<Socket> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    const [oldest] = sockets
    if (sockets.size > most) oldest?.destroy()
  })
  return sockets
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    // SECURITY: this address and no name, this interface and no other (T10; RFC 8252, sections 7.3 and 8.3).
    server.listen({ host: '127.0.0.1', port: 0, exclusive: true }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function asked({ method, url, headersDistinct }: IncomingMessage): RedirectRequest {
  return {
    method: method ?? '',
    target: url ?? '',
    hosts: headersDistinct.host ?? [],
    origins: headersDistinct.origin ?? [],
  }
}

function endsOf({ socket }: IncomingMessage): TcpEnds {
  const { localAddress = '', localPort = 0, remoteAddress = '', remotePort = 0 } = socket
  return { localAddress, localPort, remoteAddress, remotePort }
}

function send(response: ServerResponse, { status, html, headers }: RedirectReply): void {
  const body = Buffer.from(html, 'utf8')
  response.writeHead(status, {
    ...headers,
    'content-type': 'text/html; charset=utf-8',
    'content-length': body.length,
    connection: 'close',
  })
  response.end(body)
}

function closeOnce(server: Server, sockets: ReadonlySet<Socket>): OpenReceiver['close'] {
  let closing: Promise<void> | undefined
  return () => {
    closing ??= new Promise((resolve) => {
      server.close(() => resolve())
      // A reply is small, so it went to the system as it was given; the system delivers it. Nothing is waited for.
      for (const socket of sockets) socket.destroy()
    })
    return closing
  }
}
