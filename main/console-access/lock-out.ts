/**
 * Who could sign in before a change, and who could after it.
 *
 * It looks at the sign-in resource policy alone. IAM policies and the organization's own policies can refuse as well: "keeps" says
 * that this policy does not stand in the way, and only that. Calls signed with access keys are never bound by it.
 *
 * @module
 */
import { textOf } from '../kernel/say.ts'
import type { ExpectedPolicy } from './expected-policy.ts'
import { refusalsInWords } from './refusal-in-words.ts'
import { type Refusal, type SignInState, signInState } from './sign-in-state.ts'
import type { Situation } from './situation.ts'

/** A policy, and whether console authorization makes it count. */
export interface EnforcedPolicy {
  readonly enabled: boolean | 'unknown'
  readonly policy: ExpectedPolicy
}

export interface PhaseStates {
  readonly beforeSignIn: SignInState
  readonly afterSignIn: SignInState
}

/** `keeps` is claimed only of one who surely could sign in before, and surely can after. */
export type AccessChange = 'keeps' | 'loses' | 'gains' | 'stays-out' | 'cannot-tell'

export interface LockOutRow {
  readonly situation: Situation
  readonly before: PhaseStates
  readonly after: PhaseStates
  readonly change: AccessChange
  /** What stands in the way after the change, or may; where nobody is refused any more, what stood in the way before. */
  readonly because: readonly Refusal[]
  /** The same in sentences. */
  readonly reasons: readonly string[]
}

export interface LockOutQuestion {
  readonly before: EnforcedPolicy
  readonly after: EnforcedPolicy
  readonly situations: readonly Situation[]
}

export function lockOut({ before, after, situations }: LockOutQuestion): readonly LockOutRow[] {
  return situations.map((situation) => {
    const was = phases(before, situation)
    const will = phases(after, situation)
    const because = will.because.length > 0 ? will.because : was.because
    return {
      situation,
      before: was.states,
      after: will.states,
      change: changeOf(signsIn(was.states), signsIn(will.states)),
      because,
      reasons: refusalsInWords(because).map(textOf),
    }
  })
}

/** Both phases have to let a person through. */
export function signsIn({ beforeSignIn, afterSignIn }: PhaseStates): SignInState {
  const states = [beforeSignIn, afterSignIn]
  if (states.includes('out')) return 'out'
  return states.includes('cannot-tell') ? 'cannot-tell' : 'in'
}

function phases({ enabled, policy }: EnforcedPolicy, situation: Situation) {
  const beforeSignIn = signInState(policy, enabled, situation, 'before-sign-in')
  const afterSignIn = signInState(policy, enabled, situation, 'after-sign-in')
  return {
    states: { beforeSignIn: beforeSignIn.state, afterSignIn: afterSignIn.state },
    because: [...beforeSignIn.because, ...afterSignIn.because],
  }
}

function changeOf(before: SignInState, after: SignInState): AccessChange {
  if (before === 'cannot-tell' || after === 'cannot-tell') return 'cannot-tell'
  if (after === 'in') return before === 'in' ? 'keeps' : 'gains'
  return before === 'in' ? 'loses' : 'stays-out'
}
