import { useView } from '../app-context.tsx'
import { AddProfileDialog } from '../features/accounts/add-profile-dialog.tsx'
import { GenerateDialog } from '../features/accounts/generate-dialog.tsx'
import { RestoreDefaultDialog } from '../features/config/restore-default-dialog.tsx'
import { TakeOverDialog } from '../features/config/take-over-dialog.tsx'
import { UndoConfigDialog } from '../features/config/undo-config-dialog.tsx'
import { KeysSheet } from '../features/keys/keys-sheet.tsx'
import { Palette } from '../features/palette/palette.tsx'
import { ConsoleReadyDialog } from '../features/profiles/console-ready-dialog.tsx'
import { GuardProfilesDialog } from '../features/profiles/guard-profiles-dialog.tsx'
import { MarkProfileDialog } from '../features/profiles/mark-profile-dialog.tsx'
import { OpenConsoleDialog } from '../features/profiles/open-console-dialog.tsx'
import { RemoveProfileDialog } from '../features/profiles/remove-profile-dialog.tsx'
import { RemoveProfilesDialog } from '../features/profiles/remove-profiles-dialog.tsx'
import { RenameProfileDialog } from '../features/profiles/rename-profile-dialog.tsx'
import { selectedNames } from '../features/profiles/selected-names.ts'
import { TagProfilesDialog } from '../features/profiles/tag-profiles-dialog.tsx'
import { UseProfileDialog } from '../features/profiles/use-profile-dialog.tsx'
import { SessionSheet } from '../features/sessions/session-sheet.tsx'
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
    case 'palette':
      return <Palette />
    case 'keys':
      return <KeysSheet />
    case 'session':
      return dialog.about === undefined ? null : <SessionSheet key={dialog.about} about={dialog.about} />
    case 'use-profile':
      return dialog.about === undefined ? null : <UseProfileDialog profile={dialog.about} />
    case 'open-console':
      return dialog.about === undefined ? null : <OpenConsoleDialog profile={dialog.about} />
    case 'console-ready':
      return dialog.about === undefined ? null : (
        <ConsoleReadyDialog key={dialog.about} about={dialog.about} />
      )
    case 'rename-profile':
      return dialog.about === undefined ? null : <RenameProfileDialog profile={dialog.about} />
    case 'remove-profile':
      return dialog.about === undefined ? null : <RemoveProfileDialog profile={dialog.about} />
    case 'mark-profile':
      return dialog.about === undefined ? null : <MarkProfileDialog profile={dialog.about} />
    case 'remove-profiles':
      return <RemoveProfilesDialog names={selectedNames(dialog.about)} />
    case 'tag-profiles':
      return <TagProfilesDialog names={selectedNames(dialog.about)} />
    case 'guard-profiles':
      return <GuardProfilesDialog names={selectedNames(dialog.about)} />
    case 'generate-profiles':
      return <GenerateDialog key={dialog.about} about={dialog.about} />
    case 'add-profile':
      return <AddProfileDialog key={dialog.about} about={dialog.about} />
    case 'undo-config':
      return <UndoConfigDialog key={dialog.about} about={dialog.about} />
    case 'restore-default':
      return <RestoreDefaultDialog />
    case 'take-over':
      return <TakeOverDialog key={dialog.about} about={dialog.about} />
    default:
      return null
  }
}
