import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { request as ask } from 'node:http'
import { connect } from 'node:net'
import { WebSocket } from 'ws'
import type { AskingTab } from '../../../../../main/actions/console/console-request.ts'
import type { TcpPeers } from '../../../../../main/kernel/ports/tcp-peers.ts'
import { type BrowserServer, serveBrowser } from '../../../../../main/serve/browser/server.ts'
import { FakeClock } from '../../../../fakes/fake-clock.ts'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** The server of browser tabs in this process, with one file, and an agent that says back what it hears. */
export class TabRig {
  readonly server: BrowserServer
  readonly port: number
  readonly folder: string
  readonly heard: string[]
  readonly noted: string[]
  /** What the agent has of each tab that was greeted. */
  readonly tabs: readonly AskingTab[]
  readonly clock: FakeClock
  readonly #ended: { count: number }

  private constructor(
    server: BrowserServer,
    heard: string[],
    noted: string[],
    ended: { count: number },
    { tabs, clock }: Pick<TabRig, 'tabs' | 'clock'>,
  ) {
    this.server = server
    this.tabs = tabs
    this.clock = clock
    this.heard = heard
    this.noted = noted
    this.#ended = ended
    const link = server.link()
    this.port = Number(link.port)
    this.folder = link.pathname.split('/')[1] ?? ''
  }

  static async start(options: { readonly idleInMilliseconds?: number; readonly peers?: TcpPeers } = {}) {
    const [heard, noted, ended]: [string[], string[], { count: number }] = [[], [], { count: 0 }]
    const tabs: AskingTab[] = []
    const clock = new FakeClock()
    const server = await serveBrowser({
      files: new Map([['index.html', { type: 'text/html', bytes: Buffer.from('the window') }]]),
      connect(send, tab) {
        tabs.push(tab)
        return {
          receive(text) {
            heard.push(text)
            if (text.startsWith('{')) send(text)
            return text.startsWith('{')
          },
          close: () => heard.push('closed'),
        }
      },
      clock,
      randomKey: () => randomBytes(32).toString('hex'),
      idleInMilliseconds: options.idleInMilliseconds ?? 60_000,
      peers: options.peers ?? { canTell: false, isOurs: () => Promise.resolve(false) },
      log: { note: (event) => noted.push(event) },
      onEnd: () => {
        ended.count += 1
      },
    })
    return new TabRig(server, heard, noted, ended, { tabs, clock })
  }

  get ends(): number {
    return this.#ended.count
  }

  get host(): string {
    return `127.0.0.1:${this.port}`
  }

  /** One request, as written: nothing is made tidy on the way. */
  ask(path: string, headers: Record<string, string | string[]> = {}, method = 'GET'): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = ask(
        {
          host: '127.0.0.1',
          port: this.port,
          path,
          method,
          agent: false,
          headers: { host: this.host, ...headers },
        },
        (response) => {
          let body = ''
          response.setEncoding('utf8').on('data', (text: string) => {
            body += text
          })
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
          )
        },
      )
      sent.on('error', reject)
      sent.end()
    })
  }

  /** Bytes as they are; what came back until the end. */
  raw(text: string): Promise<string> {
    return new Promise((resolve) => {
      let said = ''
      const socket = connect(this.port, '127.0.0.1', () => socket.write(text, 'latin1'))
      socket.setEncoding('latin1').on('data', (piece: string) => {
        said += piece
      })
      socket.on('error', () => undefined)
      socket.on('close', () => resolve(said))
    })
  }

  /** Opens a link as a person does; the cookie. */
  async enter(): Promise<string> {
    const { status, headers } = await this.ask(this.server.link().pathname, { 'sec-fetch-site': 'none' })
    const cookie = headers['set-cookie']?.[0]?.split(';')[0]
    if (status !== 200 || cookie === undefined) throw new Error(`a link was answered with ${status}`)
    return cookie
  }

  /** A tab's socket that was greeted as a new page greets; rejects with the status when it is refused. */
  async open(cookie: string | undefined, headers: Record<string, string> = {}): Promise<WebSocket> {
    const socket = await this.connect(cookie, headers)
    await this.greet(socket, null)
    return socket
  }

  async greet(socket: WebSocket, nonce: string | null): Promise<Record<string, string>> {
    socket.send(JSON.stringify({ kind: 'greet', nonce }))
    const [answer] = await once(socket, 'message')
    return JSON.parse(String(answer)) as Record<string, string>
  }

  /** Its socket before any word; rejects with the status when it is refused. */
  connect(cookie: string | undefined, headers: Record<string, string> = {}): Promise<WebSocket> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://${this.host}/${this.folder}/socket`, {
        headers: {
          ...(cookie === undefined ? {} : { cookie }),
          origin: `http://${this.host}`,
          'sec-fetch-site': 'same-origin',
          ...headers,
        },
      })
      socket.once('open', () => resolve(socket))
      socket.once('unexpected-response', (_request, response) => {
        socket.once('error', () => undefined)
        socket.terminate()
        reject(new Error(String(response.statusCode)))
      })
      socket.once('error', reject)
    })
  }
}

/** The code that a socket ends with. */
export function endOf(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => socket.once('close', (code) => resolve(code)))
}
