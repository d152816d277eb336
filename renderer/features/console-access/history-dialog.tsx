import { useEffect, useState } from 'react'
import type { PastChangeView } from '../../../preload/contract/console-access-views.ts'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import { useApp, useTexts } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import { useNow } from '../../ui/use-now.ts'
import { whenText, wholeWhenText } from '../../ui/when-text.ts'
import css from './cards.module.css'
import { spokenChange } from './spoken-access.ts'
import list from './statements-card.module.css'

/** What Signet changed here, newest first. It needs no credentials: they may be locked out. */
export function HistoryDialog({
  profile,
  onUndo,
  onClose,
}: {
  readonly profile: string
  readonly onUndo: (change: string) => void
  readonly onClose: () => void
}) {
  const { link } = useApp()
  const { consoleAccess, sayings } = useTexts()
  const texts = consoleAccess.history
  const [changes, setChanges] = useState<readonly PastChangeView[]>()
  const [error, setError] = useState<ErrorView>()
  useEffect(() => {
    link
      .call('consoleAccess.history', { profile })
      .then((found) => setChanges(found.changes))
      .catch((thrown: unknown) => setError(errorOf(thrown)))
  }, [link, profile])
  return (
    <Dialog title={texts.title} look="wide" onClose={onClose}>
      <div className={css.sentences}>
        {error && <ErrorNotice error={error} />}
        {changes?.length === 0 && <p>{texts.none}</p>}
        {changes && changes.length > 0 && (
          <ul className={list.list}>
            {changes.map((change) => (
              <Change key={change.id} change={spokenChange(change, sayings)} onUndo={onUndo} />
            ))}
          </ul>
        )}
        <div className={css.buttons}>
          <span className={css.rest} />
          <Button look="primary" onClick={onClose} autoFocus>
            {consoleAccess.run.close}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

function Change({
  change,
  onUndo,
}: {
  readonly change: PastChangeView
  readonly onUndo: (change: string) => void
}) {
  const texts = useTexts()
  const { history, run } = texts.consoleAccess
  const now = useNow()
  const { id, plannedAt, state, undoOf, undoneBy, targetId, steps } = change
  const canUndo = undoneBy === null && steps.some((step) => step.state === 'done' || step.state === 'sent')
  return (
    <li>
      <div className={css.buttons}>
        <time title={wholeWhenText(plannedAt, texts.language)}>
          {whenText(plannedAt, now, texts.language)}
        </time>
        <code>{targetId}</code>
        <Badge tone={state === 'done' ? 'ok' : 'warn'}>{history.states[state]}</Badge>
        {undoOf !== null && <Badge>{history.isUndo}</Badge>}
        {undoneBy !== null && <Badge>{history.undone}</Badge>}
        <span className={css.rest} />
        {canUndo && (
          <Button look="bare" onClick={() => onUndo(id)}>
            {history.undo}
          </Button>
        )}
      </div>
      {steps
        .filter(({ operation }) => operation !== null)
        .map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a past change never move
          <p key={index}>
            {step.text}
            {step.state !== 'done' &&
              ` (${step.state === 'sent' ? run.unsure : history.notDone[step.state]})`}
          </p>
        ))}
      <code className={css.note}>{id}</code>
    </li>
  )
}
