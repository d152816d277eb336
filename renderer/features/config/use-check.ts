import { useCallback, useState } from 'react'
import { useApp } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { toastFailed } from '../../ui/toasts.tsx'

/** Looks at everything, when somebody asks; what is found comes with the state. */
export function useCheck(): { readonly isChecking: boolean; readonly check: () => void } {
  const { link, view } = useApp()
  const [isChecking, setChecking] = useState(false)
  const check = useCallback(() => {
    setChecking(true)
    link
      .call('config.check', {})
      .catch((thrown: unknown) => toastFailed(view, errorOf(thrown)))
      .finally(() => setChecking(false))
  }, [link, view])
  return { isChecking, check }
}
