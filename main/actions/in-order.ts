import type { KeptAccount } from './accounts/account-list.ts'

/** Accounts as people look for them: by name, numbers in it as numbers, then by id. */
export function inOrder(accounts: readonly KeptAccount[]): readonly KeptAccount[] {
  const { compare } = new Intl.Collator('en', { numeric: true })
  return [...accounts].sort(
    (a, b) => compare(a.accountName, b.accountName) || (a.accountId < b.accountId ? -1 : 1),
  )
}
