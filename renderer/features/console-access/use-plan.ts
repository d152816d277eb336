import { useCallback, useEffect, useMemo, useState } from 'react'
import type { AccessWish } from '../../../preload/contract/calls-console-access.ts'
import type { ChangePlanView } from '../../../preload/contract/console-access-views.ts'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import { useApp, useTexts } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { spokenPlan } from './spoken-access.ts'

export interface Planned {
  /** Names it for applying; null where there is nothing to change. */
  readonly id: string | null
  readonly view: ChangePlanView
}

export interface Planning {
  readonly planned: Planned | undefined
  readonly error: ErrorView | undefined
  readonly isPlanning: boolean
  readonly again: () => void
}

/** Somebody who still types is let type. */
const restInMilliseconds = 350

/** What a wish would do, by a dry run each time that the wish changes. Nothing is sent to change anything. */
export function usePlan(profile: string, target: string | null, wish: AccessWish | undefined): Planning {
  const { link } = useApp()
  const { sayings } = useTexts()
  const [round, setRound] = useState(0)
  const [found, setFound] = useState<{ wish: AccessWish; planned?: Planned; error?: ErrorView }>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: each round plans again
  useEffect(() => {
    setFound(undefined)
    if (wish === undefined) return
    let isCurrent = true
    const ask = () =>
      link
        .call('consoleAccess.plan', { profile, target, wish })
        .then(({ plan: id, view }) => isCurrent && setFound({ wish, planned: { id, view } }))
        .catch((thrown: unknown) => isCurrent && setFound({ wish, error: errorOf(thrown) }))
    const timer = setTimeout(() => void ask(), wish.kind === 'file' ? restInMilliseconds : 0)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [link, profile, target, wish, round])
  const again = useCallback(() => setRound((before) => before + 1), [])
  // A plan of an earlier wish is none of this one.
  const own = found?.wish === wish ? found : undefined
  const planned = own?.planned
  const inWords = useMemo(
    () => planned && { ...planned, view: spokenPlan(planned.view, sayings) },
    [planned, sayings],
  )
  return {
    planned: inWords,
    error: own?.error,
    isPlanning: wish !== undefined && own === undefined,
    again,
  }
}
