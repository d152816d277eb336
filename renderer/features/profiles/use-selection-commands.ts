import { useMemo } from 'react'
import { useApp } from '../../app-context.tsx'
import type { Command } from '../../commands/commands.ts'
import type { MenuItem } from '../../ui/menu.tsx'
import { useCommands } from '../../ui/use-commands.ts'

/** Keys and palette entries of what is selected, while there are several. */
export function useSelectionCommands(
  actions: readonly (readonly MenuItem[])[] | undefined,
  count: number,
): void {
  const { texts } = useApp()
  const { selection } = texts
  useCommands(
    useMemo((): readonly Command[] => {
      if (actions === undefined) return []
      return actions
        .flat()
        .filter(({ isDisabled }) => !isDisabled)
        .map(
          ({ id, title, keys, run }): Command => ({
            id: `selection-${id}`,
            title: selection.command(title.replace(/\s*…$/, ''), count),
            group: 'profiles',
            isOfRow: true,
            run,
            ...(keys === undefined ? {} : { keys }),
          }),
        )
    }, [actions, count, selection]),
  )
}
