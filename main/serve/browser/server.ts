/**
 * The window in a browser tab: files and a WebSocket on 127.0.0.1, for whoever brings the one-time link.
 *
 * @module
 */
import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { mostBytesOfCall } from '../../../preload/contract/messages.ts'
import { provenText } from '../../../preload/contract/tab-greeting.ts'
import type { AskingTab } from '../../actions/console/console-request.ts'
import type { Clock } from '../../kernel/ports/clock.ts'
import type { Log } from '../../kernel/ports/log.ts'
import type { TcpPeers } from '../../kernel/ports/tcp-peers.ts'
import type { WindowFile } from '../../kernel/ports/window-files.ts'
import type { Secret } from '../../kernel/secret.ts'
import { OwnGuests } from './own-guests.ts'
import { TabKeys } from './tab-keys.ts'
import { TurnedAway } from './turned-away.ts'
import { WaysOut } from './ways-out.ts'
import {
  cookieFor,
  decodeGreeting,
  encodeWelcome,
  foreignCookieEnded,
  judge,
  judgeSocket,
  replyHeaders,
  type TabDoor,
  type TabRequest,
} from './wire.ts'

/** The agent's end of one window. */
export interface TabConnection {
  receive(text: string): boolean
  close(): void
}

export interface BrowserServerOptions {
  readonly files: ReadonlyMap<string, WindowFile>
  readonly connect: (send: (text: string) => void, tab: AskingTab) => TabConnection
  readonly peers: TcpPeers
  readonly log: Pick<Log, 'note'>
  readonly clock: Pick<Clock, 'elapsed' | 'schedule'>
  /** 32 unguessable bytes in hexadecimal. */
  readonly randomKey: () => string
  /** With no tab open for this long, the server ends by itself. */
  readonly idleInMilliseconds: number
  /** The server has ended, by itself or by {@link BrowserServer.close}. */
  readonly onEnd: () => void
}

export interface BrowserServer {
  /** A new address that works once. */
  link(): URL
  tabs(): number
  close(): Promise<void>
}

const mostTabs = 32

/** Listens on 127.0.0.1, on a port that the system chooses. */
export async function serveBrowser(options: BrowserServerOptions): Promise<BrowserServer> {
  // The limits only hold because connections are looked at often (M4).
  const server = createServer({
    headersTimeout: 2_000,
    requestTimeout: 4_000,
    connectionsCheckingInterval: 500,
    // A browser sends every cookie that anything on 127.0.0.1 has set, on whatever port. All else is measured by `judge`.
    maxHeaderSize: 65_536,
    keepAliveTimeout: 5_000,
    // A missing Host is judged like any other.
    requireHostHeader: false,
  })
  server.maxConnections = 256
  await listen(server)
  const { port } = server.address() as AddressInfo
  const tabs = new Tabs(server, { port, folder: options.randomKey() }, options)
  return {
    link: () => tabs.link(),
    tabs: () => tabs.count(),
    close: () => tabs.close(),
  }
}

class Tabs {
  readonly #server: Server
  readonly #door: TabDoor
  readonly #options: BrowserServerOptions
  readonly #keys: TabKeys
  readonly #guests: OwnGuests
  readonly #waysOut: WaysOut
  /** Proves to a tab that comes back that this is the server it left. Never sent to a page that asks for proof. */
  readonly #proofKey: string
  /** Each open tab with the cookie that let it in. */
  readonly #open = new Map<WebSocket, string>()
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: mostBytesOfCall,
    perMessageDeflate: false,
  })
  #idle: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(server: Server, door: TabDoor, options: BrowserServerOptions) {
    this.#server = server
    this.#door = door
    this.#options = options
    this.#keys = new TabKeys(options.randomKey, options.clock)
    this.#proofKey = options.randomKey()
    this.#waysOut = new WaysOut(options.randomKey, options.clock)
    this.#guests = new OwnGuests(server, { ...options, elapsed: () => performance.now() })
    // SECURITY (T8): what Node would answer by itself, it would answer before it is known who asks.
    for (const event of ['request', 'checkContinue', 'checkExpectation'] as const)
      server.on(event, (request, response) => void this.#answer(request, response))
    const turnedAway = new TurnedAway<Duplex>({
      isOurs: (socket) => this.#guests.isOurs(socket),
      later(delayInMilliseconds, act) {
        const timer = setTimeout(act, delayInMilliseconds).unref()
        return () => clearTimeout(timer)
      },
    })
    server.on(
      'clientError',
      (fault: NodeJS.ErrnoException, socket) => void turnedAway.take(fault.code, socket),
    )
    server.on('upgrade', (request, socket, head) => void this.#upgrade(request, socket, head))
    server.on('error', () => undefined)
    this.#waitForTabs()
  }

  count(): number {
    return this.#open.size
  }

  link(): URL {
    // Whoever asks for a link has all the time to open it.
    if (this.#open.size === 0) this.#waitForTabs()
    return new URL(`http://127.0.0.1:${this.#door.port}/${this.#door.folder}/enter/${this.#keys.newLink()}`)
  }

  close(): Promise<void> {
    clearTimeout(this.#idle)
    if (!this.#isClosed) {
      this.#isClosed = true
      for (const socket of this.#open.keys()) socket.close(1001)
      this.#options.onEnd()
    }
    return new Promise((resolve) => {
      this.#server.close(() => resolve())
      this.#server.closeAllConnections()
      for (const socket of this.#open.keys()) socket.terminate()
    })
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!(await this.#guests.isOurs(request.socket)) || response.destroyed) return
    const reply = this.#replyTo(request, response)
    response.writeHead(reply.status, {
      ...replyHeaders(this.#door),
      'content-type': reply.file.type,
      'content-length': reply.file.bytes.byteLength,
    })
    response.end(request.method === 'HEAD' ? undefined : reply.file.bytes)
  }

  #replyTo(request: IncomingMessage, response: ServerResponse): { status: number; file: WindowFile } {
    const verdict = judge(tabRequest(request), this.#door)
    if (verdict.kind === 'refuse') return { status: verdict.status, file: text(verdict.reason) }
    if (verdict.kind === 'enter') return this.#enter(verdict.key, request, response)
    if (verdict.kind === 'out') return this.#leadOut(verdict, response)
    if (!this.#keys.holds(verdict.cookie)) {
      return { status: 403, file: text('This window has ended. Open another with: signet ui') }
    }
    const file = this.#options.files.get(verdict.path)
    return file ? { status: 200, file } : { status: 404, file: text('There is nothing here.') }
  }

  #enter(key: string, request: IncomingMessage, response: ServerResponse) {
    // A preview of the link must not use it up.
    const cookie = request.method === 'GET' ? this.#keys.enter(key) : undefined
    if (cookie === undefined) {
      return {
        status: 403,
        file: text('This link was used already, or is too old. Get another with: signet ui'),
      }
    }
    response.setHeader('set-cookie', [cookieFor(this.#door, cookie), foreignCookieEnded])
    this.#endTabsWithoutCookie()
    // The page asks for the next one itself, so that a strict cookie goes along wherever the link was clicked.
    const page = `<!doctype html><meta charset="utf-8"><title>Signet</title><link rel="icon" href="data:,"><meta http-equiv="refresh" content="0;url=/${this.#door.folder}/">`
    return { status: 200, file: { type: 'text/html; charset=utf-8', bytes: Buffer.from(page) } }
  }

  #leadOut({ key, cookie }: { readonly key: string; readonly cookie: string }, response: ServerResponse) {
    const address = this.#keys.holds(cookie) ? this.#waysOut.take(key, cookie) : undefined
    if (address === undefined) {
      return { status: 410, file: text('This address works once, for a minute. Open the console again.') }
    }
    // SECURITY (T17): in this header alone, and the page there does not learn where its visitor came from.
    response.setHeader('location', address.reveal().href)
    return { status: 303, file: text('Your browser goes on to the AWS console.') }
  }

  /** A tab lives as long as its cookie: newer ones push the oldest out. */
  #endTabsWithoutCookie(): void {
    for (const [tab, cookie] of this.#open) if (!this.#keys.holds(cookie)) tab.close(1001)
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy())
    if (!(await this.#guests.isOurs(request.socket)) || socket.destroyed || this.#isClosed) {
      socket.destroy()
      return
    }
    const verdict = judgeSocket(tabRequest(request), this.#door)
    if (verdict === undefined || !this.#keys.holds(verdict.cookie) || this.#open.size >= mostTabs) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    this.#sockets.handleUpgrade(request, socket, head, (tab) => this.#serve(tab, verdict.cookie))
  }

  #serve(tab: WebSocket, cookie: string): void {
    this.#open.set(tab, cookie)
    clearTimeout(this.#idle)
    let window: TabConnection | undefined
    const asking = { hold: (address: Secret<URL>) => `open/${this.#waysOut.open(address, cookie)}` }
    const receive = (text: string): boolean => {
      if (window !== undefined) return window.receive(text)
      const welcome = this.#welcome(text)
      if (welcome === undefined) return false
      tab.send(welcome)
      window = this.#options.connect((message) => {
        if (tab.readyState !== tab.OPEN) return
        tab.send(message)
        // SECURITY (T27): a tab that does not read must not fill our memory.
        if (tab.bufferedAmount > 64 * 1024 * 1024) tab.terminate()
      }, asking)
      return true
    }
    tab.on('message', (payload, isBinary) => {
      if (isBinary || !receive(payload.toString())) tab.close(1008)
    })
    tab.on('error', () => tab.terminate())
    tab.on('close', () => {
      this.#open.delete(tab)
      window?.close()
      if (this.#open.size === 0) this.#waitForTabs()
    })
  }

  #welcome(text: string): string | undefined {
    const greeting = decodeGreeting(text)
    if (greeting === undefined) return undefined
    const { nonce } = greeting
    if (nonce === null) return encodeWelcome({ kind: 'welcome', key: this.#proofKey })
    const proof = createHmac('sha256', Buffer.from(this.#proofKey, 'hex')).update(provenText(nonce))
    return encodeWelcome({ kind: 'proof', proof: proof.digest('hex') })
  }

  /** Off unless somebody looks. */
  #waitForTabs(): void {
    clearTimeout(this.#idle)
    if (this.#isClosed) return
    this.#idle = setTimeout(() => void this.close(), this.#options.idleInMilliseconds)
    this.#idle.unref()
  }
}

function tabRequest(request: IncomingMessage): TabRequest {
  const headers: Record<string, string | undefined> = {}
  // SECURITY (T7): every one of a repeated header counts. Node itself would pass over a second Host.
  for (const [name, values = []] of Object.entries(request.headersDistinct)) headers[name] = values.join(', ')
  return { method: request.method ?? '', target: request.url ?? '', headers }
}

function text(words: string): WindowFile {
  return { type: 'text/plain; charset=utf-8', bytes: Buffer.from(`${words}\n`) }
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port: 0, backlog: 128 }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
