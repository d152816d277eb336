import { useEffect, useState } from 'react'
import type { BrowserOptionView } from '../../../preload/contract/browser-views.ts'
import { useApp, useConnection } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { toastFailed } from '../../ui/toasts.tsx'

/** The browsers of this machine; looked for when somebody looks. Undefined until they are known. */
export function useBrowserOptions(): readonly BrowserOptionView[] | undefined {
  const { link, view } = useApp()
  const isOpen = useConnection() === 'open'
  const [options, setOptions] = useState<readonly BrowserOptionView[]>()
  useEffect(() => {
    if (!isOpen) return
    let isWanted = true
    link
      .call('sessions.browsers', {})
      .then((found) => isWanted && setOptions(found.options))
      .catch((thrown: unknown) => toastFailed(view, errorOf(thrown)))
    return () => {
      isWanted = false
    }
  }, [link, view, isOpen])
  return options
}
