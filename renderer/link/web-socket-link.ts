/**
 * The link over a WebSocket to `signet ui`. It comes back by itself, to the same server and to no other.
 *
 * @module
 */
import { type CallName, type CallReply, type CallRequest, calls } from '../../preload/contract/calls.ts'
import type { ErrorView } from '../../preload/contract/errors.ts'
import type { EventName, EventPayload } from '../../preload/contract/events.ts'
import { isEventName } from '../../preload/contract/events.ts'
import { type FromAgent, fromAgentSchema } from '../../preload/contract/messages.ts'
import { welcomeSchema } from '../../preload/contract/tab-greeting.ts'
import type { AgentLink, ConnectionState } from './agent-link.ts'
import { CallError } from './call-error.ts'
import { EventListeners } from './event-listeners.ts'
import { ServerProof } from './server-proof.ts'

interface Waiting {
  readonly name: CallName
  readonly resolve: (reply: never) => void
  readonly reject: (error: CallError) => void
}

const firstPauseInMilliseconds = 250
const longestPauseInMilliseconds = 8_000
/** Going away (RFC 6455, section 7.4.1). */
const goneForGood = 1001
/** Policy violation (RFC 6455, section 7.4.1). */
const notTheServer = 1008

export function webSocketLink(location: Pick<Location, 'host' | 'pathname'>): AgentLink {
  return new WebSocketLink(`ws://${location.host}${location.pathname.replace(/[^/]*$/, '')}socket`)
}

class WebSocketLink implements AgentLink {
  readonly isTab = true
  readonly #url: string
  readonly #listeners = new EventListeners()
  readonly #watchers = new Set<(state: ConnectionState) => void>()
  readonly #waiting = new Map<number, Waiting>()
  readonly #proof = new ServerProof()
  #socket: WebSocket | undefined
  #state: ConnectionState = 'connecting'
  #isOver = false
  #next = 1
  #pause = firstPauseInMilliseconds

  constructor(url: string) {
    this.#url = url
    this.#connect()
  }

  get isOver(): boolean {
    return this.#isOver
  }

  call<Name extends CallName>(name: Name, request: CallRequest<Name>): Promise<CallReply<Name>> {
    const socket = this.#socket
    if (this.#state !== 'open' || socket?.readyState !== WebSocket.OPEN)
      return Promise.reject(new CallError(unreachable))
    return new Promise((resolve, reject) => {
      const id = this.#next++
      this.#waiting.set(id, { name, resolve, reject })
      socket.send(JSON.stringify({ kind: 'call', id, name, request }))
    })
  }

  on<Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void): () => void {
    return this.#listeners.on(name, listener)
  }

  onConnection(listener: (state: ConnectionState) => void): () => void {
    this.#watchers.add(listener)
    listener(this.#state)
    return () => this.#watchers.delete(listener)
  }

  #connect(): void {
    const socket = new WebSocket(this.#url)
    this.#socket = socket
    let isProven = false
    let isOther = false
    const refuse = () => {
      isOther = true
      socket.close(notTheServer)
    }
    socket.addEventListener('open', () => socket.send(JSON.stringify(this.#proof.greeting())))
    socket.addEventListener('message', ({ data }) => {
      if (typeof data !== 'string' || isOther) return
      if (isProven) this.#receive(data)
      else
        void this.#accepts(data).then((accepted) => {
          if (!accepted) return refuse()
          isProven = true
          this.#pause = firstPauseInMilliseconds
          this.#become('open')
        }, refuse)
    })
    socket.addEventListener('close', ({ code }) => {
      for (const { reject } of this.#waiting.values()) reject(new CallError(unreachable))
      this.#waiting.clear()
      // SECURITY (T16): the server has ended, and its cookie with it. Whoever listens there next is not asked for a state.
      this.#isOver = code === goneForGood || isOther
      this.#become('lost')
      if (this.#isOver) return
      setTimeout(() => this.#connect(), this.#pause)
      this.#pause = Math.min(this.#pause * 2, longestPauseInMilliseconds)
    })
  }

  async #accepts(text: string): Promise<boolean> {
    const welcome = welcomeSchema.safeParse(JSON.parse(text))
    return welcome.success && (await this.#proof.accepts(welcome.data))
  }

  #receive(text: string): void {
    const message = decode(text)
    if (message === undefined) return
    if (message.kind === 'event') {
      if (isEventName(message.name)) this.#listeners.tell(message.name, message.payload)
      return
    }
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (waiting === undefined) return
    if (message.kind === 'refusal') {
      waiting.reject(new CallError(message.error))
      return
    }
    const reply = calls[waiting.name].reply.safeParse(message.reply)
    if (reply.success) waiting.resolve(reply.data as never)
    else waiting.reject(new CallError(notUnderstood))
  }

  #become(state: ConnectionState): void {
    if (this.#state === state) return
    this.#state = state
    for (const watcher of this.#watchers) watcher(state)
  }
}

function decode(text: string): FromAgent | undefined {
  try {
    return fromAgentSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

const unreachable: ErrorView = {
  code: 'network-down',
  message: 'The agent cannot be reached. Nothing was changed. If this stays so, run: signet ui',
  remedy: 'retry',
}
const notUnderstood: ErrorView = {
  code: 'response-malformed',
  message: 'The agent answered something that this window does not know. Reload the window.',
  remedy: 'none',
}
