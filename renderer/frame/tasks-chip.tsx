import { useAgentState, useApp } from '../app-context.tsx'
import { taskTitle } from '../features/tasks/task-title.ts'
import { Menu } from '../ui/menu.tsx'
import css from './tasks-chip.module.css'

/** What is under way and hidden, or ended unseen: one press brings it back. */
export function TasksChip() {
  const { view, texts } = useApp()
  const tasks = useAgentState((state) => state.tasks)
  const running = tasks.filter(({ outcome }) => outcome === null)
  const open = (task: string) => view.setState({ dialog: { name: 'task', about: task } })
  const [first] = running
  if (first === undefined) return null
  const asks = running.some(({ question }) => question !== null)
  const chip = (onClick?: () => void) => (
    <button type="button" className={css.chip} title={taskTitle(first, texts)} onClick={onClick}>
      <span aria-hidden="true" className={asks ? css.asks : css.runs} />
      <span className={css.words}>{texts.tasks.underWay(running.length)}</span>
      <span className={css.short}>{texts.tasks.underWayShort(running.length)}</span>
    </button>
  )
  if (running.length === 1) return chip(() => open(first.id))
  return (
    <Menu
      label={texts.tasks.underWay(running.length)}
      trigger={chip()}
      items={running.map((task) => ({
        id: task.id,
        title: taskTitle(task, texts),
        run: () => open(task.id),
      }))}
    />
  )
}
