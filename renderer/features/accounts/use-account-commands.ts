import { type RefObject, useMemo } from 'react'
import { useApp } from '../../app-context.tsx'
import type { Command } from '../../commands/commands.ts'
import { useCommands } from '../../ui/use-commands.ts'
import { accountActions, generateFor } from './account-actions.ts'
import type { AccountRow } from './account-rows.ts'

/** Keys and palette entries of the accounts, and of the one that is active in the list. */
export function useAccountCommands({
  active,
  search,
}: {
  readonly active: AccountRow | undefined
  readonly search: RefObject<HTMLInputElement | null>
}): void {
  const app = useApp()
  const commands = useMemo(() => {
    const { accounts } = app.texts
    const group = 'profiles' as const
    const ofActive: readonly Command[] =
      active === undefined
        ? []
        : accountActions(app, active)
            .flat()
            .filter(({ isDisabled }) => !isDisabled)
            .map(({ id, title, keys, run }) => ({
              id: `account-${id}`,
              title: `${title.replace(/\s*…$/, '')}: ${active.view.accountName || active.view.accountId}`,
              group,
              isOfRow: true,
              run,
              ...(keys === undefined ? {} : { keys }),
            }))
    const own: readonly Command[] = [
      { id: 'accounts-search', title: accounts.filter, group, keys: '/', run: () => search.current?.focus() },
      { id: 'accounts-generate', title: accounts.generate, group, run: () => generateFor(app, []) },
      {
        id: 'accounts-add',
        title: accounts.add,
        group,
        run: () => app.view.setState({ dialog: { name: 'add-profile' } }),
      },
    ]
    return [...own, ...ofActive]
  }, [app, active, search])
  useCommands(commands)
}
