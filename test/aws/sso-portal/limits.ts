import type { StandInClock } from '../clock.ts'
import type { Instance } from '../identity-center/directory.ts'
import type { IdentityCenterSettings } from '../identity-center/settings.ts'
import { SeededRandom } from '../seeded-random.ts'
import { refuse } from './errors.ts'
import { TokenBucket } from './token-bucket.ts'

/** What keeps callers back: one quota per instance, whoever calls, and bad luck. */
export class Limits {
  readonly #clock: StandInClock
  readonly #settings: IdentityCenterSettings
  readonly #buckets = new Map<string, TokenBucket>()
  readonly #random: SeededRandom

  constructor(parts: { readonly clock: StandInClock; readonly settings: IdentityCenterSettings }) {
    this.#clock = parts.clock
    this.#settings = parts.settings
    this.#random = new SeededRandom(parts.settings.seed)
  }

  /** @throws Refusal when this call is one too many, or out of luck. */
  admit(instance: Instance): void {
    const { errorRate, portalRate, throttleRate } = this.#settings
    const bucket = this.#buckets.get(instance.instanceId) ?? new TokenBucket()
    this.#buckets.set(instance.instanceId, bucket)
    if (!bucket.take(portalRate, this.#clock.now())) throw this.#tooMany('over the quota')
    const luck = this.#random.next()
    if (luck < throttleRate) throw this.#tooMany('at random')
    if (luck < throttleRate + errorRate) {
      throw refuse('InternalServerException', 'Internal server error', { why: 'at random' })
    }
  }

  #tooMany(why: string): Error {
    const { retryAfterSeconds } = this.#settings
    return refuse('TooManyRequestsException', 'Rate exceeded', { retryAfterSeconds, why })
  }
}
