import { useEffect, useState } from 'react'
import type { CallReply } from '../../../preload/contract/calls.ts'
import type { TakeOverKind } from '../../../preload/contract/config-views.ts'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import { useAgentState, useApp, useConnection } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'

export type TakeOverShown = CallReply<'config.previewTakeOver'>

/** What there is of a kind; looked at again when sessions or profiles are others. */
export function useTakeOver(kind: TakeOverKind): {
  readonly shown: TakeOverShown | undefined
  readonly error: ErrorView | undefined
} {
  const { link } = useApp()
  const isOpen = useConnection() === 'open'
  const profiles = useAgentState((state) => state.profiles)
  const vault = useAgentState((state) => state.vault.state)
  const [found, setFound] = useState<{ readonly shown?: TakeOverShown; readonly error?: ErrorView }>({})
  // biome-ignore lint/correctness/useExhaustiveDependencies: other profiles may mean other files, an open vault other keys
  useEffect(() => {
    if (!isOpen) return
    let isWanted = true
    link
      .call('config.previewTakeOver', { kind })
      .then((shown) => isWanted && setFound({ shown }))
      .catch((thrown: unknown) => isWanted && setFound({ error: errorOf(thrown) }))
    return () => {
      isWanted = false
    }
  }, [link, isOpen, kind, profiles, vault])
  return { shown: found.shown, error: found.error }
}
