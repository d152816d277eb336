/**
 * The container endpoint's HTTP server: one address, small requests, short waits, and nobody else's processes.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type {
  ContainerListener,
  ContainerReply,
  ContainerRequest,
} from '../../kernel/ports/container-listener.ts'
import type { Log } from '../../kernel/ports/log.ts'
import type { TcpPeers } from '../../kernel/ports/tcp-peers.ts'

export interface ContainerLimits {
  readonly headersTimeoutInMilliseconds: number
  readonly requestTimeoutInMilliseconds: number
  /** How often the two above are looked at: without it, Node looks every 30 s (M4). */
  readonly checkEveryMilliseconds: number
  readonly mostHeaderBytes: number
  /** Node's own clients do not use a connection again that is kept for a second or less. */
  readonly keepAliveInMilliseconds: number
  readonly mostConnections: number
}

const usualLimits: ContainerLimits = {
  headersTimeoutInMilliseconds: 2_000,
  requestTimeoutInMilliseconds: 4_000,
  checkEveryMilliseconds: 500,
  mostHeaderBytes: 8_192,
  keepAliveInMilliseconds: 5_000,
  mostConnections: 256,
}

/** M1: what waits to be accepted while the process is busy for a moment. */
const backlog = 4096
const foreignNoteInMilliseconds = 1_000
const longestGoodbyeInMilliseconds = 1_000

export interface ContainerListenerNeeds {
  readonly peers: TcpPeers
  readonly log: Log
  readonly limits?: Partial<ContainerLimits>
}

/** The listener on Node's HTTP server. */
export function containerListener({ peers, log, limits = {} }: ContainerListenerNeeds): ContainerListener {
  const within = { ...usualLimits, ...limits }
  return {
    async open(answer) {
      const server = serverWithin(within)
      const crowd = new Crowd(server, within.mostConnections, peers, foreignNotes(log))
      await listen(server)
      // An accept that fails later (no file descriptor free) costs that connection, not the process.
      server.on('error', () => undefined)
      const { port } = server.address() as AddressInfo
      // SECURITY (T8): what Node would answer by itself, it would answer before it is known who asks.
      for (const event of ['request', 'checkContinue', 'checkExpectation'] as const)
        server.on(event, (request: IncomingMessage, response: ServerResponse) => {
          void crowd.serve(request.socket, async () =>
            isHostless(request)
              ? send(response, hostless)
              : send(response, await answer(asked(request), port)),
          )
        })
      server.on('clientError', (fault, socket) => void crowd.turnAway(socket, fault))
      return { port, close: closeOnce(server, crowd) }
    },
  }
}

/** For what is only ever compared. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function serverWithin(limits: ContainerLimits): Server {
  return createServer({
    headersTimeout: limits.headersTimeoutInMilliseconds,
    requestTimeout: limits.requestTimeoutInMilliseconds,
    connectionsCheckingInterval: limits.checkEveryMilliseconds,
    maxHeaderSize: limits.mostHeaderBytes,
    keepAliveTimeout: limits.keepAliveInMilliseconds,
    // A missing one is refused as well, once it is known who asks.
    requireHostHeader: false,
    insecureHTTPParser: false,
    noDelay: true,
  })
}

interface Guest {
  /** Whether the connection is one of our own processes. */
  readonly isOurs: Promise<boolean>
  /** Requests that are being answered. */
  running: number
}

const faultStatus: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

/** Every open connection, oldest first. */
class Crowd {
  readonly #guests = new Map<Socket, Guest>()
  readonly #peers: TcpPeers
  readonly #most: number
  readonly #foreign: () => void
  #isClosing = false

  constructor(server: Server, most: number, peers: TcpPeers, foreign: () => void) {
    this.#most = most
    this.#peers = peers
    this.#foreign = foreign
    server.on('connection', (socket: Socket) => this.#welcome(socket))
  }

  async serve(socket: Socket, work: () => Promise<void>): Promise<void> {
    const guest = this.#guests.get(socket)
    if (guest === undefined) return
    guest.running += 1
    // SECURITY (T8): a right token in the wrong hands gets nothing, not even a refusal.
    if (await guest.isOurs) await work()
    guest.running -= 1
    if (this.#isClosing && guest.running === 0) socket.end()
  }

  /** Of what is no HTTP, too much of it, or too slow. */
  async turnAway(socket: Duplex, { code }: NodeJS.ErrnoException): Promise<void> {
    const status = faultStatus[code ?? ''] ?? '400 Bad Request'
    const isOurs = socket instanceof Socket && (await this.#guests.get(socket)?.isOurs)
    const goodbye = isOurs && socket.writable ? `HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n` : ''
    socket.end(goodbye, () => socket.destroy())
  }

  /** What is being answered is answered first; all else ends at once. */
  endAll(): void {
    this.#isClosing = true
    for (const [socket, { running }] of this.#guests) if (running === 0) socket.destroy()
    setTimeout(() => {
      for (const socket of this.#guests.keys()) socket.destroy()
    }, longestGoodbyeInMilliseconds).unref()
  }

  #welcome(socket: Socket): void {
    const isOurs = this.#isOurs(socket)
    this.#guests.set(socket, { isOurs, running: 0 })
    socket.once('close', () => this.#guests.delete(socket))
    socket.on('error', () => socket.destroy())
    if (this.#peers.canTell) socket.prependListener('end', () => this.#farewell(socket))
    void isOurs.then((ours) => {
      if (ours || socket.destroyed) return
      this.#foreign()
      socket.destroy()
    })
    if (this.#guests.size > this.#most) this.#makeRoom()
  }

  /**
   * A client that has its answer and has hung up is let go without ceremony: otherwise the kernel lists the connection for
   * another minute, and each newcomer is looked up in that list.
   */
  #farewell(socket: Socket): void {
    if (this.#guests.get(socket)?.running === 0) socket.resetAndDestroy()
  }

  async #isOurs({ localAddress, localPort, remoteAddress, remotePort }: Socket): Promise<boolean> {
    if (!this.#peers.canTell) return true
    if (!localAddress || !localPort || !remoteAddress || !remotePort) return false
    return this.#peers.isOurs({ localAddress, localPort, remoteAddress, remotePort })
  }

  /** T27: who has been idle longest goes, so that a crowd that waits shuts nobody out. */
  #makeRoom(): void {
    for (const [socket, { running }] of this.#guests) {
      if (running > 0) continue
      socket.destroy()
      return
    }
  }
}

/** Another user may knock as often as they like; the log is told once a second. */
function foreignNotes(log: Log): () => void {
  let count = 0
  let last = Number.NEGATIVE_INFINITY
  return () => {
    count += 1
    const now = performance.now()
    if (now - last < foreignNoteInMilliseconds) return
    last = now
    log.note('container.foreign', { count })
    count = 0
  }
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    // SECURITY: this address and no name, this interface and no other (T7).
    server.listen({ host: '127.0.0.1', port: 0, exclusive: true, backlog }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function asked({ method, url, headers, headersDistinct }: IncomingMessage): ContainerRequest {
  const length = headers['content-length']
  return {
    method: method ?? '',
    target: url ?? '',
    headers: headersDistinct,
    hasBody: headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0'),
  }
}

/** RFC 9112, section 3.2. */
function isHostless({ httpVersion, headers }: IncomingMessage): boolean {
  return httpVersion === '1.1' && headers.host === undefined
}
const hostless: ContainerReply = { status: 400, headers: {}, body: '' }

/** Resolves when the reply is on its way, or nobody is there to take it. */
function send(response: ServerResponse, { status, headers, body }: ContainerReply): Promise<void> {
  response.writeHead(status, {
    ...headers,
    'content-length': Buffer.byteLength(body),
    // Whoever was refused has nothing more to say here.
    ...(status === 200 ? {} : { connection: 'close' }),
  })
  return new Promise((resolve) => {
    response.once('close', resolve)
    // As a string it leaves in one piece with the headers.
    response.end(body)
  })
}

function closeOnce(server: Server, crowd: Crowd): () => Promise<void> {
  let closing: Promise<void> | undefined
  return () => {
    closing ??= new Promise((resolve) => {
      server.close(() => resolve())
      crowd.endAll()
    })
    return closing
  }
}
