import type { ChangeStepView } from '../../../preload/contract/console-access-views.ts'
import { useTexts } from '../../app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice, Notice } from '../../ui/notice.tsx'
import css from './cards.module.css'
import own from './plan-card.module.css'
import { WayBack } from './plan-card.tsx'
import { stepStates } from './step-states.ts'
import type { Run } from './use-run.ts'

/** AWS lets these keys look, and not change. */
const refusals: ReadonlySet<string> = new Set(['access-denied', 'insufficient-permissions'])

const shapes = { planned: '○', sent: '◐', done: '✓', failed: '✕' } as const

/** A plan on its way, call by call, and how it ended, with the way back. */
export function RunCard({ run, onUndo }: { readonly run: Run; readonly onUndo: (change: string) => void }) {
  const { consoleAccess } = useTexts()
  const texts = consoleAccess.run
  const { plan, task, result, error, cancel, close } = run
  if (plan === undefined) return null
  const hasEnded = error !== undefined || (task !== undefined && task.outcome !== null)
  const states = stepStates(plan.steps, task, result)
  const change = result?.undoCommand ? result.changeId : null
  return (
    <section className={css.card} aria-labelledby="access-run" aria-busy={!hasEnded}>
      <h2 id="access-run">{texts.title}</h2>
      <ol className={own.run}>
        {plan.steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a plan's steps never move
          <Step key={index} step={step} state={states[index] ?? 'planned'} hasEnded={hasEnded} />
        ))}
      </ol>
      {!hasEnded && states.every((state) => state === 'done') && <p role="status">{texts.waiting}</p>}
      {hasEnded && <End run={run} />}
      <WayBack plan={plan} />
      <div className={own.buttons}>
        {!hasEnded && <Button onClick={cancel}>{texts.cancel}</Button>}
        {change && <Button onClick={() => onUndo(change)}>{texts.undo}</Button>}
        {hasEnded && (
          <Button look="primary" onClick={close} autoFocus>
            {texts.close}
          </Button>
        )}
      </div>
    </section>
  )
}

function Step({
  step,
  state,
  hasEnded,
}: {
  readonly step: ChangeStepView
  readonly state: ChangeStepView['state']
  readonly hasEnded: boolean
}) {
  const { run: texts } = useTexts().consoleAccess
  const words = hasEnded && state === 'sent' ? texts.unsure : texts.step[state]
  return (
    <li>
      <span aria-hidden="true" className={own[state]}>
        {shapes[state]}
      </span>
      <span>{step.text}</span>
      <span className={`${own.state} ${own[state]}`}>
        {hasEnded && state === 'planned' ? texts.notSent : words}
      </span>
    </li>
  )
}

function End({ run: { task, result, error } }: { readonly run: Run }) {
  const { run: texts } = useTexts().consoleAccess
  if (error) {
    return (
      <>
        {result && <p>{texts.failed}</p>}
        <ErrorNotice error={error} />
        {refusals.has(error.code) && <p>{texts.readOnly}</p>}
      </>
    )
  }
  if (task?.outcome?.kind === 'cancelled') return <Notice tone="warn">{texts.cancelled}</Notice>
  if (result === undefined) return null
  return <Notice tone="ok">{result.isSeen === true ? texts.applied : texts.appliedUnseen}</Notice>
}
