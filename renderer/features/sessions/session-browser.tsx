import { useId } from 'react'
import type { BrowserOptionView } from '../../../preload/contract/browser-views.ts'
import type { SessionView } from '../../../preload/contract/views.ts'
import { useAgentState, useApp } from '../../app-context.tsx'
import { browserWords } from './browser-words.ts'
import css from './session-browser.module.css'
import { sessionName } from './session-words.ts'
import { setBrowser } from './set-browser.ts'
import { useBrowserOptions } from './use-browser-options.ts'

/** With the browsers of this machine, looked for anew. */
export function SessionBrowser({ session }: { readonly session: SessionView }) {
  return <BrowserSelect session={session} options={useBrowserOptions()} />
}

/** In which browser the pages of a session open. */
export function BrowserSelect({
  session,
  options: found,
}: {
  readonly session: SessionView
  /** Undefined until they are known. */
  readonly options: readonly BrowserOptionView[] | undefined
}) {
  const app = useApp()
  const { texts } = app
  const { browser: words } = texts.sessions
  const hintId = useId()
  const choice = useAgentState(({ browsers }) => browsers)[session.id] ?? null
  const options = found ?? []
  const listed = options.find(({ id }) => id === choice?.id)
  const isListed = choice === null || listed !== undefined
  const isHere = isListed || found === undefined
  return (
    <span className={css.browser}>
      <select
        className={css.select}
        aria-label={words.of(sessionName(session))}
        aria-describedby={isHere ? undefined : hintId}
        title={browserWords(listed ?? choice, texts)}
        value={choice?.id ?? ''}
        onChange={({ target }) => void setBrowser(app, session, target.value || null, options)}
      >
        <option value="">{words.system}</option>
        {!isListed && <option value={choice.id}>{browserWords(choice, texts)}</option>}
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {browserWords(option, texts)}
          </option>
        ))}
      </select>
      {!isHere && (
        <span id={hintId} className={css.gone}>
          {words.gone}
        </span>
      )}
    </span>
  )
}
