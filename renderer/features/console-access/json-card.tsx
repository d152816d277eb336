import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { AccessWish } from '../../../preload/contract/calls-console-access.ts'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import { useApp, useTexts } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { Button } from '../../ui/button.tsx'
import { JsonEditor } from '../../ui/json-editor.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import { accessFileShape } from './access-file-shape.ts'
import css from './cards.module.css'

/** Everything as it should be, in the form that Export writes. What differs from AWS becomes the plan. */
export function JsonCard({
  profile,
  target,
  readAt,
  modes,
  onWish,
}: {
  readonly profile: string
  readonly target: string | null
  readonly readAt: number
  readonly modes: ReactNode
  readonly onWish: (wish: AccessWish | undefined) => void
}) {
  const { link } = useApp()
  const texts = useTexts()
  const { json, statements } = texts.consoleAccess
  const [start, setStart] = useState<{ readonly text: string; readonly round: number }>()
  const [error, setError] = useState<ErrorView>()
  const [round, setRound] = useState(0)
  const shape = useMemo(() => accessFileShape(texts), [texts])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another reading, or a reset, begins anew
  useEffect(() => {
    let isCurrent = true
    link
      .call('consoleAccess.export', { profile, target })
      .then(({ text }) => isCurrent && setStart({ text: withoutMoment(text), round }))
      .catch((thrown: unknown) => isCurrent && setError(errorOf(thrown)))
    return () => {
      isCurrent = false
    }
  }, [link, profile, target, readAt, round])
  const changed = (text: string, hasProblems: boolean) =>
    onWish(
      hasProblems || text === start?.text ? undefined : { kind: 'file', file: { name: json.label, text } },
    )
  return (
    <section className={css.card} aria-labelledby="access-statements">
      <div className={css.head}>
        <h2 id="access-statements">{statements.title}</h2>
        {modes}
      </div>
      <p className={css.note}>{json.intro}</p>
      {error && <ErrorNotice error={error} />}
      {start && (
        <JsonEditor
          key={`${start.round} ${start.text}`}
          label={json.label}
          loading={json.loading}
          text={start.text}
          shape={shape}
          words={json.problems}
          onChange={changed}
        />
      )}
      <div>
        <Button
          onClick={() => {
            onWish(undefined)
            setRound(round + 1)
          }}
        >
          {json.reset}
        </Button>
      </div>
    </section>
  )
}

/** When it was exported is of no weight while it is edited. */
function withoutMoment(text: string): string {
  return text.replace(/^ {2}"exportedAt": .*\n/m, '')
}
