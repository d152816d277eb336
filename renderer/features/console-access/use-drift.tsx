import { type ChangeEvent, type ReactNode, useRef, useState } from 'react'
import type { AccessWish } from '../../../preload/contract/calls-console-access.ts'
import type { ConsoleDriftView } from '../../../preload/contract/console-access-views.ts'
import { useApp, useTexts } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Diff } from '../../ui/diff.tsx'
import { Notice } from '../../ui/notice.tsx'
import { toastFailed, toastNotDone } from '../../ui/toasts.tsx'
import css from './cards.module.css'

type FileWish = Extract<AccessWish, { kind: 'file' }>

const mostBytes = 120_000

export interface Drift {
  readonly pick: () => void
  readonly input: ReactNode
  readonly dialog: ReactNode
}

/** Compares what stands at AWS with a file of the person's own, which this page reads and the agent compares. */
export function useDrift(profile: string, target: string | null, onWish: (wish: FileWish) => void): Drift {
  const { link, view } = useApp()
  const { consoleAccess } = useTexts()
  const texts = consoleAccess.drift
  const element = useRef<HTMLInputElement>(null)
  const [found, setFound] = useState<{ drift: ConsoleDriftView; wish: FileWish }>()
  const chosen = async (event: ChangeEvent<HTMLInputElement>) => {
    const [picked] = event.target.files ?? []
    event.target.value = ''
    if (picked === undefined) return
    if (picked.size > mostBytes) {
      toastNotDone(view, texts.tooLarge)
      return
    }
    try {
      const file = { name: picked.name, text: await picked.text() }
      const drift = await link.call('consoleAccess.compare', { profile, target, file })
      setFound({ drift, wish: { kind: 'file', file } })
    } catch (thrown) {
      toastFailed(view, errorOf(thrown))
    }
  }
  const close = () => setFound(undefined)
  return {
    pick: () => element.current?.click(),
    input: (
      <input
        ref={element}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={texts.open}
        onChange={(event) => void chosen(event)}
      />
    ),
    dialog: found && (
      <Dialog title={texts.title} look="wide" onClose={close}>
        <div className={css.sentences}>
          {found.drift.isSame ? (
            <Notice tone="ok">{texts.same(found.drift.path)}</Notice>
          ) : (
            <>
              <Notice tone="warn">{texts.differs(found.drift.path)}</Notice>
              <Diff lines={found.drift.diff} label={texts.diff} />
            </>
          )}
          <div className={css.buttons}>
            <span className={css.rest} />
            {!found.drift.isSame && (
              <Button
                onClick={() => {
                  onWish(found.wish)
                  close()
                }}
              >
                {texts.use}
              </Button>
            )}
            <Button look="primary" onClick={close} autoFocus>
              {consoleAccess.run.close}
            </Button>
          </div>
        </div>
      </Dialog>
    ),
  }
}
