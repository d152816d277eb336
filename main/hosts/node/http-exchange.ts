import type { IncomingHttpHeaders } from 'node:http'
import type { Dispatcher } from 'undici'
import type { HttpRequest, HttpResponse } from '../../kernel/ports/http.ts'
import { bodyTooLong, encodedBody, sendFault, tookTooLong } from './http-faults.ts'

export interface ExchangeLimits {
  readonly totalInMilliseconds: number
  readonly bodyInBytes: number
}

/**
 * One request and its reply over a dispatcher: no redirect, no decompression, no retry. The body is cut off at the limit,
 * and the time runs from the call to the reply's last byte.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: HttpRequest,
  limits: ExchangeLimits,
): Promise<HttpResponse> {
  const { url, signal } = request
  return new Promise((resolve, reject) => {
    const receiving = new Receiving(url, limits, (settle) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      settle({ resolve, reject })
    })
    const onAbort = (): void => receiving.fail(signal?.reason)
    const timer = setTimeout(
      () => receiving.fail(tookTooLong(url, receiving.sent)),
      limits.totalInMilliseconds,
    )
    if (signal?.aborted) return onAbort()
    signal?.addEventListener('abort', onAbort, { once: true })
    dispatcher.dispatch(
      {
        origin: url.origin,
        path: url.pathname + url.search,
        method: request.method,
        headers: { ...request.headers, 'accept-encoding': 'identity' },
        body: request.body ?? null,
      },
      receiving,
    )
  })
}

interface Settle {
  readonly resolve: (response: HttpResponse) => void
  readonly reject: (reason: unknown) => void
}

/** A reply as it comes in. Ends once, one way or the other. */
class Receiving implements Dispatcher.DispatchHandler {
  readonly #url: URL
  readonly #limits: ExchangeLimits
  readonly #onEnd: (settle: (how: Settle) => void) => void
  readonly #chunks: Uint8Array[] = []
  #bodyLength = 0
  #reply: Pick<HttpResponse, 'status' | 'headers'> | undefined
  #controller: Dispatcher.DispatchController | undefined
  #ended = false

  constructor(url: URL, limits: ExchangeLimits, onEnd: (settle: (how: Settle) => void) => void) {
    this.#url = url
    this.#limits = limits
    this.#onEnd = onEnd
  }

  /** Whether any of the request may have left: it gets its controller when the connection stands, before the first byte. */
  get sent(): boolean {
    return this.#controller !== undefined
  }

  fail(reason: unknown): void {
    this.#end(({ reject }) => reject(reason))
    this.#controller?.abort(new Error('given up'))
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    // Whoever waited has gone while the connection was made: nothing is sent.
    if (this.#ended) controller.abort(new Error('given up'))
  }

  onResponseStart(_: unknown, status: number, headers: IncomingHttpHeaders): void {
    this.#reply = { status, headers: firstValues(headers) }
    const encoding = this.#reply.headers['content-encoding'] ?? 'identity'
    if (encoding !== 'identity') this.fail(encodedBody(this.#url))
  }

  onResponseData(_: unknown, chunk: Uint8Array): void {
    this.#bodyLength += chunk.length
    if (this.#bodyLength > this.#limits.bodyInBytes)
      this.fail(bodyTooLong(this.#url, this.#limits.bodyInBytes))
    else this.#chunks.push(chunk)
  }

  onResponseEnd(): void {
    const reply = this.#reply
    if (reply) this.#end(({ resolve }) => resolve({ ...reply, body: Buffer.concat(this.#chunks) }))
  }

  onResponseError(_: unknown, error: Error): void {
    this.fail(sendFault(this.#url, error, this.sent))
  }

  #end(settle: (how: Settle) => void): void {
    if (this.#ended) return
    this.#ended = true
    this.#onEnd(settle)
  }
}

function firstValues(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      const first = typeof value === 'object' ? value[0] : value
      return first === undefined ? [] : [[name.toLowerCase(), first]]
    }),
  )
}
