import type { Dispatcher } from 'undici'
import type { HttpRequest, HttpResponse } from '../../kernel/ports/http.ts'
import { bodyTooLong, encodedBody, sendFault, tookTooLong } from './http-faults.ts'

export interface ExchangeLimits {
  readonly totalInMilliseconds: number
  readonly bodyInBytes: number
}

/**
 * One request and its reply over a dispatcher: no redirect, no decompression, no retry. The body is cut off at the limit,
 * and the clock runs from the call to the reply's last byte.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: HttpRequest,
  limits: ExchangeLimits,
): Promise<HttpResponse> {
  const { url, signal } = request
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined
    let ended = false
    let reply: Pick<HttpResponse, 'status' | 'headers'> | undefined
    let bodyLength = 0
    const chunks: Uint8Array[] = []

    function end(settle: () => void): void {
      if (ended) return
      ended = true
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      settle()
    }
    function fail(reason: unknown): void {
      end(() => {
        reject(reason)
        controller?.abort(new Error('given up'))
      })
    }
    const onAbort = (): void => fail(signal?.reason)
    const timer = setTimeout(
      () => fail(tookTooLong(url, controller !== undefined)),
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
      {
        onRequestStart(started) {
          controller = started
          // Whoever waited has gone while the connection was made: nothing is sent.
          if (ended) started.abort(new Error('given up'))
        },
        onResponseStart(_, status, headers) {
          reply = { status, headers: firstValues(headers) }
          const encoding = reply.headers['content-encoding'] ?? 'identity'
          if (encoding !== 'identity') fail(encodedBody(url))
        },
        onResponseData(_, chunk) {
          bodyLength += chunk.length
          if (bodyLength > limits.bodyInBytes) fail(bodyTooLong(url, limits.bodyInBytes))
          else chunks.push(chunk)
        },
        onResponseEnd: () => end(() => reply && resolve({ ...reply, body: Buffer.concat(chunks) })),
        // The controller is handed over when the connection stands, right before the first byte goes out.
        onResponseError: (_, error) => fail(sendFault(url, error, controller !== undefined)),
      },
    )
  })
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
