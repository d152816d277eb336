/**
 * Serves relays on a socket: who may stay, for how long, and how much may wait for them.
 *
 * @module
 */
import { createServer, type Server, type Socket } from 'node:net'
import type { TerminalHandler } from '../terminal/request.ts'
import { type RelayPeer, RelaySession } from './session.ts'
import { encodeBusy } from './wire-reply.ts'

export interface RelayServer {
  connections(): number
  /**
   * Takes no more relays, lets running commands end for a moment, then ends every connection.
   * A command that calls it must not wait for it: it would wait for itself.
   */
  close(): Promise<void>
}

export interface RelayLimits {
  readonly connections: number
  /** From the connect, or from a later request's first byte, to the request's last. */
  readonly requestInMilliseconds: number
  /** Between one answer and the next request of the same connection. */
  readonly idleInMilliseconds: number
  /** Bytes of an answer that its reader has not taken. */
  readonly unreadInBytes: number
  /** How long `close` waits for running commands. */
  readonly closeInMilliseconds: number
}

const sweepInMilliseconds = 250

const usualLimits: RelayLimits = {
  connections: 1024,
  requestInMilliseconds: 2000,
  idleInMilliseconds: 60_000,
  unreadInBytes: 32 * 1024 * 1024,
  closeInMilliseconds: 1000,
}

/**
 * @param options.listen - Binds the server to the path, privately; its failure is this function's.
 */
export async function serveRelay(options: {
  readonly socketPath: string
  readonly listen: (server: Server, socketPath: string) => Promise<void>
  readonly handle: TerminalHandler
  readonly limits?: Partial<RelayLimits>
}): Promise<RelayServer> {
  const limits = { ...usualLimits, ...options.limits }
  const connections = new Set<Connection>()
  const server = createServer((socket) => {
    if (connections.size >= limits.connections && !makeRoom(connections)) {
      turnAway(socket)
      return
    }
    const connection = new Connection(socket, options.handle, limits)
    connections.add(connection)
    socket.once('close', () => {
      connections.delete(connection)
      connection.session.close()
    })
    sweep.whileAny()
  })
  const sweep = sweeper(connections)
  await options.listen(server, options.socketPath)
  // A failed accept (no file descriptors left) costs that caller its connection, not the agent its life.
  server.on('error', () => undefined)
  return {
    connections: () => connections.size,
    close: () => close(server, connections, limits.closeInMilliseconds),
  }
}

class Connection {
  readonly session: RelaySession
  readonly socket: Socket
  readonly #limits: RelayLimits
  #hasAsked = false
  /** When what it does now began. */
  #since = performance.now()

  constructor(socket: Socket, handle: TerminalHandler, limits: RelayLimits) {
    this.socket = socket
    this.#limits = limits
    this.session = new RelaySession(handle, this.#peer())
    socket.on('data', (chunk: Uint8Array) => this.#receive(chunk))
    // A reset or a closed pipe is followed by 'close', which is where a session ends.
    socket.on('error', () => socket.destroy())
    // A relay never closes one way only: its end of input is its end.
    socket.on('end', () => socket.destroy())
  }

  /** A command may take its time: a person may be signing in. All else has its limit. */
  isOverdue(now: number): boolean {
    if (this.session.step === 'running') return false
    const isIdle = this.#hasAsked && this.session.step === 'waiting'
    const limit = isIdle ? this.#limits.idleInMilliseconds : this.#limits.requestInMilliseconds
    return now - this.#since > limit
  }

  #receive(chunk: Uint8Array): void {
    // A request's time runs from its first byte, however many chunks it comes in.
    if (this.#hasAsked && this.session.step === 'waiting') this.#since = performance.now()
    try {
      this.session.receive(chunk)
    } catch {
      // SECURITY: T27. Whoever sends no frames gets no answer either.
      this.socket.destroy()
      return
    }
    if (this.session.step === 'running') this.#hasAsked = true
  }

  #peer(): RelayPeer {
    const socket = this.socket
    return {
      send: (frames) => {
        if (socket.destroyed) return
        const [first] = frames
        socket.write(frames.length === 1 && first !== undefined ? first : Buffer.concat(frames))
        // SECURITY: T27. A reader that does not read must not fill our memory.
        if (socket.writableLength > this.#limits.unreadInBytes) socket.destroy()
      },
      soon: (task) => void setImmediate(task),
      end: () => void socket.end(),
      answered: async () => {
        if (socket.writableNeedDrain) await drained(socket)
        this.#since = performance.now()
      },
    }
  }
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('drain', resolve)
    socket.once('close', () => resolve())
  })
}

/** Ends overdue connections. One timer for all of them, and none while there are none: an idle agent sleeps. */
function sweeper(connections: ReadonlySet<Connection>): { whileAny(): void } {
  let timer: NodeJS.Timeout | undefined
  const sweep = () => {
    const now = performance.now()
    for (const connection of connections) if (connection.isOverdue(now)) connection.socket.destroy()
    if (connections.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
  return {
    whileAny() {
      timer ??= setInterval(sweep, sweepInMilliseconds).unref()
    },
  }
}

/** SECURITY: T27. Who has waited longest without a request makes room, so that idle connections cannot lock others out. */
function makeRoom(connections: Set<Connection>): boolean {
  for (const connection of connections) {
    if (connection.session.step === 'running') continue
    connections.delete(connection)
    turnAway(connection.socket)
    return true
  }
  return false
}

function turnAway(socket: Socket): void {
  socket.on('error', () => socket.destroy())
  socket.end(encodeBusy(), () => socket.destroy())
}

async function close(
  server: Server,
  connections: ReadonlySet<Connection>,
  graceInMilliseconds: number,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // What was said to a relay still reaches it, and one that had not finished asking is told so: it asks the next agent.
  // A command that runs on is cut off when its time is over.
  const end = () => {
    for (const { socket, session } of connections) {
      if (session.step !== 'running' && !socket.writableEnded) turnAway(socket)
    }
  }
  const poll = setInterval(end, 10)
  const deadline = setTimeout(() => {
    for (const { socket } of connections) socket.destroy()
  }, graceInMilliseconds)
  end()
  await closed
  clearInterval(poll)
  clearTimeout(deadline)
}
