import type { SignInStepView } from '../../../preload/contract/task-views.ts'
import { useApp, useTexts } from '../../app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { spanText } from '../../ui/span-text.ts'
import { useNow } from '../../ui/use-now.ts'
import { stagesOf } from './sign-in-stages.ts'
import css from './sign-in-steps.module.css'

/** The live picture of a sign-in. */
export function SignInSteps({
  task,
  step,
  isOver,
}: {
  readonly task: string
  readonly step: SignInStepView
  readonly isOver: boolean
}) {
  const { tasks } = useTexts()
  const { stages, at } = stagesOf(step)
  return (
    <div className={css.steps}>
      <ol className={css.stages}>
        {stages.map((stage, index) => (
          <li
            key={stage}
            className={
              index < at || step.kind === 'signed-in' ? css.past : index === at ? css.now : css.future
            }
            aria-current={index === at ? 'step' : undefined}
          >
            {tasks.steps[stage]}
          </li>
        ))}
      </ol>
      {step.because === 'over-ssh' && <p>{tasks.overSsh}</p>}
      {step.because === 'no-display' && <p>{tasks.noDisplay}</p>}
      {!isOver && <WaitingFor task={task} step={step} />}
    </div>
  )
}

function WaitingFor({ task, step }: { readonly task: string; readonly step: SignInStepView }) {
  const { link } = useApp()
  const texts = useTexts()
  const { tasks } = texts
  const now = useNow(step.until ?? null)
  if (step.url === undefined) return null
  return (
    <div className={css.waiting}>
      {step.userCode !== undefined && (
        <div className={css.code}>
          <p>{tasks.compare}</p>
          <output>{step.userCode}</output>
          <CopyButton text={step.userCode} />
        </div>
      )}
      <p>{addressText(step, tasks)}</p>
      <div className={css.address}>
        <a href={step.url} target="_blank" rel="noreferrer noopener">
          {step.url}
        </a>
        <CopyButton text={step.url} />
        <Button look="bare" onClick={() => void link.call('tasks.openPage', { task })}>
          {tasks.openPage}
        </Button>
      </div>
      {step.until !== undefined && step.until > now && (
        <p className={css.until}>{tasks.endsIn(spanText(step.until - now, texts))}</p>
      )}
    </div>
  )
}

function addressText(step: SignInStepView, tasks: ReturnType<typeof useTexts>['tasks']): string {
  if (step.kind === 'waiting-for-code' || step.kind === 'showing-code') return tasks.pageAnywhere
  return step.opened ? tasks.pageOpened : tasks.pageByHand
}
