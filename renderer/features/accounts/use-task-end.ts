import { useEffect } from 'react'
import type { TaskView } from '../../../preload/contract/task-views.ts'
import { useAgentState, useApp } from '../../app-context.tsx'

/**
 * Follows a task that a dialog began. `onDone` is told its summary; a question of it is answered in the task's own dialog.
 */
export function useTaskEnd(
  id: string | undefined,
  onDone: (summary: readonly string[]) => void,
): TaskView | undefined {
  const { view, link } = useApp()
  const task = useAgentState((state) => state.tasks).find((each) => each.id === id)
  const asks = task !== undefined && task.question !== null
  const outcome = task?.outcome
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, at its end or its question
  useEffect(() => {
    if (id === undefined) return
    if (asks) view.setState({ dialog: { name: 'task', about: id } })
    if (outcome) void link.call('tasks.dismiss', { task: id }).catch(() => undefined)
    if (outcome?.kind === 'done') onDone(outcome.summary)
  }, [id, asks, outcome?.kind])
  return task
}
