import { useCallback } from 'react'
import type { CallRequest } from '../../../preload/contract/calls.ts'
import { useApp } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { toastFailed } from '../../ui/toasts.tsx'

/** Sends a change; the window follows when the agent has it. */
export function useChangeSettings(): (change: CallRequest<'settings.change'>) => void {
  const { link, view } = useApp()
  return useCallback(
    (change) =>
      void link
        .call('settings.change', change)
        .catch((thrown: unknown) => toastFailed(view, errorOf(thrown))),
    [link, view],
  )
}
