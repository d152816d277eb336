import { useEffect, useState } from 'react'
import { tabPageLifeInMilliseconds } from '../../../preload/contract/console-views.ts'
import { useAgentState, useApp, useTexts } from '../../app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import css from './console-ready-dialog.module.css'
import { hereWords, openConsole } from './open-console.ts'
import { readyConsole } from './ready-console.ts'

/** The browser let no tab be opened: a link that is pressed is none that it holds back. */
export function ConsoleReadyDialog({ about }: { readonly about: string }) {
  const app = useApp()
  const { profiles: texts, frame } = useTexts()
  const { profile, path, isInstead } = readyConsole(about)
  const isProduction = useAgentState(({ profiles }) => profiles).some(
    (each) => each.name === profile && each.isProduction,
  )
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), tabPageLifeInMilliseconds)
    return () => clearTimeout(timer)
  }, [])
  const close = () => app.view.setState({ dialog: undefined })
  const again = () => {
    close()
    openConsole(app, { name: profile, isProduction })
  }
  return (
    <Dialog title={isOver ? texts.consoleTitle(profile) : texts.consoleReady(profile)} onClose={close}>
      <div className={css.words} aria-live="polite">
        <p>{isOver ? texts.consoleOver : texts.consoleHeld}</p>
        {!isOver && isInstead && <p>{hereWords(app, profile, true)}</p>}
      </div>
      <div className={css.buttons}>
        <Button onClick={close}>{frame.cancel}</Button>
        {isOver ? (
          <Button look="primary" onClick={again}>
            {texts.actions.console}
          </Button>
        ) : (
          <ButtonLink href={path} onClick={close}>
            {texts.actions.console}
          </ButtonLink>
        )}
      </div>
    </Dialog>
  )
}
