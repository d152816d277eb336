/**
 * The end of a connection that brings no request, or too much of one.
 *
 * @module
 */
import { goodbye } from './goodbye.ts'

/** A browser takes some milliseconds to send the rest of what it has. */
const longestRestInMilliseconds = 1_000

/** What is needed of the host's sockets. */
interface TurnedSocket {
  readonly writable: boolean
  end(text: string): unknown
  destroy(): unknown
  once(event: 'close', listener: () => void): unknown
}

export interface TurnedAwayNeeds<Socket> {
  /** Whether the one who asks may hear why. */
  readonly isOurs: (socket: Socket) => Promise<boolean>
  /** Returns what takes it back. */
  readonly later: (delayInMilliseconds: number, act: () => void) => () => void
}

export class TurnedAway<Socket extends TurnedSocket> {
  readonly #needs: TurnedAwayNeeds<Socket>
  readonly #known = new WeakSet<Socket>()

  constructor(needs: TurnedAwayNeeds<Socket>) {
    this.#needs = needs
  }

  /** @param code - Of the fault that Node's `clientError` brings. */
  async take(code: string | undefined, socket: Socket): Promise<void> {
    // Each further piece of what is wrong is a fault again.
    if (this.#known.has(socket)) return
    this.#known.add(socket)
    const isHeard = (await this.#needs.isOurs(socket)) && socket.writable
    if (!isHeard) {
      socket.destroy()
      return
    }
    socket.end(goodbye(code))
    // The rest is taken in: of a connection that ends with something unread, the system may drop the answer too. But who
    // never ends a request does not end a connection either.
    const cancel = this.#needs.later(longestRestInMilliseconds, () => socket.destroy())
    socket.once('close', cancel)
  }
}
