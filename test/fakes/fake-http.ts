import type { Http, HttpRequest, HttpResponse } from '../../main/kernel/ports/http.ts'

/** One scripted answer: a reply, an error to throw, or what to do with the request. */
export type FakeAnswer =
  | HttpResponse
  | Error
  | ((request: HttpRequest) => HttpResponse | Promise<HttpResponse>)

/** Answers from a script, in order, and keeps what it was asked. A request too many is an error of the test. */
export class FakeHttp implements Http {
  readonly requests: HttpRequest[] = []
  readonly #script: FakeAnswer[]

  constructor(...script: FakeAnswer[]) {
    this.#script = script
  }

  async send(request: HttpRequest): Promise<HttpResponse> {
    this.requests.push(request)
    const answer = this.#script.shift()
    if (answer === undefined) throw new TypeError('a request that the script does not know')
    if (answer instanceof Error) throw answer
    return typeof answer === 'function' ? answer(request) : answer
  }

  /** Answers that nobody asked for. */
  get left(): number {
    return this.#script.length
  }
}

/** A JSON reply as AWS gives it. */
export function jsonReply(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
  }
}

/** The JSON that was sent. */
export function sentJson(request: HttpRequest | undefined): unknown {
  return request?.body && JSON.parse(new TextDecoder().decode(request.body))
}
