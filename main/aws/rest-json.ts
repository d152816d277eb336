/**
 * AWS's restJson protocol, once for all services. What differs between operations stands in their rows.
 *
 * @see {@link https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html AWS restJson1}
 * @module
 */
import type * as z from 'zod/mini'
import { ProtocolError, UnavailableError } from '../kernel/errors.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import type { Http, HttpRequest, HttpResponse } from '../kernel/ports/http.ts'
import type { Random } from '../kernel/ports/random.ts'
import type { EndpointQuery, Endpoints } from './endpoints.ts'
import { operationUrl } from './operation-url.ts'
import { type Proofs, proofHeaders, timedProofs } from './request-proof.ts'
import { demandedNonce, type Refusal, type Reply, replyOf, retryAfterSeconds } from './rest-json-reply.ts'
import { backoffInMilliseconds, pause, sendFaultMayPass } from './retry.ts'
import type { ServerTime } from './server-time.ts'
import { meaningOf, type RefusalTable, serviceError } from './service-error.ts'

/** One operation of a service, as its model has it. */
export interface Operation<Auth extends keyof Proofs, Input, Output> {
  /** As AWS names it. */
  readonly name: string
  /** As a person knows the service: `AWS Sign-In`. */
  readonly service: string
  readonly method: 'GET' | 'POST'
  /** With its leading slash. */
  readonly path: string
  readonly query?: (input: Input) => Readonly<Record<string, string>>
  readonly endpoint: NonNullable<EndpointQuery['kind']>
  readonly auth: Auth
  /** The JSON payload as on the wire. Left out for an operation without input members, which sends no body at all. */
  readonly body?: (input: Input) => unknown
  /** In place of `body`, for an operation that takes a form (RFC 6749, appendix B). */
  readonly form?: (input: Input) => Readonly<Record<string, string>>
  readonly output: z.ZodMiniType<Output>
  readonly refusals: RefusalTable
  /** Refusals that are an answer and no error, by exception name or `error` code. */
  readonly answers?: Readonly<Record<string, Output>>
  /** Whether AWS takes the same request twice. Where it does not, only a request that never left is sent again. */
  readonly repeatable: boolean
}

export interface CallOptions<Auth extends keyof Proofs> {
  readonly region: string
  readonly proof: Proofs[Auth]
  readonly signal?: AbortSignal | undefined
  /** How often to try, for a caller that tries again by itself. 3 where left out. */
  readonly tries?: number
}

export interface RestJson {
  /**
   * Calls an operation, up to three times or as told where that is safe and the fault may pass.
   *
   * @throws the operation's refusals as errors of the house; {@link UnavailableError} `network-down`, `timed-out`,
   * `tls-untrusted`, `throttled`, `server-error`; {@link ProtocolError} `response-malformed`. An abort throws the
   * signal's reason.
   */
  call<Auth extends keyof Proofs, Input, Output>(
    operation: Operation<Auth, Input, Output>,
    input: Input,
    options: CallOptions<Auth>,
  ): Promise<Output>
}

export interface RestJsonPorts {
  readonly http: Http
  readonly serverTime: ServerTime
  readonly clock: Clock
  readonly random: Random
  readonly endpoints: Endpoints
}

/** How replies are written. What is sent, and when again, is the same for every protocol. */
export interface Wire {
  /** The media type that is wanted. */
  readonly accept: string
  replyOf(response: HttpResponse): Reply
}

const jsonWire: Wire = { accept: 'application/json', replyOf }

/** What one attempt came to. */
type Outcome<Output> =
  | { readonly output: Output }
  | {
      readonly error: unknown
      /** The fault may pass, and sending again is safe. */
      readonly mayPass: boolean
      readonly nonce?: string | undefined
      /** The proof's time was wrong, as this very reply shows. */
      readonly skewed?: boolean
    }

const mostTries = 3
/** A clock that is off by more makes AWS refuse a proof (R10). */
const tolerableSkewInMilliseconds = 60_000
/** What AWS answers to a proof from a wrong clock. */
const skewLooking: readonly string[] = ['session-expired', 'access-denied', 'invalid-request']

/** @param wire - Of a service with another protocol, such as STS. */
export function restJson(ports: RestJsonPorts, wire: Wire = jsonWire): RestJson {
  return {
    async call(operation, input, { region, proof, signal, tries: most = mostTries }) {
      const base = ports.endpoints({ region, kind: operation.endpoint })
      const request = requestOf(operation, input, { base, accept: wire.accept, signal })
      let nonce: string | undefined
      let corrected = false
      for (let tries = 1; ; ) {
        signal?.throwIfAborted()
        const outcome = await attempt(ports, wire, operation, request, proof, nonce)
        if ('output' in outcome) return outcome.output
        if (outcome.nonce !== undefined && nonce === undefined) {
          nonce = outcome.nonce
        } else if (outcome.skewed && !corrected) {
          corrected = true
        } else {
          if (!outcome.mayPass || tries >= most) throw outcome.error
          const wait = backoffInMilliseconds(outcome.error, tries, ports.random)
          if (wait === undefined) throw outcome.error
          await pause(ports.clock, wait, signal)
          tries += 1
        }
      }
    },
  }
}

async function attempt<Auth extends keyof Proofs, Input, Output>(
  { http, serverTime, clock, random }: RestJsonPorts,
  wire: Wire,
  operation: Operation<Auth, Input, Output>,
  request: HttpRequest,
  proof: Proofs[Auth],
  nonce: string | undefined,
): Promise<Outcome<Output>> {
  const started = { now: serverTime.now(), elapsed: clock.elapsed() }
  const headers = await proofHeaders(operation.auth, proof, { request, now: started.now, nonce, random })
  let response: HttpResponse
  try {
    response = await http.send({ ...request, headers: { ...request.headers, ...headers } })
  } catch (error) {
    return { error, mayPass: sendFaultMayPass(error, operation.repeatable) }
  }
  const reply = wire.replyOf(response)
  if (reply.kind === 'foreign') return { error: foreignReply(request.url), mayPass: false }
  serverTime.learn(response.headers.date)
  if (reply.kind === 'malformed') return { error: malformedReply(operation), mayPass: false }
  if (reply.kind === 'success') return decoded(operation, reply.body)
  const answer = answerOf(operation, reply.refusal)
  if (answer !== undefined) return { output: answer }
  const timed = timedProofs.has(operation.auth)
  const error = serviceError(meaningOf(reply.refusal, operation.refusals), {
    service: operation.service,
    retryAfterSeconds: retryAfterSeconds(response.headers['retry-after'], serverTime.now()),
    skewInMilliseconds: timed ? serverTime.offsetInMilliseconds() : undefined,
    message: reply.refusal.message,
  })
  const off = serverTime.now() - (started.now + clock.elapsed() - started.elapsed)
  return {
    error,
    mayPass: error instanceof UnavailableError && operation.repeatable,
    nonce: demandedNonce(response, reply.refusal),
    skewed: timed && Math.abs(off) > tolerableSkewInMilliseconds && skewLooking.includes(error.code),
  }
}

/** A 5xx never is an answer. */
function answerOf<Output>(
  { answers = {} }: Operation<keyof Proofs, never, Output>,
  { status, type, error }: Refusal,
): Output | undefined {
  const name = [type, error].find((each) => each !== undefined && Object.hasOwn(answers, each))
  return name === undefined || status >= 500 ? undefined : answers[name]
}

function decoded<Output>(operation: Operation<keyof Proofs, never, Output>, body: unknown): Outcome<Output> {
  const { success, data, error } = operation.output.safeParse(body)
  if (success) return { output: data }
  return { error: malformedReply(operation, error.issues[0]?.path), mayPass: false }
}

function requestOf<Input>(
  operation: Operation<keyof Proofs, Input, unknown>,
  input: Input,
  {
    base,
    accept,
    signal,
  }: { readonly base: URL; readonly accept: string; readonly signal: AbortSignal | undefined },
): HttpRequest {
  const payload = payloadOf(operation, input)
  return {
    method: operation.method,
    url: operationUrl(base, operation.path, operation.query?.(input)),
    headers: {
      accept,
      'user-agent': 'signet',
      ...(payload ? { 'content-type': payload.type } : {}),
    },
    ...(payload ? { body: new TextEncoder().encode(payload.text) } : {}),
    ...(signal ? { signal } : {}),
  }
}

function payloadOf<Input>({ body, form }: Operation<keyof Proofs, Input, unknown>, input: Input) {
  if (body) return { type: 'application/json', text: JSON.stringify(body(input)) }
  const type = 'application/x-www-form-urlencoded'
  return form ? { type, text: new URLSearchParams(form(input)).toString() } : undefined
}

/** Somebody between us and AWS answered (R16). Says nothing about the session. */
function foreignReply(url: URL): UnavailableError {
  return new UnavailableError(
    'network-down',
    `Something on the network answered in place of ${url.host}. Perhaps this network wants you to sign in to it first: open a web page, then try again.`,
  )
}

function malformedReply(
  operation: Pick<Operation<keyof Proofs, never, unknown>, 'name' | 'service'>,
  path: readonly PropertyKey[] = [],
): ProtocolError {
  const where = path.length > 0 ? ` (at ${path.map(String).join('.')})` : ''
  return new ProtocolError(
    'response-malformed',
    `${operation.service} answered ${operation.name} with something that is not as documented${where}. Nothing was changed. Try again, and update Signet if it stays so.`,
    'retry',
  )
}
