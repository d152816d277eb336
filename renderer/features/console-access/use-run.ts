import { useCallback, useEffect, useState } from 'react'
import type { ChangePlanView, ChangeResultView } from '../../../preload/contract/console-access-views.ts'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import type { TaskView } from '../../../preload/contract/task-views.ts'
import { useAgentState, useApp } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import type { Planned } from './use-plan.ts'

export interface Run {
  /** What was looked at and is being applied; undefined when nothing is. */
  readonly plan: ChangePlanView | undefined
  readonly task: TaskView | undefined
  /** How it ended, once it did and anything was sent. */
  readonly result: ChangeResultView | undefined
  readonly error: ErrorView | undefined
  readonly start: (planned: Planned, typed: string | null) => void
  readonly cancel: () => void
  readonly close: () => void
}

interface Started {
  readonly plan: ChangePlanView
  readonly task?: string
  readonly result?: ChangeResultView
  readonly error?: ErrorView
}

/** A plan that is applied, followed to its end. @param onEnd - Something may have changed at AWS. */
export function useRun(onEnd: () => void): Run {
  const { link } = useApp()
  const tasks = useAgentState((state) => state.tasks)
  const [started, setStarted] = useState<Started>()
  const task = tasks.find(({ id }) => id === started?.task)
  const id = started?.task
  const hasEnded = task !== undefined && task.outcome !== null
  useEffect(() => {
    if (!hasEnded || id === undefined) return
    link
      .call('consoleAccess.result', { task: id })
      .then(({ result }) => result && setStarted((now) => now && { ...now, result }))
      .catch((thrown: unknown) => setStarted((now) => now && { ...now, error: errorOf(thrown) }))
      .finally(onEnd)
  }, [link, hasEnded, id, onEnd])
  const start = useCallback(
    ({ id: plan, view }: Planned, typed: string | null) => {
      if (plan === null) return
      setStarted({ plan: view })
      link
        .call('consoleAccess.apply', { plan, typed })
        .then(({ task: begun }) => setStarted({ plan: view, task: begun }))
        .catch((thrown: unknown) => setStarted({ plan: view, error: errorOf(thrown) }))
    },
    [link],
  )
  const cancel = () => {
    if (id !== undefined) void link.call('tasks.cancel', { task: id }).catch(() => undefined)
  }
  const close = () => {
    setStarted(undefined)
    if (id !== undefined) void link.call('tasks.dismiss', { task: id }).catch(() => undefined)
  }
  const failed = task?.outcome?.kind === 'failed' ? task.outcome.error : undefined
  return {
    ...{ plan: started?.plan, task, result: started?.result, start, cancel, close },
    error: started?.error ?? failed,
  }
}
