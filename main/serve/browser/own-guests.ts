/**
 * Only programs of this user are served: whoever else knocks on the loopback port is let go without a byte.
 *
 * @module
 */
import type { Log } from '../../kernel/ports/log.ts'
import type { TcpPeers } from '../../kernel/ports/tcp-peers.ts'

const noteInMilliseconds = 1_000

/** What is needed of the host's server and its sockets. */
interface GuestServer {
  on(event: 'connection', listener: (socket: GuestSocket) => void): unknown
}
interface GuestSocket {
  readonly localAddress?: string | undefined
  readonly localPort?: number | undefined
  readonly remoteAddress?: string | undefined
  readonly remotePort?: number | undefined
  readonly destroyed: boolean
  destroy(): unknown
  on(event: 'error', listener: () => void): unknown
}

export interface OwnGuestsNeeds {
  readonly peers: TcpPeers
  readonly log: Pick<Log, 'note'>
  /** Milliseconds of a clock that never goes back. */
  readonly elapsed: () => number
}

export class OwnGuests {
  readonly #needs: OwnGuestsNeeds
  readonly #verdicts = new WeakMap<object, Promise<boolean>>()
  #strangers = 0
  #noted = Number.NEGATIVE_INFINITY

  constructor(server: GuestServer, needs: OwnGuestsNeeds) {
    this.#needs = needs
    server.on('connection', (socket) => this.#welcome(socket))
  }

  /** Whether the other end is a process of ours: where the system does not tell, the cookie alone decides. */
  isOurs(socket: object): Promise<boolean> {
    return this.#verdicts.get(socket) ?? Promise.resolve(false)
  }

  #welcome(socket: GuestSocket): void {
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
  async #judge({ localAddress, localPort, remoteAddress, remotePort }: GuestSocket): Promise<boolean> {
    if (!this.#needs.peers.canTell) return true
    if (!localAddress || !localPort || !remoteAddress || !remotePort) return false
    return this.#needs.peers.isOurs({ localAddress, localPort, remoteAddress, remotePort })
  }

  /** Once a second at most: another user may knock as often as they like. */
  #note(): void {
    this.#strangers += 1
    const now = this.#needs.elapsed()
    if (now - this.#noted < noteInMilliseconds) return
    this.#noted = now
    this.#needs.log.note('window.foreign', { count: this.#strangers })
    this.#strangers = 0
  }
}
