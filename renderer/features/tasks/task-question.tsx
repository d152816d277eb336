import { type FormEvent, useState } from 'react'
import type { TaskView } from '../../../preload/contract/task-views.ts'
import { useApp, useTexts } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { spoken } from '../../texts/spoken.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { toastFailed } from '../../ui/toasts.tsx'
import { questionForm } from './question-form.ts'
import css from './task-question.module.css'

/** What a task wants to know. What is typed goes to the agent and is kept nowhere here. */
export function TaskQuestion({
  task,
  question,
  isUnlock,
}: {
  readonly task: string
  /** Its answer opens the vault, and is the last. */
  readonly isUnlock: boolean
  readonly question: NonNullable<TaskView['question']>
}) {
  const { link, view } = useApp()
  const { tasks, frame, sayings } = useTexts()
  const [text, setText] = useState('')
  const { kind, words: asked } = questionForm(question.message)
  const words = spoken(asked, sayings)
  const { topic, problem } = question
  const send = (answer: string | null) => {
    link
      .call('tasks.answer', { task, question: question.id, answer })
      .catch((thrown: unknown) => toastFailed(view, errorOf(thrown)))
    setText('')
  }
  if (kind === 'yes-no') {
    return (
      <div className={css.yesNo}>
        <p>{words}</p>
        <div className={css.buttons}>
          <Button onClick={() => send(null)}>{tasks.no}</Button>
          <Button look="primary" onClick={() => send('yes')}>
            {tasks.yes}
          </Button>
        </div>
      </div>
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send(text)
  }
  return (
    <form className={topic === undefined ? css.question : css.known} onSubmit={submit}>
      <Field
        label={topic === undefined ? words : tasks.questions[topic]}
        hint={topic && tasks.questionHints[topic]}
        problem={problem && tasks.problems[problem]}
        type={question.isSecret ? 'password' : 'text'}
        value={text}
        onChange={(event) => setText(event.target.value)}
        autoFocus
        isCode
      />
      <Button look="primary" type="submit">
        {isUnlock && topic === 'passphrase' ? frame.unlock : tasks.answer}
      </Button>
    </form>
  )
}
