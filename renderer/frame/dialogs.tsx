import { useView } from '../app-context.tsx'
import { SignInDialog } from '../features/sign-in/sign-in-dialog.tsx'
import { TaskDialog } from '../features/tasks/task-dialog.tsx'

/** The one dialog that is open, if any. */
export function Dialogs() {
  const dialog = useView((view) => view.dialog)
  switch (dialog?.name) {
    case 'sign-in':
      return <SignInDialog about={dialog.about} />
    case 'task':
      return dialog.about === undefined ? null : <TaskDialog id={dialog.about} />
    default:
      return null
  }
}
