import type { AccountChanges } from '../../actions/accounts/account-list.ts'
import type { ListSource } from '../../actions/accounts/read-accounts.ts'
import { span } from './style.ts'

/** A list that is younger needs no word about its age. */
const worthSayingInMilliseconds = 60 * 60_000

/** What a person should know about where a list of accounts comes from, as lines; often nothing. */
export function listSourceText(source: ListSource): string {
  const lines = source.kind === 'kept' ? keptLines(source) : readLines(source)
  return lines.map((line) => `${line}\n`).join('')
}

function keptLines(source: ListSource & { readonly kind: 'kept' }): readonly string[] {
  if (source.isEnded) {
    return [
      `This list is ${span(source.ageInMilliseconds)} old. The session has ended. Sign in again to refresh it.`,
    ]
  }
  if (source.ageInMilliseconds <= worthSayingInMilliseconds) return []
  const next = source.isRefreshing
    ? 'It is being refreshed in the background.'
    : 'It could not be refreshed just now. To see why, use --refresh.'
  return [`This list is ${span(source.ageInMilliseconds)} old. ${next}`]
}

function readLines({
  changes,
  unread,
  wasDamaged,
}: ListSource & { readonly kind: 'read' }): readonly string[] {
  return [
    ...(wasDamaged ? ['The list that was kept was damaged, so it was read from AWS again.'] : []),
    ...(changes ? [changesText(changes)] : []),
    ...(unread > 0
      ? [
          `AWS did not tell the roles of ${count(unread, 'account')}: shown as they were before. Try again later with --refresh.`,
        ]
      : []),
  ]
}

function changesText({ accountsAdded, accountsGone, rolesAdded, rolesGone }: AccountChanges): string {
  const added = counts(accountsAdded, rolesAdded)
  const gone = counts(accountsGone, rolesGone)
  const parts = [added && `New: ${added}.`, gone && `Gone: ${gone}.`].filter((part) => part !== '')
  return parts.join(' ') || 'Nothing has changed since the last time.'
}

function counts(accounts: readonly unknown[], roles: readonly unknown[]): string {
  return [accounts.length && count(accounts.length, 'account'), roles.length && count(roles.length, 'role')]
    .filter((part) => part !== 0)
    .join(', ')
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`
}
