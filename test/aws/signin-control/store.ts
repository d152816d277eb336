/**
 * What Sign-In's control plane remembers, and when each region sees it.
 *
 * @module
 */
import { randomBytes } from 'node:crypto'
import type { StandInClock } from '../clock.ts'
import type { SigninPolicy } from '../signin-policy/admits.ts'
import { ClientTokens } from './client-tokens.ts'
import { homeRegion } from './home-region.ts'
import type { Organizations } from './organization.ts'
import type { SigninControlSettings } from './settings.ts'
import { policyStatementsOf, type StatementInput } from './statement.ts'

export interface StoredStatement {
  readonly sid: string
  readonly accountId: string
  readonly input: StatementInput
}

interface State {
  /** Targets where console authorization is on. */
  readonly enabled: ReadonlySet<string>
  /** Targets where it was ever on. */
  readonly known: ReadonlySet<string>
  readonly statements: readonly StoredStatement[]
}

export class ControlStore {
  readonly settings: SigninControlSettings
  readonly organizations: Organizations
  readonly tokens: ClientTokens
  readonly #clock: StandInClock
  /** Every state there was, and since when. */
  readonly #history: { readonly since: number; readonly state: State }[] = [
    { since: Number.NEGATIVE_INFINITY, state: { enabled: new Set(), known: new Set(), statements: [] } },
  ]

  constructor(parts: {
    readonly settings: SigninControlSettings
    readonly organizations: Organizations
    readonly clock: StandInClock
  }) {
    this.settings = parts.settings
    this.organizations = parts.organizations
    this.#clock = parts.clock
    this.tokens = new ClientTokens(parts)
  }

  /** As a region sees it; the newest when none is named. */
  seenFrom(region?: string): State {
    const newest = this.#history.at(-1)
    const { homePropagationSeconds, propagationSeconds } = this.settings
    const delay =
      region === undefined ? 0 : region === homeRegion(region) ? homePropagationSeconds : propagationSeconds
    const until = this.#clock.now() - delay * 1000
    const seen = delay === 0 ? newest : this.#history.findLast(({ since }) => since <= until)
    return seen?.state ?? { enabled: new Set(), known: new Set(), statements: [] }
  }

  turnOn(targetId: string): void {
    const { enabled, known } = this.seenFrom()
    this.#change({ enabled: new Set([...enabled, targetId]), known: new Set([...known, targetId]) })
  }

  turnOff(targetId: string): void {
    this.#change({ enabled: new Set([...this.seenFrom().enabled].filter((each) => each !== targetId)) })
  }

  /** @returns The id of the statement: 48 bytes in base64. */
  add(accountId: string, input: StatementInput): string {
    const sid = randomBytes(48).toString('base64')
    this.#change({ statements: [...this.seenFrom().statements, { sid, accountId, input }] })
    return sid
  }

  remove(sid: string): void {
    this.#change({ statements: this.seenFrom().statements.filter((each) => each.sid !== sid) })
  }

  statementsOf(accountId: string, region?: string): readonly StoredStatement[] {
    return this.seenFrom(region).statements.filter((each) => each.accountId === accountId)
  }

  policyOf(accountId: string, region?: string): SigninPolicy {
    const statements = this.statementsOf(accountId, region).flatMap(({ input }) =>
      policyStatementsOf(input, accountId, this.settings.region),
    )
    return { Version: '2012-10-17', Statement: statements }
  }

  /** Whether an account's statements count: it, its organization or the root has console authorization on. */
  isEnforced(accountId: string, region?: string): boolean {
    const { enabled } = this.seenFrom(region)
    return this.organizations.targetsOf(accountId).some((targetId) => enabled.has(targetId))
  }

  #change(changes: Partial<State>): void {
    this.#history.push({ since: this.#clock.now(), state: { ...this.seenFrom(), ...changes } })
  }
}
