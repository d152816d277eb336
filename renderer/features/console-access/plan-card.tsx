import { type FormEvent, useState } from 'react'
import type { ChangePlanView } from '../../../preload/contract/console-access-views.ts'
import { useTexts } from '../../app-context.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Diff } from '../../ui/diff.tsx'
import { Field } from '../../ui/field.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import css from './cards.module.css'
import own from './plan-card.module.css'
import type { Planning } from './use-plan.ts'

/** What a wish would do: the difference, what is sent and what takes it back, and the press that sends it. */
export function PlanCard({
  planning,
  hasWish,
  isUndo,
  onApply,
  onDiscard,
}: {
  readonly planning: Planning
  readonly hasWish: boolean
  readonly isUndo: boolean
  readonly onApply: (typed: string | null) => void
  readonly onDiscard: () => void
}) {
  const { consoleAccess, frame } = useTexts()
  const { plan: texts } = consoleAccess
  const { planned, error, isPlanning, again } = planning
  const calls = planned?.view.steps.filter(({ operation }) => operation !== null) ?? []
  return (
    <section className={css.card} aria-labelledby="access-plan" aria-busy={isPlanning}>
      <div className={css.head}>
        <h2 id="access-plan">{texts.title}</h2>
        {calls.length > 0 && (
          <Badge>
            {texts.calls(
              calls.length,
              calls.every(({ undo }) => undo !== null),
            )}
          </Badge>
        )}
      </div>
      {!hasWish && <p className={css.note}>{texts.none}</p>}
      {isUndo && <p className={css.note}>{texts.undoing}</p>}
      {isPlanning && <p role="status">{texts.making}</p>}
      {error && <ErrorNotice error={error} action={<Button onClick={again}>{frame.retry}</Button>} />}
      {planned && planned.id === null && <p role="status">{texts.same}</p>}
      {planned && planned.id !== null && (
        <PlanBody key={planned.id} plan={planned.view} onApply={onApply} onDiscard={onDiscard} />
      )}
      {hasWish && (planned === undefined || planned.id === null) && (
        <div className={css.buttons}>
          <Button onClick={onDiscard}>{texts.discard}</Button>
        </div>
      )}
    </section>
  )
}

function PlanBody({
  plan,
  onApply,
  onDiscard,
}: {
  readonly plan: ChangePlanView
  readonly onApply: (typed: string | null) => void
  readonly onDiscard: () => void
}) {
  const { plan: texts } = useTexts().consoleAccess
  const [typed, setTyped] = useState('')
  const { confirmation, diff, warnings } = plan
  const word = confirmation.kind === 'typed' ? confirmation.word : null
  // As people read account ids out: 1111 2222 3333.
  const given = typed.replaceAll(/\s/g, '')
  const isReady = word === null || given === word
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady) onApply(word === null ? null : given)
  }
  return (
    <form className={own.plan} onSubmit={submit}>
      <Diff lines={diff} label={texts.diff} />
      {warnings.length > 0 && (
        <ul className={own.warnings} aria-label={texts.warnings}>
          {warnings.map(({ weight, text }) => (
            <li key={text} className={own[weight]}>
              <span aria-hidden="true">{weight === 'serious' ? '▲' : '·'}</span> <span>{text}</span>
            </li>
          ))}
        </ul>
      )}
      <StepList plan={plan} />
      <WayBack plan={plan} />
      <div className={own.send}>
        <p className={word === null ? css.note : own.danger}>{confirmation.reason}</p>
        {word !== null && (
          <Field
            label={texts.typed(word)}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            maxLength={100}
            isCode
          />
        )}
        <div className={own.buttons}>
          <Button onClick={onDiscard}>{texts.discard}</Button>
          <Button look="primary" type="submit" disabled={!isReady} data-access-apply="">
            {texts.apply}
          </Button>
        </div>
      </div>
    </form>
  )
}

function StepList({ plan }: { readonly plan: ChangePlanView }) {
  const { plan: texts } = useTexts().consoleAccess
  return (
    <details className={css.more}>
      <summary>{texts.steps}</summary>
      <ol className={own.steps}>
        {plan.steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a plan's steps never move
          <li key={index}>
            {step.operation && <code>{step.operation}</code>}
            <p>{step.text}</p>
            {step.operation !== null && (
              <p className={css.note}>{step.undo === null ? `■ ${texts.noUndo}` : texts.undo(step.undo)}</p>
            )}
          </li>
        ))}
      </ol>
    </details>
  )
}

/** Commands that go back, which no console is needed for. */
export function WayBack({ plan }: { readonly plan: Pick<ChangePlanView, 'wayBack'> }) {
  const { plan: texts } = useTexts().consoleAccess
  if (plan.wayBack.length === 0) return null
  return (
    <div className={own.back}>
      <h3>{texts.wayBack}</h3>
      <p className={css.note}>{texts.wayBackHint}</p>
      {plan.wayBack.map(({ command, text }) => (
        <div key={command} className={own.command}>
          <code title={text}>{command}</code>
          <CopyButton text={command} label={command} />
        </div>
      ))}
    </div>
  )
}
