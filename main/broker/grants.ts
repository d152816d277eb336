/**
 * One hand-out of credentials to one consumer: the only way from the broker to anybody who uses them.
 *
 * Here the profile's policy is kept, the consumer is looked at as far as the policy wants, a person is asked, and each
 * request leaves one line in the activity log: `served`, `denied`, `expired`, `failed`, or `requested` when whoever asked
 * was gone before there was an answer.
 *
 * @module
 */
import type { Clock } from '../kernel/ports/clock.ts'
import type { Log } from '../kernel/ports/log.ts'
import type { Prompts } from '../kernel/ports/prompts.ts'
import type { ProfilePolicy } from '../vault/session-record.ts'
import type { Activity, ActivityEntry } from './activity.ts'
import type { AttestNeeds } from './attest.ts'
import { attestedConsumer } from './attest.ts'
import type { Broker } from './broker.ts'
import type { ConsentDesk } from './consent.ts'
import type { Consumer, ConsumerClaim } from './consumer.ts'
import { deniedByPolicy, lifeTooShort } from './grant-errors.ts'
import { type GrantEnd, outcomeOf } from './grant-outcome.ts'
import type { GrantRequest, Permit } from './grant-request.ts'
import type { Issued } from './held-credentials.ts'
import { Permission } from './permission.ts'

export interface Grants {
  /**
   * @throws what {@link Broker.credentials} throws; {@link VaultError} when the vault cannot be opened;
   * {@link RefusalError} `policy-denied`, `consent-denied`, `life-too-short`. Each message is one line.
   */
  issue(request: GrantRequest): Promise<Issued>
  /**
   * Asks for the person's word, where the profile's policy wants it, without handing out anything: before a program is
   * started that gets its credentials from the container endpoint.
   *
   * @throws {@link RefusalError} `policy-denied`, `consent-denied`; {@link VaultError}.
   */
  permit(request: GrantRequest): Promise<Permit>
  /** Every yes that a person gave is over: of one profile, or, after a lock, of all. */
  forget(profile?: string): void
}

export interface GrantsNeeds extends AttestNeeds {
  readonly broker: Pick<Broker, 'credentials' | 'peek' | 'lengthen'>
  /** Opens the vault where that needs nobody, or with the prompts. */
  readonly enter: (prompts: Prompts) => Promise<void>
  /** @throws {@link VaultError} `vault-locked`: what is not known is not allowed. */
  readonly policyOf: (profile: string) => ProfilePolicy | undefined
  readonly activity: Pick<Activity, 'record'>
  readonly desk: Pick<ConsentDesk, 'ask'>
  /** AWS's time, epoch milliseconds. */
  readonly awsNow: () => number
  readonly clock: Clock
  readonly log: Log
}

export function grants(needs: GrantsNeeds): Grants {
  const permission = new Permission(needs)
  const desk = new GrantDesk(needs, permission)
  return {
    issue: (request) => desk.issue(request),
    permit: (request) => desk.permit(request),
    forget: (profile) => permission.forget(profile),
  }
}

class GrantDesk {
  readonly #needs: GrantsNeeds
  readonly #permission: Permission

  constructor(needs: GrantsNeeds, permission: Permission) {
    this.#needs = needs
    this.#permission = permission
  }

  /** The hot path: no await, no closure. */
  issue(request: GrantRequest): Promise<Issued> {
    const held = this.#atOnce(request)
    return held ? Promise.resolve(held) : this.#slowly(request)
  }

  #askerOf({ consumer, permit }: GrantRequest): ConsumerClaim | undefined {
    return consumer ?? (permit && this.#permission.holderOf(permit))
  }

  async permit(request: GrantRequest): Promise<Permit> {
    const end = this.#begin(request)
    try {
      const { use } = await this.#allowed(request, end)
      return this.#permission.permitFor(request, use === 'ask')
    } catch (thrown) {
      this.#needs.activity.record(outcomeOf(end, thrown, this.#needs.clock.elapsed()))
      throw thrown
    }
  }

  #begin(request: GrantRequest): GrantEnd {
    return { request, begun: this.#needs.clock.elapsed(), consumer: this.#askerOf(request) }
  }

  /** What may be used freely and is at hand. */
  #atOnce(request: GrantRequest): Issued | undefined {
    const { profile, channel, signal } = request
    const { broker, policyOf, activity } = this.#needs
    if (signal?.aborted) return undefined
    try {
      if (isGuarded(policyOf(profile))) return undefined
    } catch {
      return undefined
    }
    const issued = broker.peek(profile)
    if (!issued) return undefined
    const consumer = this.#askerOf(request)
    activity.record({ event: 'served', profile, channel, issued, milliseconds: 0, cached: true, consumer })
    return issued
  }

  async #slowly(request: GrantRequest): Promise<Issued> {
    const { activity, log, clock } = this.#needs
    const end = this.#begin(request)
    try {
      const policy = await this.#allowed(request, end)
      const issued = await this.#issued(request, policy, end)
      const { profile, channel } = request
      const noticed = policy.use === 'notify' ? true : undefined
      const milliseconds = Math.round(clock.elapsed() - end.begun)
      const { consumer, cached } = end
      activity.record({ event: 'served', profile, channel, issued, milliseconds, cached, noticed, consumer })
      if (noticed) log.note('credentials-given', { profile, operation: channel })
      return issued
    } catch (thrown) {
      const outcome = outcomeOf(end, thrown, clock.elapsed())
      if (!request.isLook || isAnswer(outcome.event)) activity.record(outcome)
      throw thrown
    }
  }

  /** The policy, when it lets this consumer have the credentials. */
  async #allowed(request: GrantRequest, end: GrantEnd): Promise<ProfilePolicy> {
    const { enter, policyOf } = this.#needs
    const { profile, prompts = {} } = request
    await enter(prompts)
    const policy = policyOf(profile) ?? {}
    const { use = 'allow' } = policy
    if (use === 'allow') return policy
    // Before the answer: after it the relay is gone, and with it what can be checked.
    const consumer: Consumer = await attestedConsumer(this.#needs, this.#askerOf(request))
    end.consumer = consumer
    if (use === 'ask') await this.#permission.get({ request, policy, consumer, end })
    // SECURITY: T26. It may have been closed while a person thought about it.
    if (use === 'deny' || policyOf(profile)?.use === 'deny') throw deniedByPolicy(profile)
    return policy
  }

  async #issued(request: GrantRequest, policy: ProfilePolicy, end: GrantEnd): Promise<Issued> {
    const { broker, awsNow } = this.#needs
    const { profile, signal } = request
    const held = broker.peek(profile)
    end.cached = held !== undefined
    const asked = { signal, prompts: request.prompts, place: request.place ?? request.permit?.place }
    const issued = held ?? (await broker.credentials(profile, asked))
    const { minRemainingSeconds } = policy
    const least = (minRemainingSeconds ?? 0) * 1000
    const left = ({ credentials }: Issued) => credentials.expiration - awsNow()
    if (minRemainingSeconds === undefined || left(issued) >= least) return issued
    end.cached = false
    await broker.lengthen(profile, least, asked)
    const longer = await broker.credentials(profile, asked)
    if (left(longer) < least) throw lifeTooShort(profile, minRemainingSeconds, left(longer))
    return longer
  }
}

/** Of a policy or a person: is written down whoever asked. */
function isAnswer(event: ActivityEntry['event']): boolean {
  return event === 'denied' || event === 'expired'
}

function isGuarded(policy: ProfilePolicy | undefined): boolean {
  if (policy === undefined) return false
  return (policy.use !== undefined && policy.use !== 'allow') || policy.minRemainingSeconds !== undefined
}
