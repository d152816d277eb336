import { useEffect, useState } from 'react'
import type { CallReply } from '../../../preload/contract/calls.ts'
import type { ConfigChangeView } from '../../../preload/contract/config-views.ts'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import { useApp } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { Button } from '../../ui/button.tsx'
import { Diff } from '../../ui/diff.tsx'
import { PlaceError } from '../../ui/place-error.tsx'
import { wholeWhenText } from '../../ui/when-text.ts'
import { changeKey } from './change-key.ts'
import css from './change-sheet.module.css'

/** One change: what came with it, and the way back to before it. */
export function ChangeSheet({ change }: { readonly change: ConfigChangeView }) {
  const { link, view, texts } = useApp()
  const { config } = texts
  const { file, backup } = change
  const { number, command, at } = backup
  const [shown, setShown] = useState<CallReply<'config.showChange'>>()
  const [error, setError] = useState<ErrorView>()
  useEffect(() => {
    let isWanted = true
    link
      .call('config.showChange', { file, number })
      .then((found) => isWanted && setShown(found))
      .catch((thrown: unknown) => isWanted && setError(errorOf(thrown)))
    return () => {
      isWanted = false
    }
  }, [link, file, number])
  return (
    <aside className={css.sheet} aria-label={config.change.label}>
      <header className={css.head}>
        <div className={css.words}>
          <h2>{command === null ? config.unnoted : <code>signet {command}</code>}</h2>
          <p className={css.quiet}>{wholeWhenText(at, texts.language)}</p>
        </div>
        <Button
          onClick={() =>
            view.setState({ dialog: { name: 'undo-config', about: changeKey({ file, number }) } })
          }
        >
          {config.change.back}
        </Button>
      </header>
      {error && <PlaceError error={error} />}
      {!shown && !error && <p role="status">{config.loading}</p>}
      {shown && (
        <figure className={css.diff}>
          <figcaption className={css.quiet}>{shown.path}</figcaption>
          {shown.diff.length === 0 ? (
            <p>{config.change.same}</p>
          ) : (
            <Diff lines={shown.diff} label={config.change.came} />
          )}
        </figure>
      )}
      <p className={css.quiet}>
        {config.change.copy}: <code>{backup.path}</code>
      </p>
    </aside>
  )
}
