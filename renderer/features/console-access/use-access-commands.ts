import { useMemo, useRef } from 'react'
import type { AccessWish } from '../../../preload/contract/calls-console-access.ts'
import { useTexts } from '../../app-context.tsx'
import type { Command } from '../../commands/commands.ts'
import { useCommands } from '../../ui/use-commands.ts'
import { withAuthorization } from './access-wish.ts'

export interface AccessActs {
  readonly refresh: () => void
  readonly undo: (change: string | null) => void
  readonly setMode: (mode: 'form' | 'json') => void
  readonly setAdding: (isAdding: boolean) => void
  readonly setDialog: (dialog: 'history' | 'viewpoint') => void
  readonly setWish: (wish: AccessWish | undefined) => void
  readonly save: () => void
  readonly pick: () => void
  readonly wish: AccessWish | undefined
  readonly isOn: boolean | undefined
  readonly mode: 'form' | 'json'
  readonly canApply: boolean
}

/** Everything that can be done here, for the palette and the keys. */
export function useAccessCommands(acts: AccessActs): void {
  const { commands: texts } = useTexts().consoleAccess
  // The acts are new with each showing; the commands are not.
  const latest = useRef(acts)
  latest.current = acts
  const { isOn, mode, canApply } = acts
  const hasWish = acts.wish !== undefined
  useCommands(
    useMemo(() => {
      const group = 'console-access'
      const command = (
        id: string,
        title: string,
        run: (now: AccessActs) => void,
        keys?: string,
      ): Command => ({
        ...{ id: `access-${id}`, title, group, run: () => run(latest.current) },
        ...(keys === undefined ? {} : { keys }),
      })
      const add = (now: AccessActs) => {
        if (now.mode === 'json') now.setMode('form')
        now.setAdding(true)
      }
      return [
        command('refresh', texts.refresh, (now) => now.refresh(), 'r'),
        command('viewpoint', texts.viewpoint, (now) => now.setDialog('viewpoint')),
        command('history', texts.history, (now) => now.setDialog('history'), 'h'),
        ...(isOn === undefined
          ? []
          : [
              command(isOn ? 'off' : 'on', isOn ? texts.turnOff : texts.turnOn, (now) =>
                now.setWish(withAuthorization(now.wish, isOn ? 'off' : 'on')),
              ),
              command('add', texts.add, add, 'a'),
              mode === 'form'
                ? command('json', texts.json, (now) => now.setMode('json'))
                : command('form', texts.form, (now) => now.setMode('form')),
              command('export', texts.export, (now) => now.save()),
              command('drift', texts.drift, (now) => now.pick()),
              command('undo', texts.undo, (now) => now.undo(null)),
            ]),
        ...(hasWish ? [command('discard', texts.discard, (now) => now.setWish(undefined))] : []),
        ...(canApply ? [command('apply', texts.apply, focusApply)] : []),
      ]
    }, [texts, isOn, mode, hasWish, canApply]),
  )
}

/** Leads to the press and does not press: whoever sends a plan has looked at it. */
function focusApply(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-access-apply]')
  const field = button?.form?.querySelector<HTMLInputElement>('input')
  ;(field ?? button)?.focus()
}
