import { useEffect } from 'react'
import { useApp } from '../app-context.tsx'
import { type Command, register } from '../commands/commands.ts'

/** What can be done while this is shown. `commands` must stay the same object until it changes: `useMemo`. */
export function useCommands(commands: readonly Command[]): void {
  const { commands: store } = useApp()
  useEffect(() => register(store, commands), [store, commands])
}
