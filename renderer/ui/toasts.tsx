import { useEffect } from 'react'
import type { ErrorView } from '../../preload/contract/errors.ts'
import { useApp, useTexts, useView } from '../app-context.tsx'
import type { Toast, ViewStore } from '../mirror/view.ts'
import { Button } from './button.tsx'
import css from './toasts.module.css'

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
  const { view } = useApp()
  const { frame } = useTexts()
  const { id, kind, text, code, action } = toast
  useEffect(() => {
    if (kind === 'failed') return
    const timer = setTimeout(() => remove(view, id), shownInMilliseconds)
    return () => clearTimeout(timer)
  }, [view, id, kind])
  return (
    <div className={`${css.toast} ${css[kind]}`}>
      <span aria-hidden="true">{kind === 'done' ? '✓' : '■'}</span>
      <p>
        {text} {code && <code>{code}</code>}
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
