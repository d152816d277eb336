/**
 * Only programs of this user are served: whoever else knocks on the loopback port is let go without a byte.
 *
 * @module
 */
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Log } from '../../kernel/ports/log.ts'
import type { TcpPeers } from '../../kernel/ports/tcp-peers.ts'

const noteInMilliseconds = 1_000

export class OwnGuests {
  readonly #peers: TcpPeers
  readonly #log: Pick<Log, 'note'>
  readonly #verdicts = new WeakMap<object, Promise<boolean>>()
  #strangers = 0
  #noted = Number.NEGATIVE_INFINITY

  constructor(server: Server, peers: TcpPeers, log: Pick<Log, 'note'>) {
    this.#peers = peers
    this.#log = log
    server.on('connection', (socket: Socket) => this.#welcome(socket))
  }

  /** Whether the other end is a process of ours: where the system does not tell, the cookie alone decides. */
  isOurs(socket: object): Promise<boolean> {
    return this.#verdicts.get(socket) ?? Promise.resolve(false)
  }

  #welcome(socket: Socket): void {
    socket.on('error', () => socket.destroy())
    const verdict = this.#judge(socket)
    this.#verdicts.set(socket, verdict)
    void verdict.then((isOurs) => {
      if (isOurs || socket.destroyed) return
      socket.destroy()
      this.#note()
    })
  }

  // SECURITY (T8, T16): a right cookie in the hands of another user opens nothing.
  async #judge({ localAddress, localPort, remoteAddress, remotePort }: Socket): Promise<boolean> {
    if (!this.#peers.canTell) return true
    if (!localAddress || !localPort || !remoteAddress || !remotePort) return false
    return this.#peers.isOurs({ localAddress, localPort, remoteAddress, remotePort })
  }

  /** Once a second at most: another user may knock as often as they like. */
  #note(): void {
    this.#strangers += 1
    const now = performance.now()
    if (now - this.#noted < noteInMilliseconds) return
    this.#noted = now
    this.#log.note('window.foreign', { count: this.#strangers })
    this.#strangers = 0
  }
}
