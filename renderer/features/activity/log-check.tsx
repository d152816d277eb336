import { useCallback, useMemo, useState } from 'react'
import type { ActivityVerdictView } from '../../../preload/contract/activity-views.ts'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import { useApp, useTexts } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { AgentSentence } from '../../ui/agent-sentence.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice, Notice } from '../../ui/notice.tsx'
import { useCommands } from '../../ui/use-commands.ts'
import css from './log-check.module.css'

/** Reads the whole log again: is every line as it was written? */
export function LogCheck() {
  const { link } = useApp()
  const { activity, tasks } = useTexts()
  const [verdict, setVerdict] = useState<ActivityVerdictView>()
  const [error, setError] = useState<ErrorView>()
  const close = () => {
    setVerdict(undefined)
    setError(undefined)
  }
  const check = useCallback(
    () =>
      void link
        .call('activity.verify', {})
        .then(setVerdict)
        .catch((thrown: unknown) => setError(errorOf(thrown))),
    [link],
  )
  useCommands(
    useMemo(
      () => [{ id: 'activity-verify', title: activity.verify, group: 'activity', run: check }],
      [activity, check],
    ),
  )
  return (
    <>
      <Button onClick={check}>{activity.verify}</Button>
      {(verdict || error) && (
        <Dialog title={activity.verify} onClose={close}>
          <div className={css.body}>
            {error && <ErrorNotice error={error} />}
            {verdict && <Verdict verdict={verdict} />}
            <Button look="primary" onClick={close} autoFocus>
              {tasks.finish}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  )
}

function Verdict({ verdict }: { readonly verdict: ActivityVerdictView }) {
  const { activity } = useTexts()
  if (verdict.isIntact) return <Notice tone="ok">{activity.intact(verdict.lines)}</Notice>
  return (
    <Notice tone="bad">
      <p>{activity.notIntact}</p>
      <ul>
        {verdict.findings.map(({ kind, file, line, text }) => (
          <li key={`${kind} ${file} ${line} ${text}`}>
            <AgentSentence text={text} />
          </li>
        ))}
      </ul>
    </Notice>
  )
}
