/**
 * Plans of console access that a window was shown, to be applied as they were looked at.
 *
 * @module
 */
import type { AccessWish } from '../../../preload/contract/calls-console-access.ts'
import type { ChangePlanView, ChangeResultView } from '../../../preload/contract/console-access-views.ts'
import { RefusalError } from '../../kernel/errors.ts'

export interface SeenPlan {
  readonly profile: string
  readonly target: string | null
  readonly wish: AccessWish
  readonly view: ChangePlanView
}

const mostPlans = 50
const mostResults = 20

export class AccessPlans {
  readonly #uuid: () => string
  readonly #plans = new Map<string, SeenPlan>()
  readonly #results = new Map<string, ChangeResultView>()

  constructor(uuid: () => string) {
    this.#uuid = uuid
  }

  /** @returns its id. */
  keep(plan: SeenPlan): string {
    const id = this.#uuid()
    this.#plans.set(id, plan)
    forgetOld(this.#plans, mostPlans)
    return id
  }

  /** A plan is applied once. @throws {@link RefusalError} `conflict` for one that is gone. */
  take(id: string): SeenPlan {
    const plan = this.#plans.get(id)
    this.#plans.delete(id)
    if (plan) return plan
    throw new RefusalError(
      'conflict',
      'This plan is not known any more. Nothing was sent. Plan again, look at it, and apply that.',
      'retry',
    )
  }

  ended(task: string, result: ChangeResultView): void {
    this.#results.set(task, result)
    forgetOld(this.#results, mostResults)
  }

  result(task: string): ChangeResultView | undefined {
    return this.#results.get(task)
  }
}

/**
 * SECURITY: a person agreed to what they saw. Made again at the moment of sending, it must still say the same: what is sent, in
 * which order, who gets in afterwards, and what has to be typed.
 *
 * @throws {@link RefusalError} `conflict`
 */
export function assertAsSeen(seen: ChangePlanView, now: ChangePlanView): void {
  if (essence(seen) === essence(now)) return
  throw new RefusalError(
    'conflict',
    `What AWS shows for account ${now.accountId}, or who is tried against it, changed since you looked at the plan. Nothing was sent. Plan again, and look at it.`,
    'retry',
  )
}

function essence({
  accountId,
  targetId,
  isOnNow,
  diff,
  steps,
  rows,
  warnings,
  confirmation,
}: ChangePlanView) {
  const serious = warnings.filter(({ weight }) => weight === 'serious').map(({ text }) => text)
  const calls = steps.map(({ do: what, text }) => [what, text])
  return JSON.stringify([accountId, targetId, isOnNow, diff, calls, rows, serious, confirmation])
}

function forgetOld(map: Map<string, unknown>, most: number): void {
  for (const key of [...map.keys()].slice(0, Math.max(0, map.size - most))) map.delete(key)
}
