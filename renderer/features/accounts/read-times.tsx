import { useApp, useTexts } from '../../app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { spanText } from '../../ui/span-text.ts'
import { useNow } from '../../ui/use-now.ts'
import { wholeWhenText } from '../../ui/when-text.ts'
import { readAnew } from './account-actions.ts'
import { type AccountRow, readTimes } from './account-rows.ts'
import css from './accounts-place.module.css'

/** How old each session's list is, and a new one. */
export function ReadTimes({ rows }: { readonly rows: readonly AccountRow[] }) {
  const app = useApp()
  const texts = useTexts()
  const now = useNow()
  return readTimes(rows).map(({ session, name, at }) => (
    <span key={session} className={css.read}>
      <bdi title={at === null ? undefined : wholeWhenText(at, texts.language)}>
        {at === null
          ? texts.accounts.neverRead(name)
          : texts.accounts.readAgo(name, spanText(now - at, texts))}
      </bdi>
      <Button
        look="bare"
        aria-label={`${texts.accounts.refresh}: ${name}`}
        onClick={() => readAnew(app, name)}
      >
        {texts.accounts.refresh}
      </Button>
    </span>
  ))
}
