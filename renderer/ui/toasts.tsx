import { useEffect } from 'react'
import type { ErrorCode, ErrorView } from '../../preload/contract/errors.ts'
import { useAgentState, useApp, useTexts, useView } from '../app-context.tsx'
import { errorOf } from '../link/call-error.ts'
import type { Toast, ViewStore } from '../mirror/view.ts'
import { AgentWords } from './agent-words.tsx'
import { Button } from './button.tsx'
import css from './toasts.module.css'
import { Told } from './told.tsx'
import { unlockVault } from './unlock-vault.ts'

/** Long enough to be read twice. A failure stays until it is closed. */
const shownInMilliseconds = 6_000

/** Says that something is done, with the way back where there is one. */
export function toastDone(view: ViewStore, text: string, action?: Toast['action']): void {
  add(view, { kind: 'done', text, ...(action ? { action } : {}) })
}

/** Says that something failed, with what to do. */
export function toastFailed(view: ViewStore, { message, code }: ErrorView): void {
  add(view, { kind: 'failed', text: message, code })
}

/** The same in the window's own words: they are in the person's language already. */
export function toastNotDone(view: ViewStore, text: string, code?: ErrorCode): void {
  add(view, { kind: 'failed', text, isOwn: true, ...(code ? { code } : {}) })
}

function add(view: ViewStore, toast: Omit<Toast, 'id'>): void {
  view.setState(({ toasts }) => ({
    toasts: [...toasts.slice(-4), { ...toast, id: 1 + Math.max(0, ...toasts.map(({ id }) => id)) }],
  }))
}

export function Toasts() {
  const toasts = useView((view) => view.toasts)
  return (
    <div className={css.toasts} role="log" aria-live="polite">
      {toasts.map((toast) => (
        <ToastItem key={toast.id} toast={toast} />
      ))}
    </div>
  )
}

function ToastItem({ toast }: { readonly toast: Toast }) {
  const app = useApp()
  const { view } = app
  const { frame } = useTexts()
  const vault = useAgentState((state) => state.vault.state)
  const { id, kind, text, code, isOwn, action } = toast
  useEffect(() => {
    if (kind === 'failed') return
    const timer = setTimeout(() => remove(view, id), shownInMilliseconds)
    return () => clearTimeout(timer)
  }, [view, id, kind])
  // It was said of a door that is open now.
  const isOver = code === 'vault-locked' && vault === 'open'
  useEffect(() => {
    if (isOver) remove(view, id)
  }, [view, id, isOver])
  return (
    <div className={`${css.toast} ${css[kind]}`}>
      <span aria-hidden="true">{kind === 'done' ? '✓' : '■'}</span>
      <p>
        {code === undefined || isOwn ? <Told text={text} /> : <AgentWords code={code} words={text} />}{' '}
        {code && <code>{code}</code>}
        {code === 'vault-locked' && vault === 'locked' && (
          <Button
            look="bare"
            className={css.action}
            onClick={() => {
              remove(view, id)
              unlockVault(app).catch((thrown: unknown) => toastFailed(view, errorOf(thrown)))
            }}
          >
            {frame.unlock}
          </Button>
        )}
        {action && (
          <Button
            look="bare"
            className={css.action}
            onClick={() => {
              remove(view, id)
              action.run()
            }}
          >
            {action.title}
          </Button>
        )}
      </p>
      <button type="button" aria-label={frame.close} onClick={() => remove(view, id)}>
        ×
      </button>
    </div>
  )
}

function remove(view: ViewStore, id: number): void {
  view.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }))
}
