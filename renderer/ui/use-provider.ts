import { useEffect } from 'react'
import { useApp } from '../app-context.tsx'
import { registerProvider } from '../commands/commands.ts'
import type { RowProvider } from '../commands/row-provider.ts'

/** Rows of the palette while this is shown. `provider` must stay the same object until it changes: `useMemo`. */
export function useProvider(provider: RowProvider): void {
  const { commands: store } = useApp()
  useEffect(() => registerProvider(store, provider), [store, provider])
}
