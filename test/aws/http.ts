/**
 * The wire under every service: one loopback server, its faults, its `Date`, its counters.
 *
 * @module
 */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import type { StandInClock } from './clock.ts'
import type { Counters } from './counters.ts'
import { type Delivery, deliver, deliverFault, deliverSpoilt, isEarly } from './fault-delivery.ts'
import type { FaultScript } from './faults.ts'
import { type Operation, type Received, Refusal, type Reply, type Route, type Service } from './service.ts'
import type { Traffic } from './traffic.ts'

export interface ListenOptions {
  readonly service: Service
  readonly clock: StandInClock
  readonly faults: FaultScript
  readonly counters: Counters
  /** Set: how much comes at a time is measured here. */
  readonly traffic?: Traffic | undefined
  /** 0 lets the system choose. */
  readonly port: number
  /** Goes before every path, e.g. `/x`; empty for none. */
  readonly pathPrefix: string
  /** PEM. With it the server speaks TLS. */
  readonly tls?: { readonly key: string; readonly cert: string } | undefined
}

export interface Listening {
  /** No slash at the end. */
  readonly url: string
  close(): Promise<void>
}

const mostBodyBytes = 64 * 1024

/** Serves on 127.0.0.1 until closed. */
export async function listen(options: ListenOptions): Promise<Listening> {
  const closing = new AbortController()
  const answer: RequestListener = (incoming, outgoing) => {
    const exchange = new Exchange(options, scheme, incoming, outgoing)
    exchange.run(closing.signal).catch((error: unknown) => {
      if (!closing.signal.aborted) console.error('stand-in:', error)
      outgoing.destroy()
    })
  }
  const scheme = options.tls ? 'https' : 'http'
  const server = options.tls ? createSecureServer(options.tls, answer) : createServer(answer)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : options.port
  return {
    url: `${scheme}://127.0.0.1:${port}${options.pathPrefix}`,
    close: () =>
      new Promise((resolve) => {
        closing.abort()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** One request and what became of it. */
class Exchange {
  readonly #options: ListenOptions
  readonly #scheme: string
  readonly #incoming: IncomingMessage
  readonly #outgoing: ServerResponse

  constructor(options: ListenOptions, scheme: string, incoming: IncomingMessage, outgoing: ServerResponse) {
    this.#options = options
    this.#scheme = scheme
    this.#incoming = incoming
    this.#outgoing = outgoing
  }

  async run(closing: AbortSignal): Promise<void> {
    const { clock, counters, faults, service, traffic } = this.#options
    const operation = this.#routes()[0]?.operation ?? 'other'
    counters.called(operation)
    if (traffic) {
      traffic.began(clock.now())
      this.#outgoing.once('close', () => traffic.ended())
    }
    const rule = faults.next(operation)
    const body = await readBody(this.#incoming)
    if (rule?.delayInMilliseconds) await sleep(rule.delayInMilliseconds, undefined, { signal: closing })
    const delivery = (): Delivery => ({
      outgoing: this.#outgoing,
      date: clock.now() + (rule?.dateSkewInSeconds ?? 0) * 1000,
      tooMany: () => service.refuse(429, 'Too many requests. Please slow down.'),
      exception: (name, more) =>
        service.exception?.(name, more) ??
        service.refuse(500, `${name} is not an exception of this service.`),
    })
    const fault = rule?.fault
    if (fault) counters.outcome(operation, { outcome: `fault:${fault.kind}` })
    if (fault && isEarly(fault)) {
      deliverFault(delivery(), fault)
      return
    }
    const reply = this.#judge(body, operation)
    counters.outcome(operation, reply)
    if (fault) deliverSpoilt(delivery(), reply, fault)
    else deliver(delivery(), reply)
  }

  #judge(body: Buffer | undefined, operation: Operation): Reply {
    const { service } = this.#options
    const { path, query } = this.#target()
    const authority = this.#incoming.headers.host ?? ''
    const port = this.#incoming.socket.localPort
    if (authority !== `127.0.0.1:${port}` && authority !== `localhost:${port}`) {
      return service.refuse(421, 'The Host header names another server.')
    }
    if (!body) return service.refuse(413, 'The body is too large.')
    const routes = this.#routes()
    const route = routes.find(({ method }) => method === this.#incoming.method)
    if (routes.length === 0) return service.refuse(404, 'There is nothing at this path.')
    if (!route) return service.refuse(405, `${operation} does not take this method.`)
    const origin = `${this.#scheme}://${authority}`
    const received: Received = {
      method: route.method,
      path,
      query,
      headers: headersOf(this.#incoming),
      body,
      base: `${origin}${this.#options.pathPrefix}`,
      url: `${origin}${path}`,
    }
    return handled(route, received, service)
  }

  /** The routes of this path; those made for this very query alone, where there are any. */
  #routes(): readonly Route[] {
    const { pathPrefix, service } = this.#options
    const { path, query } = this.#target()
    const routes = service.routes.filter((route) => `${pathPrefix}${route.path}` === path)
    const exact = routes.filter((route) => route.query === query)
    return exact.length > 0 ? exact : routes.filter((route) => route.query === undefined)
  }

  #target(): { readonly path: string; readonly query: string } {
    const target = this.#incoming.url ?? '/'
    const mark = target.indexOf('?')
    return mark < 0
      ? { path: target, query: '' }
      : { path: target.slice(0, mark), query: target.slice(mark + 1) }
  }
}

function handled(route: Route, received: Received, service: Service): Reply {
  try {
    return route.handle(received)
  } catch (error) {
    if (error instanceof Refusal) return error.reply
    console.error('stand-in:', error)
    return service.refuse(500, 'The stand-in failed.')
  }
}

function headersOf(incoming: IncomingMessage): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.entries(incoming.headersDistinct).map(([name, values]) => [name, values ?? []]))
}

/** The body, or undefined when it is larger than any request may be. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of incoming as AsyncIterable<Buffer>) {
    length += piece.length
    if (length <= mostBodyBytes) pieces.push(piece)
  }
  return length <= mostBodyBytes ? Buffer.concat(pieces) : undefined
}
