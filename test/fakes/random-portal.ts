import type { Http, HttpRequest, HttpResponse } from '../../main/kernel/ports/http.ts'
import type { FakeClock } from './fake-clock.ts'
import { jsonReply } from './fake-http.ts'
import { SeededRandom } from './seeded-random.ts'

export interface RandomPortalSettings {
  readonly accounts: number
  readonly rolesPerAccount: number
  /** The portal's own bucket, which holds one second's worth. */
  readonly perSecond: number
  /** Share of calls throttled whatever the bucket holds. */
  readonly throttled: number
  /** Share of calls that fail with a 500. */
  readonly failing: number
  readonly retryAfter: 'never' | 'seconds' | 'date'
  readonly latencyInMilliseconds: number
  readonly seed: number
}

interface Sent {
  readonly at: number
  readonly path: string
  readonly status: number
}

/** An Identity Center portal with a quota and bad luck, and with pages that are short or empty now and then. */
export class RandomPortal implements Http {
  readonly sent: Sent[] = []
  mostInFlight = 0
  /** Requests that came while the portal had asked to be left alone, and the asker knew. */
  duringPause = 0
  readonly #clock: FakeClock
  readonly #settings: RandomPortalSettings
  readonly #random: SeededRandom
  #inFlight = 0
  #tokens: number
  #countedAt = 0
  #pausedUntil = 0

  constructor(clock: FakeClock, settings: RandomPortalSettings) {
    this.#clock = clock
    this.#settings = settings
    this.#random = new SeededRandom(settings.seed)
    this.#tokens = settings.perSecond
  }

  count(status: number): number {
    return this.sent.filter((each) => each.status === status).length
  }

  async send(request: HttpRequest): Promise<HttpResponse> {
    const at = this.#clock.elapsed()
    if (at < this.#pausedUntil) this.duringPause += 1
    this.#inFlight += 1
    this.mostInFlight = Math.max(this.mostInFlight, this.#inFlight)
    const reply = this.#reply(request.url, at)
    this.sent.push({ at, path: request.url.pathname, status: reply.status })
    const latency = this.#settings.latencyInMilliseconds * (0.5 + this.#random.unit())
    await new Promise<void>((resolve) => this.#clock.schedule(latency, resolve))
    this.#inFlight -= 1
    this.#learnPause(reply)
    return reply
  }

  #reply(url: URL, at: number): HttpResponse {
    const { perSecond, throttled, failing } = this.#settings
    this.#tokens = Math.min(perSecond, this.#tokens + ((at - this.#countedAt) / 1000) * perSecond)
    this.#countedAt = at
    const luck = this.#random.unit()
    if (this.#tokens < 1 || luck < throttled) return this.#tooMany()
    this.#tokens -= 1
    if (luck < throttled + failing) return jsonReply(500, { message: 'm' })
    return jsonReply(200, this.#page(url.pathname, url.searchParams))
  }

  #page(path: string, query: URLSearchParams): object {
    const { accounts, rolesPerAccount } = this.#settings
    const from = Number((query.get('next_token') ?? '0').split('.')[0])
    const whole = Number(query.get('max_result'))
    const luck = this.#random.unit()
    const size = luck < 0.05 ? 0 : luck < 0.15 ? Math.ceil(whole / 3) : whole
    const all = path === '/assignment/accounts' ? accounts : rolesPerAccount
    const numbers = Array.from({ length: Math.max(0, Math.min(size, all - from)) }, (_, at) => from + at)
    // No two tokens are alike, not even around an empty page.
    const next = from + numbers.length
    const nextToken = next < all ? `${next}.${this.sent.length}` : null
    return path === '/assignment/accounts'
      ? { accountList: numbers.map(accountOf), nextToken }
      : { roleList: numbers.map((number) => ({ roleName: `Role${number}` })), nextToken }
  }

  #tooMany(): HttpResponse {
    const { retryAfter } = this.#settings
    const seconds = 1 + Math.floor(this.#random.unit() * 3)
    const date = new Date(this.#clock.now() + seconds * 1000).toUTCString()
    const headers = { never: {}, seconds: { 'retry-after': String(seconds) }, date: { 'retry-after': date } }
    return jsonReply(
      429,
      { message: 'Rate exceeded', __type: 'x#TooManyRequestsException' },
      headers[retryAfter],
    )
  }

  #learnPause({ headers: { 'retry-after': asked } }: HttpResponse): void {
    if (asked === undefined) return
    const until = /^\d+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - this.#clock.now()
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.elapsed() + until)
  }
}

function accountOf(number: number): object {
  const accountId = String(100_000_000_000 + number)
  return { accountId, accountName: `account ${number}`, emailAddress: `a${number}@example.com` }
}
