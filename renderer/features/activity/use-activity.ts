import { useEffect, useState } from 'react'
import type { ActivityHealthView, ActivityView } from '../../../preload/contract/activity-views.ts'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import { useApp, useConnection } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'

/** The newest lines that are held and shown. */
export const mostLines = 5_000

export interface ActivityShown {
  /** Newest first. Undefined until they were read. */
  readonly lines: readonly ActivityView[] | undefined
  readonly health: ActivityHealthView | undefined
  readonly error: ErrorView | undefined
}

/** The log of this time, and each new line as it is written. */
export function useActivity(spanInMilliseconds: number): ActivityShown {
  const { link } = useApp()
  const connection = useConnection()
  const [shown, setShown] = useState<ActivityShown>({ lines: undefined, health: undefined, error: undefined })
  useEffect(() => {
    if (connection !== 'open') return
    let isCurrent = true
    // Lines that come while the log is being read are not to be lost.
    const early: ActivityView[] = []
    const end = link.on('activity.appended', (line) => {
      early.push(line)
      setShown((now) => (now.lines ? { ...now, lines: merged([line], now.lines) } : now))
    })
    link
      .call('activity.read', { profile: null, sinceInMilliseconds: spanInMilliseconds, limit: mostLines })
      .then(({ lines, health }) => {
        if (isCurrent)
          setShown({ lines: merged(early.toReversed(), lines.toReversed()), health, error: undefined })
      })
      .catch((thrown: unknown) => isCurrent && setShown((now) => ({ ...now, error: errorOf(thrown) })))
    return () => {
      isCurrent = false
      end()
    }
  }, [link, connection, spanInMilliseconds])
  return shown
}

function merged(newer: readonly ActivityView[], older: readonly ActivityView[]): readonly ActivityView[] {
  const known = new Set(older.slice(0, 200).map(({ seq }) => seq))
  return [...newer.filter(({ seq }) => !known.has(seq)), ...older].slice(0, mostLines)
}
