import { loadEndpoints } from '../../main/aws/endpoints.ts'
import type { RestJsonPorts } from '../../main/aws/rest-json.ts'
import { serverTime } from '../../main/aws/server-time.ts'
import { AppError } from '../../main/kernel/errors.ts'
import type { HttpRequest } from '../../main/kernel/ports/http.ts'
import { FakeClock } from './fake-clock.ts'
import { type FakeAnswer, FakeHttp, jsonReply, sentJson } from './fake-http.ts'
import { SeededRandom } from './seeded-random.ts'

const endpoints = await loadEndpoints('signin')

/** The service's time at which scripted replies come. */
export const replyDate = 'Fri, 02 Jan 2026 03:04:05 GMT'
export const replyTime = Date.parse(replyDate)

/** The signer of protocol vectors. */
export const credentials = {
  accessKeyId: 'ASIAEXAMPLEEXAMPLE00',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: 'SESSIONTOKENEXAMPLE',
}
export const by = { credentials, region: 'us-east-1' }

/** A client of AWS Sign-In on a scripted network, with AWS's own endpoint rules. */
export function signinServiceRig<Client>(make: (ports: RestJsonPorts) => Client, ...script: FakeAnswer[]) {
  const http = new FakeHttp(...script)
  const clock = new FakeClock()
  const random = new SeededRandom()
  const client = make({ http, clock, serverTime: serverTime(clock), random, endpoints })
  return {
    http,
    client,
    /** Lets time pass until a call has ended. */
    async run<T>(call: Promise<T>): Promise<T> {
      let ended = false
      const end = (): void => {
        ended = true
      }
      call.then(end, end)
      while (!ended) await clock.advance(clock.untilNext() ?? 0)
      return call
    },
  }
}

export const replied = (body: unknown) => jsonReply(200, body, { date: replyDate })

/** A reply without a body, as Revoke gives it. */
export const repliedNothing = {
  status: 200,
  headers: { date: replyDate },
  body: new Uint8Array(),
}

/** As the service refuses; the text is a canary. */
export const refused = (status: number, type: string | undefined, error: string, message = 'canary') =>
  jsonReply(status, { error, message }, { date: replyDate, ...(type ? { 'x-amzn-errortype': type } : {}) })

/** What a request asks, without what is the same in all. */
export function asked(request: HttpRequest | undefined) {
  const { authorization = '' } = request?.headers ?? {}
  return {
    line: `${request?.method} ${request?.url.href}`,
    type: request?.headers['content-type'],
    body: sentJson(request),
    scope: /Credential=[^/]+\/\d+\/([^,]+),/.exec(authorization)?.[1],
  }
}

/** The house's error that a call ends in. */
export async function errorOf(call: Promise<unknown>): Promise<AppError> {
  const thrown: unknown = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (thrown instanceof AppError) return thrown
  throw thrown ?? new TypeError('it went through')
}
