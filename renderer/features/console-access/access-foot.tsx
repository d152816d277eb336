import { useTexts } from '../../app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { useNow } from '../../ui/use-now.ts'
import { whenText, wholeWhenText } from '../../ui/when-text.ts'
import css from './console-access-place.module.css'
import type { Access } from './use-access.ts'

/** When this was read, and what is kept of it: files, and the past. */
export function AccessFoot({
  access: { view, isReading, refresh },
  onSave,
  onCompare,
  onHistory,
  onUndo,
}: {
  readonly access: Access
  readonly onSave: () => void
  readonly onCompare: () => void
  readonly onHistory: () => void
  readonly onUndo: () => void
}) {
  const { consoleAccess: texts, language } = useTexts()
  const now = useNow()
  return (
    <footer className={css.foot}>
      {view && (
        <span title={`${wholeWhenText(view.readAt, language)}. ${texts.lag}`} role="status">
          {texts.read(whenText(view.readAt, now, language), view.region)}
        </span>
      )}
      <Button look="bare" disabled={isReading} onClick={refresh}>
        {isReading ? texts.reading : texts.refresh}
      </Button>
      <span className={css.rest} />
      {view && (
        <>
          <Button look="bare" onClick={onSave}>
            {texts.export}
          </Button>
          <Button look="bare" title={texts.drift.hint} onClick={onCompare}>
            {texts.drift.open}
          </Button>
        </>
      )}
      <Button look="bare" onClick={onHistory}>
        {texts.history.open}
      </Button>
      <Button look="bare" disabled={view === undefined} onClick={onUndo}>
        {texts.history.undoLast}
      </Button>
    </footer>
  )
}
