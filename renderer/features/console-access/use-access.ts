import { useCallback, useEffect, useMemo, useState } from 'react'
import type { ConsoleAccessView } from '../../../preload/contract/console-access-views.ts'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import { useApp, useConnection, useTexts } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { spokenAccess } from './spoken-access.ts'

export interface Access {
  readonly view: ConsoleAccessView | undefined
  readonly error: ErrorView | undefined
  readonly isReading: boolean
  /** Asks AWS again; what stands there stays until it answered. */
  readonly refresh: () => void
}

/** Console access of one profile's account, read when somebody looks. */
export function useAccess(profile: string, target: string | null, isSignedIn: boolean): Access {
  const { link } = useApp()
  const { sayings } = useTexts()
  const isOpen = useConnection() === 'open'
  const [round, setRound] = useState(0)
  const [view, setView] = useState<ConsoleAccessView>()
  const [error, setError] = useState<ErrorView>()
  const [isReading, setReading] = useState(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each round reads again
  useEffect(() => {
    if (!isOpen || !isSignedIn) {
      setReading(false)
      return
    }
    let isCurrent = true
    setReading(true)
    link
      .call('consoleAccess.read', { profile, target })
      .then((found) => {
        if (!isCurrent) return
        setView(found)
        setError(undefined)
      })
      .catch((thrown: unknown) => isCurrent && setError(errorOf(thrown)))
      .finally(() => isCurrent && setReading(false))
    return () => {
      isCurrent = false
    }
  }, [link, isOpen, isSignedIn, profile, target, round])
  const refresh = useCallback(() => setRound((before) => before + 1), [])
  const inWords = useMemo(() => view && spokenAccess(view, sayings), [view, sayings])
  return { view: inWords, error, isReading, refresh }
}
