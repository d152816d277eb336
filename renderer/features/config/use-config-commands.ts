import { useMemo } from 'react'
import { useApp } from '../../app-context.tsx'
import type { Command } from '../../commands/commands.ts'
import { useCommands } from '../../ui/use-commands.ts'
import { takeOverKinds } from './take-over-kinds.ts'
import { useCheck } from './use-check.ts'

/** What can be done with the AWS files while they are looked at. */
export function useConfigCommands(): void {
  const { view, texts } = useApp()
  const { check } = useCheck()
  useCommands(
    useMemo((): readonly Command[] => {
      const { config } = texts
      const group = 'config' as const
      return [
        {
          id: 'config-check',
          title: config.commands.check,
          group,
          run: () => {
            view.setState({ detail: 'problems' })
            check()
          },
        },
        {
          id: 'config-back',
          title: config.commands.back,
          group,
          run: () => view.setState({ dialog: { name: 'undo-config', about: 'config:1' } }),
        },
        ...takeOverKinds.map((kind) => ({
          id: `config-${kind}`,
          title: `${config.takeOver.kinds[kind]}: ${config.takeOver.preview[kind]}`,
          group,
          run: () => view.setState({ dialog: { name: 'take-over' as const, about: kind } }),
        })),
      ]
    }, [view, texts, check]),
  )
}
