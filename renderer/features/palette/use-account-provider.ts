import { useMemo } from 'react'
import { useAgentState, useApp } from '../../app-context.tsx'
import type { RowAction, RowProvider } from '../../commands/row-provider.ts'
import { copyText } from '../../ui/copy-text.ts'
import { toastDone } from '../../ui/toasts.tsx'
import { useProvider } from '../../ui/use-provider.ts'

/** Accounts in the palette. */
export function useAccountProvider(): void {
  const { view, texts } = useApp()
  const accounts = useAgentState((state) => state.accounts)
  useProvider(
    useMemo((): RowProvider => {
      const { palette } = texts
      return {
        id: 'accounts',
        order: 3,
        title: palette.rows.accounts,
        rows: () =>
          accounts.map(({ session, accountId, accountName, emailAddress, roles }) => ({
            id: `account:${session}:${accountId}`,
            title: accountName,
            detail: accountId,
            words: [emailAddress, ...roles].join(' '),
          })),
        actions: ({ detail: accountId = '' }): readonly RowAction[] => [
          {
            id: 'show',
            title: palette.showAccount,
            run: () => view.setState({ place: 'accounts', detail: accountId }),
          },
          {
            id: 'copy',
            title: palette.copyAccount,
            run: () =>
              void copyText(accountId).then(
                (isCopied) => isCopied && toastDone(view, palette.copied(accountId)),
              ),
          },
        ],
      }
    }, [view, texts, accounts]),
  )
}
