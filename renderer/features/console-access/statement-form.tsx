import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { PermissionInputView } from '../../../preload/contract/console-access-views.ts'
import { useTexts } from '../../app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { filledIn, members } from './access-wish.ts'
import css from './statement-form.module.css'
import { type Problems, useStatementProblems } from './use-statement-problems.ts'

/** One statement, a field for each member, with what the model says about it while it is typed. */
export function StatementForm({
  onAdd,
  onClose,
}: {
  readonly onAdd: (input: PermissionInputView) => void
  readonly onClose: () => void
}) {
  const { consoleAccess, frame } = useTexts()
  const { form } = consoleAccess
  const [fields, setFields] = useState<PermissionInputView>({})
  const [last, setLast] = useState<Problems>({})
  const element = useRef<HTMLFormElement>(null)
  const input = filledIn(fields)
  const problems = useStatementProblems(input)
  useEffect(() => {
    if (problems) setLast(problems)
  }, [problems])
  useEffect(() => {
    element.current?.querySelector('input')?.focus()
    element.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const isEmpty = Object.keys(input).length === 0
  const isRight = !isEmpty && problems !== undefined && Object.keys(problems).length === 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isRight) onAdd(input)
  }
  return (
    <form
      ref={element}
      className={css.form}
      aria-label={form.title}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <p className={css.intro}>
        <strong>{form.title}.</strong> {form.intro}
      </p>
      <div className={css.fields}>
        {members.map((member) => (
          <Field
            key={member}
            className={member === 'excludedPrincipal' ? css.wide : undefined}
            label={form.members[member]}
            placeholder={form.hints[member]}
            value={fields[member] ?? ''}
            problem={last[member]}
            maxLength={2048}
            isCode
            onChange={(event) => setFields({ ...fields, [member]: event.target.value })}
          />
        ))}
      </div>
      {!isEmpty && input.excludedPrincipal === undefined && (
        <p className={css.warn}>
          <span aria-hidden="true">▲</span> {form.noGlass}
        </p>
      )}
      <div className={css.buttons}>
        <Button onClick={onClose}>{frame.cancel}</Button>
        <Button look="primary" type="submit" disabled={!isRight}>
          {form.add}
        </Button>
      </div>
    </form>
  )
}
