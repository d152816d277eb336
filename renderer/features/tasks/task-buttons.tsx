import type { TaskView } from '../../../preload/contract/task-views.ts'
import { useApp, useView } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { Button } from '../../ui/button.tsx'
import { toastFailed } from '../../ui/toasts.tsx'
import { unlockVault } from '../../ui/unlock-vault.ts'
import { readAnew } from '../accounts/account-actions.ts'
import { beginSignIn } from '../sign-in/begin-sign-in.ts'
import css from './task-dialog.module.css'

/** While it runs: hide it or cancel it. Afterwards: done, or once more. */
export function TaskButtons({ task, close }: { readonly task: TaskView; readonly close: () => void }) {
  const app = useApp()
  const { link, view, texts } = app
  const { tasks, frame } = texts
  const attempt = useView((state) => state.attempts).get(task.id)
  const reading = useView((state) => state.readings).get(task.id)
  const { id, outcome } = task
  const failed = (thrown: unknown) => toastFailed(view, errorOf(thrown))
  if (outcome === null) {
    return (
      <div className={css.buttons}>
        <Button onClick={() => void link.call('tasks.cancel', { task: id }).catch(failed)}>
          {frame.cancel}
        </Button>
        {task.kind !== 'unlock' && task.kind !== 'move-key' && (
          <Button title={tasks.hideHint} onClick={close}>
            {tasks.hide}
          </Button>
        )}
      </div>
    )
  }
  const dismiss = () => void link.call('tasks.dismiss', { task: id }).catch(() => undefined)
  if (outcome.kind !== 'done' && attempt !== undefined) {
    // What was asked for cannot be: the same again would fail the same way.
    const isUseless = outcome.kind === 'failed' && outcome.error.remedy === 'fix-config'
    const again = () => beginSignIn(app, attempt).then(dismiss, failed)
    return (
      <div className={css.buttons}>
        <Button onClick={close}>{frame.close}</Button>
        <Button
          look={isUseless ? 'primary' : 'plain'}
          onClick={() => view.setState({ dialog: { name: 'sign-in', about: `task:${id}` } })}
        >
          {tasks.change}
        </Button>
        {!isUseless && (
          <Button look="primary" onClick={() => void again()}>
            {tasks.again}
          </Button>
        )}
      </div>
    )
  }
  if (outcome.kind !== 'done' && reading !== undefined) {
    const again = () => {
      dismiss()
      readAnew(app, reading)
    }
    return (
      <div className={css.buttons}>
        <Button onClick={close}>{frame.close}</Button>
        <Button look="primary" onClick={again} autoFocus>
          {tasks.again}
        </Button>
      </div>
    )
  }
  if (task.kind === 'unlock' && outcome.kind !== 'done') {
    return (
      <div className={css.buttons}>
        <Button onClick={close}>{frame.close}</Button>
        <Button look="primary" onClick={() => void unlockVault(app).then(dismiss, failed)} autoFocus>
          {tasks.again}
        </Button>
      </div>
    )
  }
  return (
    <div className={css.buttons}>
      <Button look="primary" onClick={close} autoFocus>
        {outcome.kind === 'done' ? tasks.finish : frame.close}
      </Button>
    </div>
  )
}
