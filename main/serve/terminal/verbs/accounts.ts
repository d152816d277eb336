import type { AccountView } from '../../../../preload/contract/views.ts'
import type { ListAccounts, ListedAccounts } from '../../../actions/accounts/list-accounts.ts'
import { flag, text } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { listSourceText } from '../list-source-text.ts'
import { listingProgress } from '../listing-progress.ts'
import { printableJson } from '../printable-json.ts'
import { printable, type Style, shortened, table } from '../style.ts'
import { type Verb, verb } from '../verb.ts'

/** `signet accounts` */
export function accounts(act: ListAccounts): Verb {
  return verb({
    name: 'accounts',
    summary: 'The accounts that an IAM Identity Center session may use',
    usage: '[WORD ...]',
    options: {
      session: text('NAME', 'the session; needed when there are several'),
      search: text('TEXT', 'words that must all be in the id, the name, the email address or a role'),
      refresh: flag('ask AWS now, and wait'),
      json: flag('as JSON'),
    },
    details: [
      'Shows the list that was read last, at once. When it is older than an hour it is read again in the background.\n' +
        'Words after the options are searched for too.',
      'Examples:\n  signet accounts\n  signet accounts prod eu\n  signet accounts --session corp --refresh',
    ],
    async run({ session, search, refresh, json }, words, { request, io, style, prompts }) {
      const progress = listingProgress(io, request)
      const wanted = [search ?? '', ...words].join(' ')
      const listed = await act(
        { session, search: wanted, refresh, signal: io.signal },
        prompts,
        progress.show,
      ).finally(progress.end)
      io.out(json ? `${printableJson(listed.accounts)}\n` : accountsText(listed, style))
      const note = listSourceText(listed.source)
      if (note !== '') io.err(note)
      return exitCodes.ok
    },
  })
}

function accountsText({ session, accounts: views, total }: ListedAccounts, style: Style): string {
  const name = printable(session)
  if (total === 0) return `${name} gives you no account. Ask who administers IAM Identity Center.\n`
  if (views.length === 0) return `None of the ${total} accounts of ${name} has all of these words.\n`
  const rows = views.map((view) => [
    view.accountId,
    shortened(view.accountName || '-'),
    shortened(view.emailAddress || '-'),
    rolesText(view),
  ])
  return table([['ACCOUNT', 'NAME', 'EMAIL', 'ROLES'], ...rows], (cell, _column, row) =>
    row === 0 ? style.dim(cell) : printable(cell),
  )
}

/** The only role by its name, several by their number. */
function rolesText({ roles, readAt }: AccountView): string {
  if (readAt === null) return 'not read yet'
  return roles.length === 1 ? (roles[0] ?? '') : `${roles.length} roles`
}
