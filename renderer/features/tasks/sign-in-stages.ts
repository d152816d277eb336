/**
 * A sign-in as a row of stages: what is behind, what is now, what is to come.
 *
 * @module
 */
import type { SignInStepView } from '../../../preload/contract/task-views.ts'

export type Stage = 'preparing' | 'registering' | 'browser' | 'waiting' | 'code' | 'exchanging' | 'done'

const stageOf: Readonly<Record<SignInStepView['kind'], Stage>> = {
  preparing: 'preparing',
  registering: 'registering',
  'showing-code': 'waiting',
  'opening-browser': 'browser',
  'waiting-for-browser': 'waiting',
  'waiting-for-code': 'code',
  exchanging: 'exchanging',
  'signed-in': 'done',
}

/** The stages of the way that this step is on. */
export function stagesOf(step: SignInStepView): { readonly stages: readonly Stage[]; readonly at: number } {
  const current = stageOf[step.kind]
  const stages: readonly Stage[] =
    current === 'code' || step.method === 'cross-device'
      ? ['preparing', 'code', 'exchanging', 'done']
      : current === 'registering'
        ? ['preparing', 'registering', 'waiting', 'exchanging', 'done']
        : ['preparing', 'waiting', 'exchanging', 'done']
  const shown = current === 'browser' ? 'waiting' : current
  return { stages, at: Math.max(0, stages.indexOf(shown)) }
}
