/**
 * The calls of a change, in an order that opens no moment of lock-out.
 *
 * Statements only ever refuse, each by itself, and only while console authorization is on. So whoever a state lets in is let in
 * by every state with fewer statements, or with authorization off. What loosens therefore comes first and what tightens last:
 * on the way, nobody is refused whom neither the beginning nor the end refuses. AWS spreads changes in no certain order, so
 * between the two Signet waits until the looser state is seen.
 *
 * @module
 */
import type { PermissionStatementInput, PolicyCondition } from '../aws/signin-control-types.ts'
import { type AccessState, isAuthorizationOn } from './access-state.ts'
import type { ChangeSet } from './change-set.ts'

/** One call, or the wait between calls. */
export type ChangeStep =
  | { readonly do: 'authorization-off' | 'authorization-on'; readonly targetId: string }
  | {
      readonly do: 'remove-statement'
      readonly statementId: string
      readonly clientToken: string
      readonly condition: PolicyCondition
      /** What makes it again; undefined when that is not known. */
      readonly input: PermissionStatementInput | undefined
    }
  | { readonly do: 'add-statement'; readonly input: PermissionStatementInput; readonly clientToken: string }
  | { readonly do: 'wait' }

/** A step before it has its token. */
export type TokenNeed =
  | { readonly do: 'remove-statement'; readonly statementId: string }
  | { readonly do: 'add-statement'; readonly input: PermissionStatementInput }

export interface StepsRequest {
  readonly changeSet: ChangeSet
  readonly state: AccessState
  readonly targetId: string
  /** Who must always get in: what keeps them in comes first. */
  readonly breakGlass: string | undefined
  /** The token of a call: drawn once for what a person wants, and the same however often it is sent. */
  readonly tokenFor: (need: TokenNeed) => string
}

export function planSteps(request: StepsRequest): readonly ChangeStep[] {
  const { changeSet, state, targetId, tokenFor } = request
  const { authorization } = changeSet
  const off: ChangeStep[] = authorization === 'off' ? [{ do: 'authorization-off', targetId }] : []
  const on: ChangeStep[] = authorization === 'on' ? [{ do: 'authorization-on', targetId }] : []
  const removes = changeSet.remove.map(
    ({ sid: statementId, condition, input }): ChangeStep => ({
      do: 'remove-statement',
      ...{ statementId, condition, input },
      clientToken: tokenFor({ do: 'remove-statement', statementId }),
    }),
  )
  const adds = inSafeOrder(changeSet.add, request.breakGlass).map(
    (input): ChangeStep => ({
      do: 'add-statement',
      input,
      clientToken: tokenFor({ do: 'add-statement', input }),
    }),
  )
  const isOn = isAuthorizationOn(state)
  const looser = [...off, ...removes]
  if (looser.length === 0) return [...adds, ...on]
  const wait: ChangeStep[] = [{ do: 'wait' }]
  if (isOn && !isOffAfterwards(request)) {
    const tighter = [...adds, ...on]
    return tighter.length === 0 ? looser : [...looser, ...wait, ...tighter]
  }
  // Nothing binds anybody until it is turned on.
  return on.length === 0 ? [...looser, ...adds] : [...looser, ...adds, ...wait, ...on]
}

function isOffAfterwards({ changeSet, state, targetId }: StepsRequest): boolean {
  return (
    changeSet.authorization === 'off' &&
    !state.targets.some((target) => target.targetId !== targetId && target.consoleAuthorizationEnabled)
  )
}

/** Those that leave the break-glass principal out come first, then those that leave out anybody. */
function inSafeOrder(
  inputs: readonly PermissionStatementInput[],
  breakGlass: string | undefined,
): readonly PermissionStatementInput[] {
  const rank = ({ excludedPrincipal }: PermissionStatementInput) =>
    excludedPrincipal === undefined ? 2 : excludedPrincipal === breakGlass ? 0 : 1
  return [...inputs].sort((one, other) => rank(one) - rank(other))
}

/** Whether sign-in is freer on the way than before and after: what replaces a statement comes after it is gone. */
export function opensOnTheWay(steps: readonly ChangeStep[]): boolean {
  const wait = steps.findIndex((step) => step.do === 'wait')
  const before = steps.slice(0, Math.max(wait, 0))
  const after = steps.slice(Math.max(wait, 0))
  return (
    before.some((step) => step.do === 'remove-statement') && after.some((step) => step.do === 'add-statement')
  )
}
