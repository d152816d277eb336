import type { ChangeResultView, ChangeStepView } from '../../../preload/contract/console-access-views.ts'
import type { TaskView } from '../../../preload/contract/task-views.ts'

/** How far each step of a plan is: by the result once there is one, by the task's progress until then. */
export function stepStates(
  steps: readonly ChangeStepView[],
  task: Pick<TaskView, 'progress' | 'outcome'> | undefined,
  result: Pick<ChangeResultView, 'steps'> | undefined,
): readonly ChangeStepView['state'][] {
  if (result) return steps.map((_, index) => result.steps[index]?.state ?? 'planned')
  const done = task?.progress?.done ?? 0
  const isUnderWay = task?.progress !== null && task?.progress !== undefined
  return steps.map((_, index) => (index < done ? 'done' : index === done && isUnderWay ? 'sent' : 'planned'))
}
