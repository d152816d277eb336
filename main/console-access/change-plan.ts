/**
 * A change as it is shown before anything is sent: what it makes of console access, the calls and their order, who would
 * lose access, and what a person has to type.
 *
 * @module
 */
import { type AccessState, isAuthorizationOn } from './access-state.ts'
import { changeLines } from './change-lines.ts'
import type { ChangeSet } from './change-set.ts'
import { type Danger, endangers } from './endangers.ts'
import type { ExpectedPolicy } from './expected-policy.ts'
import { type EnforcedPolicy, type LockOutRow, lockOut } from './lock-out.ts'
import { type ChangeStep, opensOnTheWay, planSteps, type TokenNeed } from './plan-steps.ts'
import { type PlanWarning, planWarnings } from './plan-warnings.ts'
import type { Situation } from './situation.ts'
import { withoutStatement, withStatement } from './statement-of.ts'

export interface PlanRequest {
  readonly state: AccessState
  readonly changeSet: ChangeSet
  /** Where console authorization is turned on or off. */
  readonly targetId: string
  readonly situations: readonly Situation[]
  /** Who must always get in. */
  readonly breakGlass: string | undefined
  readonly tokenFor: (need: TokenNeed) => string
}

/** `yes` for what can keep nobody out; `typed` for what can: a person types `word`. */
export type Confirmation =
  | { readonly kind: 'none' }
  | { readonly kind: 'yes' }
  | { readonly kind: 'typed'; readonly word: string }

export interface ChangePlan {
  readonly targetId: string
  readonly before: EnforcedPolicy
  readonly after: EnforcedPolicy
  readonly steps: readonly ChangeStep[]
  /** Lines that begin with `+` or `-`. */
  readonly diff: readonly string[]
  readonly rows: readonly LockOutRow[]
  /** The same people, once what is inert after the change is turned on; empty where nothing is. */
  readonly rowsOnceOn: readonly LockOutRow[]
  readonly dangers: readonly Danger[]
  readonly warnings: readonly PlanWarning[]
  readonly confirmation: Confirmation
}

export function changePlan(request: PlanRequest): ChangePlan {
  const { state, changeSet, targetId, situations, breakGlass } = request
  const before = { enabled: isAuthorizationOn(state), policy: state.policy }
  const after = { enabled: isOnAfter(request), policy: policyAfter(state, changeSet) }
  const steps = planSteps(request)
  const rows = lockOut({ before, after, situations })
  const dangers = endangers({ rows, before, after, breakGlass: breakGlass === undefined ? [] : [breakGlass] })
  return {
    ...{ targetId, before, after, steps, rows, dangers },
    rowsOnceOn: rowsOnceOn(after, situations),
    diff: changeLines(changeSet, targetId),
    warnings: planWarnings({
      ...request,
      before,
      after,
      rows,
      opens: before.enabled && opensOnTheWay(steps),
    }),
    confirmation: confirmationOf(steps, after.enabled, targetId),
  }
}

/** What binds nobody now binds everybody the moment that authorization is turned on. */
export function rowsOnceOn(
  { enabled, policy }: EnforcedPolicy,
  situations: readonly Situation[],
): readonly LockOutRow[] {
  if (enabled !== false || policy.Statement.length === 0) return []
  const on = { enabled: true, policy }
  return lockOut({ before: on, after: on, situations })
}

/**
 * Turning authorization on, and adding a statement while it is on, can keep out people whom nobody thought of: the list of
 * situations is never complete, and Signet does not see an organization's own policies.
 */
function confirmationOf(steps: readonly ChangeStep[], isOn: boolean, targetId: string): Confirmation {
  if (steps.length === 0) return { kind: 'none' }
  const tightens = steps.some(
    (step) => step.do === 'authorization-on' || (isOn && step.do === 'add-statement'),
  )
  return tightens ? { kind: 'typed', word: targetId } : { kind: 'yes' }
}

function isOnAfter({ state, changeSet: { authorization }, targetId }: PlanRequest): boolean {
  if (authorization === 'on') return true
  const others = state.targets.filter((target) => target.targetId !== targetId || authorization === undefined)
  return others.some(({ consoleAuthorizationEnabled }) => consoleAuthorizationEnabled)
}

function policyAfter(
  { policy, accountId }: Pick<AccessState, 'policy' | 'accountId'>,
  { add, remove }: Pick<ChangeSet, 'add' | 'remove'>,
): ExpectedPolicy {
  // What cannot be found in the policy stays in it: the picture is then stricter than what will be, never freer.
  const less = remove.reduce<ExpectedPolicy>((left, gone) => withoutStatement(left, gone) ?? left, policy)
  return add.reduce((more, input) => withStatement(more, input, accountId), less)
}
