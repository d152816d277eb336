import { useEffect } from 'react'
import type { TaskView } from '../../../preload/contract/task-views.ts'
import { useAgentState, useApp, useTexts } from '../../app-context.tsx'
import { speakerOf, spokenSentence } from '../../texts/spoken.ts'
import type { Texts } from '../../texts/texts.ts'
import { AgentSentence } from '../../ui/agent-sentence.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Diff } from '../../ui/diff.tsx'
import { ErrorNotice, Notice } from '../../ui/notice.tsx'
import { toastDone } from '../../ui/toasts.tsx'
import { Told } from '../../ui/told.tsx'
import { progressText } from './progress-text.ts'
import { SignInSteps } from './sign-in-steps.tsx'
import { TaskButtons } from './task-buttons.tsx'
import css from './task-dialog.module.css'
import { TaskQuestion } from './task-question.tsx'
import { taskTitle } from './task-title.ts'

/** One thing under way, to its end. Closing leaves it running: the header's chip brings it back. */
export function TaskDialog({ id }: { readonly id: string }) {
  const { view, link } = useApp()
  const texts = useTexts()
  const tasks = useAgentState((state) => state.tasks)
  const task = tasks.find((each) => each.id === id)
  const close = () => {
    view.setState({ dialog: undefined })
    // A question for a passphrase does not wait behind the scenes: who turns away has answered it.
    if ((task?.kind === 'unlock' || task?.kind === 'move-key') && task.outcome === null)
      void link.call('tasks.cancel', { task: id }).catch(() => undefined)
    if (task?.outcome) void link.call('tasks.dismiss', { task: id }).catch(() => undefined)
  }
  useCloseWhenUnlocked(task, close)
  if (task === undefined) return null
  return (
    <Dialog title={taskTitle(task, texts)} onClose={close}>
      <div className={css.task}>
        {task.step && <SignInSteps task={id} step={task.step} outcome={task.outcome} />}
        {task.notes.map((note, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: notes are only ever added to
          <p key={index} className={css.note}>
            <AgentSentence text={note} />
          </p>
        ))}
        {task.progress && <Progress progress={task.progress} />}
        {task.preview && task.outcome === null && (
          <>
            <Summary lines={task.preview.summary} />
            {task.preview.diff.length > 0 && (
              <Diff lines={task.preview.diff} label={texts.tasks.wouldChange} />
            )}
          </>
        )}
        {task.question && (
          <TaskQuestion
            key={task.question.id}
            task={id}
            question={task.question}
            isUnlock={task.kind === 'unlock'}
          />
        )}
        {task.outcome && <Outcome task={task} outcome={task.outcome} />}
        <TaskButtons task={task} close={close} />
      </div>
    </Dialog>
  )
}

/** There is nothing to read about a door that opened. */
function useCloseWhenUnlocked(task: TaskView | undefined, close: () => void): void {
  const { view } = useApp()
  const { settings } = useTexts()
  const isOpen = task?.kind === 'unlock' && task.outcome?.kind === 'done'
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, at the moment it opens
  useEffect(() => {
    if (!isOpen) return
    close()
    toastDone(view, settings.vaultOpen)
  }, [isOpen])
}

function Progress({ progress }: { readonly progress: NonNullable<TaskView['progress']> }) {
  const { done, total } = progress
  const text = progressText(progress, useTexts())
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the progress inside is its control
    <label className={css.progress}>
      {text}
      {total === null ? <progress /> : <progress value={done} max={total} />}
    </label>
  )
}

function Outcome({
  task,
  outcome,
}: {
  readonly task: TaskView
  readonly outcome: NonNullable<TaskView['outcome']>
}) {
  const { tasks, sayings } = useTexts()
  if (outcome.kind === 'cancelled') return <Notice tone="accent">{tasks.cancelled}</Notice>
  if (outcome.kind === 'failed') return <ErrorNotice error={outcome.error} />
  const speak = speakerOf(outcome.said, sayings)
  const summary = outcome.summary.map((line) => {
    const words = speak(line)
    return words === line ? spokenSentence(line, sayings) : words
  })
  return (
    <>
      <Notice tone="ok">
        <Summary lines={task.kind === 'move-key' ? keyMoved(task, summary, tasks) : summary} />
      </Notice>
      {outcome.diff.length > 0 && <Diff lines={outcome.diff} label={tasks.changed} />}
    </>
  )
}

/** In the person's language; what went otherwise than usual in the agent's words. */
function keyMoved(
  { subject }: TaskView,
  summary: readonly string[],
  { keyMovedTo }: Texts['tasks'],
): readonly string[] {
  return subject === 'key-store' ? keyMovedTo['key-store'] : [...keyMovedTo.passphrase, ...summary.slice(1)]
}

function Summary({ lines }: { readonly lines: readonly string[] }) {
  return lines.map((line) => (
    <p key={line}>
      <Told text={line} />
    </p>
  ))
}
