import { useEffect, useState } from 'react'
import type { CallReply } from '../../../preload/contract/calls.ts'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import { useAgentState, useApp, useConnection } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'

export type Changes = CallReply<'config.changes'>

/** The copies there are; read again when the agent noticed that something changed. */
export function useChanges(): {
  readonly changes: Changes | undefined
  readonly error: ErrorView | undefined
} {
  const { link } = useApp()
  const isOpen = useConnection() === 'open'
  // Whatever changes a file changes these, or is done here.
  const profiles = useAgentState((state) => state.profiles)
  const tasks = useAgentState((state) => state.tasks).filter(({ outcome }) => outcome !== null).length
  const [found, setFound] = useState<{ changes?: Changes; error?: ErrorView }>({})
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list of profiles means another file
  useEffect(() => {
    if (!isOpen) return
    let isWanted = true
    link
      .call('config.changes', {})
      .then((changes) => isWanted && setFound({ changes }))
      .catch((thrown: unknown) => isWanted && setFound((now) => ({ ...now, error: errorOf(thrown) })))
    return () => {
      isWanted = false
    }
  }, [link, isOpen, profiles, tasks])
  return { changes: found.changes, error: found.error }
}
