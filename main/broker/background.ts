import type { Clock } from '../kernel/ports/clock.ts'
import type { Random } from '../kernel/ports/random.ts'
import type { Expiring } from './held-credentials.ts'
import { isOfNetwork } from './is-of-network.ts'
import type { Keeping } from './keeping.ts'
import type { Life } from './life.ts'
import type { RenewalFacts } from './renewal-planner.ts'
import { delayUntil, isInUse, nextLook } from './renewal-planner.ts'
import type { Renewals } from './renewals.ts'
import type { Saving } from './saving.ts'
import type { Entry } from './session-entry.ts'
import { isEnded, isTaken, needsCode } from './session-entry.ts'
import type { SessionIndex } from './session-index.ts'

/** A look that comes this late means that the machine slept. */
const sleptInMilliseconds = 30_000
/** After a wake, or when several are due, renewals start within this long of each other. */
const spreadInMilliseconds = 5_000
/** Roles that are renewed ahead wait their turn, so that whoever waits for the portal is not behind a thousand of them. */
const mostRolesAhead = 8
/** A network that comes and goes does not make tries follow each other faster than this. */
const resumedInMilliseconds = 5_000

export interface BackgroundNeeds {
  readonly index: SessionIndex
  readonly renewals: Renewals
  readonly saving: Saving
  readonly life: Life
  readonly keeping: Keeping
  readonly clock: Clock
  readonly random: Random
  /** Whether keys in use are renewed without anyone asking; they are where it is left out. */
  readonly renewsAhead?: (() => boolean) | undefined
}

/** Renews keys in use before anyone has to wait. The only owner of a timer that outlives a call. */
export class Background {
  readonly #needs: BackgroundNeeds
  #planned: { readonly at: number; readonly cancel: () => void } | undefined
  #isLooking = false
  #rolesAhead = 0
  #isClosed = false

  constructor(needs: BackgroundNeeds) {
    this.#needs = needs
  }

  /** Someone asked. Costs nothing while the keys in use are looked at anyway. */
  wake(): void {
    if (!this.#isLooking) this.plan()
  }

  /** Something changed: plans the next look anew. */
  plan(): void {
    this.#planned?.cancel()
    this.#planned = undefined
    if (this.#isClosed) return
    const { index, saving, clock } = this.#needs
    const now = clock.elapsed()
    const facts = index.all().map((entry) => this.facts(entry))
    this.#isLooking = facts.some((session) => isInUse(now, session.lastAskedAt))
    const next = nextLook(now, facts, saving.dueAt())
    if (next === undefined) return
    const at = now + delayUntil(next, now)
    this.#planned = { at, cancel: clock.schedule(at - now, () => this.#look(false)) }
  }

  /** The machine woke, or the network is there again: what is due is tried soon, whatever rest it was given. */
  resume(): void {
    if (!this.#isClosed) this.#look(true)
  }

  /** Tries until AWS has answered: a person has asked for it by hand. */
  want(entry: Entry): void {
    entry.isWanted = true
    this.wake()
  }

  /** Renews without anyone waiting, if a try may be made now. */
  renewAhead(entry: Entry): void {
    const { saving, keeping, clock } = this.#needs
    if (isEnded(entry) || !canRenew(entry)) return
    if (!keeping.canSave(entry)) saving.attempt()
    else if (this.#hasPlace(entry) && this.facts(entry).allowedAt <= clock.elapsed()) this.#renew(entry)
  }

  facts(entry: Entry): RenewalFacts {
    const { renewals, life, keeping, clock } = this.#needs
    const now = clock.elapsed()
    const newest = life.newest<Expiring>(entry)
    const ahead = newest ? life.remaining(newest) - newest.windows.aheadInMilliseconds : 0
    const gate = renewals.allowedAt(entry)
    const isAhead = entry.isWanted || (this.#needs.renewsAhead?.() ?? true)
    const lastAskedAt = entry.isWanted ? now : entry.lastAskedAt
    return {
      lastAskedAt: isEnded(entry) ? Number.NEGATIVE_INFINITY : lastAskedAt,
      // A rotation that cannot be saved is made only for a caller who has nothing else.
      dueAt:
        isAhead && canRenew(entry) && keeping.canSave(entry)
          ? now + (entry.isWanted ? 0 : ahead)
          : Number.POSITIVE_INFINITY,
      allowedAt: Math.max(gate, entry.startAt ?? gate),
      renewing: renewals.isUnderWay(entry),
    }
  }

  close(): void {
    this.#isClosed = true
    this.plan()
  }

  #renew(entry: Entry): void {
    const { renewals } = this.#needs
    const isStarting = isTaken(entry) && !renewals.isUnderWay(entry)
    const flight = renewals.renew(entry).catch(() => undefined)
    if (!isStarting) return
    this.#rolesAhead += 1
    void flight.then(() => {
      this.#rolesAhead -= 1
    })
  }

  #hasPlace(entry: Entry): boolean {
    return !isTaken(entry) || this.#rolesAhead < mostRolesAhead
  }

  #look(isResumed: boolean): void {
    const { index, saving, clock } = this.#needs
    const now = clock.elapsed()
    const plannedAt = this.#planned?.at ?? now
    const entries = index.all()
    const hasSlept = now - plannedAt > sleptInMilliseconds
    if (hasSlept) for (const entry of entries) sleepThrough(entry, plannedAt, now)
    if (isResumed) for (const entry of entries) endRest(entry, now)
    const due = entries.filter((entry) => this.#isDue(entry, now))
    this.#start(due, isResumed || hasSlept || due.length > 1)
    saving.attempt()
    this.plan()
  }

  #isDue(entry: Entry, now: number): boolean {
    const { lastAskedAt, dueAt, allowedAt, renewing } = this.facts(entry)
    return !renewing && isInUse(now, lastAskedAt) && Math.max(dueAt, allowedAt) <= now
  }

  #start(due: readonly Entry[], isSpread: boolean): void {
    const { random, clock } = this.#needs
    for (const entry of due) {
      if (isSpread && entry.startAt === undefined) {
        entry.startAt = clock.elapsed() + random.unit() * spreadInMilliseconds
      } else this.renewAhead(entry)
    }
  }
}

/** Without a refresh token a session lasts as long as its access token, and a code comes from a person only. */
function canRenew(entry: Entry): boolean {
  if (entry.kind === 'iam-user' || needsCode(entry)) return false
  return entry.kind !== 'identity-center' || entry.record.refreshToken !== undefined
}

/** Time asleep is not time unused: a key in use when the machine fell asleep is in use when it wakes. */
function sleepThrough(entry: Entry, from: number, to: number): void {
  entry.lastAskedAt += to - from
}

/** The rest after a failed connection is over when the network is back; not the one that AWS asked for. */
function endRest({ failure, lastTriedAt }: Entry, now: number): void {
  if (!failure || !isOfNetwork(failure.error)) return
  failure.until = Math.min(failure.until, Math.max(now, lastTriedAt + resumedInMilliseconds))
}
