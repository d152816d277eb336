/**
 * A person's word on a consumer: asked for once, shared by all who wait for it, remembered as far as it may be.
 *
 * @module
 */
import { inWords } from '../../preload/contract/said-forms.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import type { ProfilePolicy } from '../vault/session-record.ts'
import type { Activity } from './activity.ts'
import { Approvals, longestApprovalInMilliseconds } from './approvals.ts'
import type { ConsentDesk, ConsentVerdict } from './consent.ts'
import { consentText } from './consent-text.ts'
import { type Consumer, type ConsumerClaim, consumerKey, consumerView } from './consumer.ts'
import { noPermit, notConsented, wrongProcess } from './grant-errors.ts'
import type { GrantEnd } from './grant-outcome.ts'
import type { GrantRequest, Permit } from './grant-request.ts'

export interface PermissionNeeds {
  readonly desk: Pick<ConsentDesk, 'ask'>
  readonly activity: Pick<Activity, 'record'>
  readonly clock: Clock
}

export interface PermissionRequest {
  readonly request: GrantRequest
  readonly policy: ProfilePolicy
  readonly consumer: Consumer
  readonly end: GrantEnd
}

interface GivenPermit {
  readonly givenAt: number
  readonly wasAsked: boolean
  readonly forgotten: number
  /** The relay that asked; it becomes the program. */
  readonly pid: number | undefined
}

export class Permission {
  readonly #needs: PermissionNeeds
  readonly #approvals: Approvals
  readonly #asking = new Map<string, Promise<ConsentVerdict>>()
  /** SECURITY: only what was made here is a permit. */
  readonly #permits = new WeakMap<Permit, GivenPermit>()
  /** How often all, and how often a profile's, were forgotten. */
  #forgottenAll = 0
  readonly #forgottenOf = new Map<string, number>()

  constructor(needs: PermissionNeeds) {
    this.#needs = needs
    this.#approvals = new Approvals(needs.clock)
  }

  /** @throws {@link RefusalError} `consent-denied`. */
  async get(asked: PermissionRequest): Promise<void> {
    const { request, consumer, end } = asked
    const { profile, channel, permit } = request
    if (permit !== undefined || channel === 'container') {
      if (this.#isGood(permit, profile)) return
      throw noPermit(profile)
    }
    if (consumer.how === 'refuted') throw wrongProcess(profile)
    const key = consumerKey(profile, consumer)
    if (key !== undefined && this.#approvals.use(key)) return
    const forgotten = this.#forgotten(profile)
    const verdict = await this.#verdict(asked, key)
    if ('by' in verdict) end.by = verdict.by
    if (verdict.kind === 'expired') end.isExpired = true
    // SECURITY: a lock, or another policy, while the question stood: the yes was to something else.
    if (verdict.kind === 'yes' && forgotten !== this.#forgotten(profile))
      throw notConsented(profile, 'called-off')
    if (verdict.kind !== 'yes') throw notConsented(profile, verdict.kind)
    if (verdict.remember && key !== undefined) this.#approvals.give(key, profile)
  }

  permitFor({ profile, consumer, place }: GrantRequest, wasAsked: boolean): Permit {
    const isValid = (): boolean => this.#isInTime(permit)
    const permit: Permit = Object.freeze({ profile, ...(place ? { place } : {}), isValid })
    const givenAt = this.#needs.clock.elapsed()
    const forgotten = this.#forgotten(profile)
    this.#permits.set(permit, { givenAt, wasAsked, forgotten, pid: consumer?.pid })
    return permit
  }

  /** Who uses a permit: the program that was started with it. */
  holderOf(permit: Permit): ConsumerClaim | undefined {
    const pid = this.#permits.get(permit)?.pid
    return pid === undefined ? undefined : { pid, parentPid: pid }
  }

  forget(profile?: string): void {
    this.#approvals.forget(profile)
    if (profile === undefined) this.#forgottenAll += 1
    else this.#forgottenOf.set(profile, (this.#forgottenOf.get(profile) ?? 0) + 1)
  }

  #forgotten(profile: string): number {
    return this.#forgottenAll + (this.#forgottenOf.get(profile) ?? 0)
  }

  #isInTime(permit: Permit): boolean {
    const given = this.#permits.get(permit)
    return (
      given !== undefined &&
      given.forgotten === this.#forgotten(permit.profile) &&
      this.#needs.clock.elapsed() - given.givenAt <= longestApprovalInMilliseconds
    )
  }

  #isGood(permit: Permit | undefined, profile: string): boolean {
    if (permit?.profile !== profile || !this.#isInTime(permit)) return false
    return this.#permits.get(permit)?.wasAsked === true
  }

  /** Who asks the same at the same time waits for the same answer. */
  async #verdict(asked: PermissionRequest, key: string | undefined): Promise<ConsentVerdict> {
    if (key === undefined) return this.#ask(asked, { canRemember: false })
    for (;;) {
      const others = this.#asking.get(key)
      if (others === undefined) break
      const verdict = await others
      // Its asker went away, and with it the question: this one asks anew.
      if (verdict.kind !== 'called-off') return verdict
      asked.request.signal?.throwIfAborted()
      if (this.#asking.get(key) === others) this.#asking.delete(key)
    }
    const verdict = this.#ask(asked, { canRemember: true })
    this.#asking.set(key, verdict)
    try {
      return await verdict
    } finally {
      if (this.#asking.get(key) === verdict) this.#asking.delete(key)
    }
  }

  async #ask(
    { request, policy, consumer }: PermissionRequest,
    { canRemember }: { readonly canRemember: boolean },
  ): Promise<ConsentVerdict> {
    const { profile, channel, signal } = request
    const { activity, desk } = this.#needs
    activity.record({ event: 'asked', profile, channel, consumer })
    const isProduction = policy.isProduction === true
    const question = { profile, channel, isProduction, consumer: consumerView(consumer), canRemember }
    const verdict = isAtTheirTerminal(request, consumer)
      ? await askThere(request, consumer, question)
      : await desk.ask(question, signal)
    if (verdict.kind === 'yes') {
      const note = inWords(verdict.remember ? 'note-for-a-while' : 'note-once')
      activity.record({ event: 'approved', profile, channel, consumer, by: verdict.by, note })
    }
    return verdict
  }
}

/** A tool's own run of `credential-process` has nobody to ask; a person who typed a command has. */
function isAtTheirTerminal({ prompts, channel }: GrantRequest, { terminal, how }: Consumer): boolean {
  const isPersons = channel !== 'credential-process' && channel !== 'container'
  return isPersons && prompts?.ask !== undefined && (how !== 'verified' || terminal !== undefined)
}

async function askThere(
  { prompts }: GrantRequest,
  by: Consumer,
  question: Parameters<typeof consentText>[0] & { readonly canRemember: boolean },
): Promise<ConsentVerdict> {
  const choices = question.canRemember ? 'yes, once or no' : 'yes or no'
  const message = `${consentText(question).join('\n')}\nGive them? Type ${choices}: `
  const answer = (await prompts?.ask?.({ message, secret: false }))?.trim().toLowerCase()
  if (answer === 'yes' || answer === 'y') return { kind: 'yes', remember: question.canRemember, by }
  return answer === 'once' ? { kind: 'yes', remember: false, by } : { kind: 'no', by }
}
