import { useEffect, useState } from 'react'
import type { SurroundingsView } from '../../../preload/contract/settings-views.ts'
import { useApp, useConnection } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { toastFailed } from '../../ui/toasts.tsx'

/** Where the agent stands; read when somebody looks or comes back from a terminal, and when the agent came back. */
export function useSurroundings(): SurroundingsView | undefined {
  const { link, view } = useApp()
  const isOpen = useConnection() === 'open'
  const [surroundings, setSurroundings] = useState<SurroundingsView>()
  useEffect(() => {
    if (!isOpen) return
    let isWanted = true
    const read = () =>
      void link
        .call('settings.surroundings', {})
        .then((found) => isWanted && setSurroundings(found))
        .catch((thrown: unknown) => toastFailed(view, errorOf(thrown)))
    read()
    window.addEventListener('focus', read)
    return () => {
      isWanted = false
      window.removeEventListener('focus', read)
    }
  }, [link, view, isOpen])
  return surroundings
}
