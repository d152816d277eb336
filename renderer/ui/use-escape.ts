import { useMemo, useRef } from 'react'
import type { Command } from '../commands/commands.ts'
import { useCommands } from './use-commands.ts'

export interface EscapeLayer {
  readonly id: string
  readonly title: string
  readonly run: () => void
}

/** What can be closed at a place, the topmost first: that has Escape, the palette has them all. */
export function useEscape(layers: readonly EscapeLayer[]): void {
  const latest = useRef(layers)
  latest.current = layers
  const said = layers.map(({ id, title }) => `${id}: ${title}`).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: others only when they are called otherwise
  const commands = useMemo(
    () =>
      latest.current.map(
        ({ id, title }, index): Command => ({
          id,
          title,
          group: 'profiles',
          ...(index === 0 ? { keys: 'Escape' } : {}),
          run: () => latest.current.find((layer) => layer.id === id)?.run(),
        }),
      ),
    [said],
  )
  useCommands(commands)
}
