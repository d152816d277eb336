import { type AccountHandlerNeeds, accountHandlers } from '../serve/desktop/account-handlers.ts'

export type WindowAccountActions = Omit<AccountHandlerNeeds, 'tasks' | 'asking'>

/** What a window does with accounts: the same actions as a terminal. */
export function composeWindowAccounts(
  actions: WindowAccountActions,
  own: Pick<AccountHandlerNeeds, 'tasks' | 'asking'>,
) {
  return accountHandlers({ ...actions, ...own })
}
