import type { ReactNode } from 'react'
import type { ErrorView } from '../../preload/contract/errors.ts'
import { AgentWords } from './agent-words.tsx'
import css from './notice.module.css'
import tones from './tones.module.css'

export interface NoticeProps {
  readonly tone: 'accent' | 'ok' | 'warn' | 'bad'
  readonly children: ReactNode
  /** What to do about it. */
  readonly action?: ReactNode
}

const shapes = { accent: '●', ok: '✓', warn: '▲', bad: '■' } as const

/** A strip that says what is the matter and what to do; read out when it appears. */
export function Notice({ tone, children, action }: NoticeProps) {
  return (
    <div className={`${css.notice} ${tones[tone]}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <span aria-hidden="true">{shapes[tone]}</span>
      <div className={css.words}>{children}</div>
      {action}
    </div>
  )
}

/** An error in full: what happened, then its code, small. */
export function ErrorNotice({ error, action }: { readonly error: ErrorView; readonly action?: ReactNode }) {
  return (
    <Notice tone="bad" action={action}>
      <AgentWords code={error.code} words={error.message} /> <code className={css.code}>{error.code}</code>
    </Notice>
  )
}
