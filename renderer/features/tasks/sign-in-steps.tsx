import type { SignInStepView, TaskView } from '../../../preload/contract/task-views.ts'
import { useApp, useTexts } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { spanText } from '../../ui/span-text.ts'
import { toastFailed, toastNotDone } from '../../ui/toasts.tsx'
import { useNow } from '../../ui/use-now.ts'
import { stagesOf } from './sign-in-stages.ts'
import css from './sign-in-steps.module.css'

/** The live picture of a sign-in. */
export function SignInSteps({
  task,
  step,
  outcome,
}: {
  readonly task: string
  readonly step: SignInStepView
  readonly outcome: TaskView['outcome']
}) {
  const { tasks } = useTexts()
  const { stages, at } = stagesOf(step)
  const isDone = step.kind === 'signed-in' || outcome?.kind === 'done'
  const isBroken = outcome !== null && outcome.kind !== 'done'
  const lookOf = (index: number) => {
    if (isDone || index < at) return css.past
    if (index > at) return css.future
    return isBroken ? css.broken : css.now
  }
  return (
    <div className={css.steps}>
      <ol className={css.stages}>
        {stages.map((stage, index) => (
          <li
            key={stage}
            className={lookOf(index)}
            aria-current={index === at && outcome === null ? 'step' : undefined}
          >
            {tasks.steps[stage]}
          </li>
        ))}
      </ol>
      {step.because === 'over-ssh' && <p>{tasks.overSsh}</p>}
      {step.because === 'no-display' && <p>{tasks.noDisplay}</p>}
      {outcome === null && <WaitingFor task={task} step={step} />}
    </div>
  )
}

function WaitingFor({ task, step }: { readonly task: string; readonly step: SignInStepView }) {
  const { link, view } = useApp()
  const texts = useTexts()
  const { tasks } = texts
  const now = useNow(step.until ?? null)
  if (step.url === undefined) return null
  const open = () =>
    link
      .call('tasks.openPage', { task })
      .then(({ opened }) => {
        // Where the agent has no screen, this window has one: it is shown on it.
        if (!opened) toastNotDone(view, tasks.pageFailed)
      })
      .catch((thrown: unknown) => toastFailed(view, errorOf(thrown)))
  return (
    <div className={css.waiting}>
      {step.userCode !== undefined && (
        <div className={css.code}>
          <p>{tasks.compare}</p>
          <output>{step.userCode}</output>
          <CopyButton text={step.userCode} label={step.userCode} />
        </div>
      )}
      <p>{addressText(step, tasks)}</p>
      <div className={css.address}>
        <a href={step.url} title={step.url} target="_blank" rel="noreferrer noopener">
          {step.url}
        </a>
        <CopyButton text={step.url} label={tasks.address} />
        {step.opened !== false && (
          <Button look="bare" onClick={() => void open()}>
            {tasks.openPage}
          </Button>
        )}
      </div>
      {step.until !== undefined && step.until > now && (
        <p className={css.until}>{tasks.endsIn(spanText(step.until - now, texts))}</p>
      )}
    </div>
  )
}

function addressText(step: SignInStepView, tasks: ReturnType<typeof useTexts>['tasks']): string {
  if (step.opened) return tasks.pageOpened
  const isAnywhere = step.kind === 'waiting-for-code' || step.userCode !== undefined
  return isAnywhere ? tasks.pageAnywhere : tasks.pageByHand
}
