import type { PastChangeView } from '../../../preload/contract/console-access-views.ts'
import type { ConsoleAccessDependencies } from './console-access-account.ts'
import { pastChangeView } from './console-access-views.ts'

/** What Signet changed in the accounts that this profile has changed, newest first. Needs no credentials: they may be locked out. */
export type ListConsoleAccessChanges = (profile: string) => Promise<readonly PastChangeView[]>

export function listConsoleAccessChanges({
  history,
}: Pick<ConsoleAccessDependencies, 'history'>): ListConsoleAccessChanges {
  return async (profile) => {
    const all = await history.list()
    const accounts = new Set(
      all.filter((record) => record.profile === profile).map((record) => record.accountId),
    )
    const records = all.filter(({ accountId }) => accounts.has(accountId))
    return records.map((record) => pastChangeView(record, records))
  }
}
