/**
 * Whether one phase of a sign-in lets a person through, and what stands in the way.
 *
 * @module
 */
import { type DecidingStatement, evaluate } from './evaluate.ts'
import type { ExpectedPolicy } from './expected-policy.ts'
import { actionsOf, type Phase, requestContext, type SignInAction } from './request-context.ts'
import type { Situation } from './situation.ts'

export type SignInState = 'in' | 'out' | 'cannot-tell'

/** A statement that refuses somebody, or may. */
export interface Refusal extends DecidingStatement {
  readonly phase: Phase
  readonly actions: readonly SignInAction[]
}

export interface PhaseAnswer {
  readonly state: SignInState
  readonly because: readonly Refusal[]
}

/** Without console authorization a policy is inert: everybody is let through. */
export function signInState(
  policy: ExpectedPolicy,
  enabled: boolean | 'unknown',
  situation: Situation,
  phase: Phase,
): PhaseAnswer {
  if (enabled === false) return { state: 'in', because: [] }
  const context = requestContext(situation, phase)
  const evaluations = actionsOf[phase].map((action) => ({ action, ...evaluate(policy, context, action) }))
  const verdicts = evaluations.map(({ verdict }) => verdict)
  const isDenied = verdicts.includes('denied')
  if (!isDenied && !verdicts.includes('cannot-tell')) return { state: 'in', because: [] }
  const found = new Map<number, Refusal>()
  for (const { action, statements, verdict } of evaluations) {
    if (isDenied && verdict !== 'denied') continue
    for (const statement of statements) {
      const actions = [...(found.get(statement.index)?.actions ?? []), action]
      found.set(statement.index, { ...statement, phase, actions })
    }
  }
  return { state: isDenied && enabled === true ? 'out' : 'cannot-tell', because: [...found.values()] }
}
