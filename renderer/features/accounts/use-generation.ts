import { useEffect, useState } from 'react'
import type { CallReply, CallRequest } from '../../../preload/contract/calls.ts'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import { useApp } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'

export type Generation = CallRequest<'accounts.generate'>
export type GenerationShown = CallReply<'accounts.previewProfiles'>

/** A person types: the agent is asked when they rest. */
const restInMilliseconds = 200

/** What generating would do, for what stands in the fields now. The last plan stays in sight while the next is made. */
export function useGeneration(request: Generation): {
  readonly plan: GenerationShown | undefined
  readonly error: ErrorView | undefined
  /** The plan is that of these very fields. */
  readonly isCurrent: boolean
} {
  const { link } = useApp()
  const key = JSON.stringify(request)
  const [found, setFound] = useState<{
    readonly key: string
    readonly plan?: GenerationShown
    readonly error?: ErrorView
  }>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the request
  useEffect(() => {
    let isWanted = true
    const timer = setTimeout(() => {
      link
        .call('accounts.previewProfiles', request)
        .then((plan) => isWanted && setFound({ key, plan }))
        .catch((thrown: unknown) => isWanted && setFound({ key, error: errorOf(thrown) }))
    }, restInMilliseconds)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [link, key])
  return { plan: found?.plan, error: found?.error, isCurrent: found?.key === key }
}
