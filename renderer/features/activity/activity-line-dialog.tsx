import type { ActivityView, ConsumerView } from '../../../preload/contract/activity-views.ts'
import { useTexts } from '../../app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { wholeWhenText } from '../../ui/when-text.ts'
import css from './activity-line-dialog.module.css'
import { FactList } from './fact-list.tsx'
import { codeText, noteText } from './line-words.ts'

/** Everything that one line says. */
export function ActivityLineDialog({
  line,
  onClose,
}: {
  readonly line: ActivityView
  readonly onClose: () => void
}) {
  const texts = useTexts()
  const { activity, tasks, language } = texts
  const rows: readonly (readonly [string, string | undefined])[] = [
    [activity.columns.when, wholeWhenText(line.time, language)],
    [activity.columns.profile, line.profile],
    [activity.line.principal, line.principal],
    [activity.line.account, line.accountId],
    [activity.line.key, line.key && activity.key(line.key)],
    [activity.line.expires, line.expires === undefined ? undefined : wholeWhenText(line.expires, language)],
    [activity.columns.channel, line.channel],
    [activity.columns.program, line.consumer && programText(line.consumer)],
    [activity.line.checked, line.consumer && activity.how[line.consumer.how]],
    [activity.line.terminal, line.consumer?.tty],
    [activity.line.answeredBy, line.by && programText(line.by)],
    [activity.line.note, line.note === undefined ? undefined : noteText(line.note, texts)],
    [
      activity.line.reason,
      line.code === undefined ? undefined : `${codeText(line.code, texts)} (${line.code})`,
    ],
    [activity.line.number, String(line.seq)],
  ]
  return (
    <Dialog title={activity.events[line.event]} onClose={onClose}>
      <FactList rows={rows} className={css.rows} />
      <div className={css.buttons}>
        <Button look="primary" onClick={onClose} autoFocus>
          {tasks.finish}
        </Button>
      </div>
    </Dialog>
  )
}

function programText({ program, parent }: ConsumerView): string | undefined {
  const chain = [program, parent].flatMap((each) =>
    each ? [each.script ?? each.exe ?? `pid ${each.pid}`] : [],
  )
  return chain.length === 0 ? undefined : chain.join(' ← ')
}
