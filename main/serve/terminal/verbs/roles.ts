import type { ListedRoles, ListRoles } from '../../../actions/accounts/list-roles.ts'
import { flag, text } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { listSourceText } from '../list-source-text.ts'
import { listingProgress } from '../listing-progress.ts'
import { printableJson } from '../printable-json.ts'
import { printable, type Style, shortened, table } from '../style.ts'
import { type Verb, verb } from '../verb.ts'

/** `signet roles` */
export function roles(act: ListRoles): Verb {
  return verb({
    name: 'roles',
    summary: 'The roles that an IAM Identity Center session may use',
    usage: '[WORD ...]',
    options: {
      session: text('NAME', 'the session; needed when there are several'),
      account: text('ACCOUNT', 'only those of this account, by its id or its name'),
      search: text(
        'TEXT',
        'words that must all be in the account’s id, name or email address, or in the role',
      ),
      refresh: flag('ask AWS now, and wait'),
      json: flag('as JSON'),
    },
    details: [
      'Shows the list that was read last, at once. When it is older than an hour it is read again in the background.\n' +
        'Words after the options are searched for too.',
      'Examples:\n  signet roles\n  signet roles --account 111122223333\n  signet roles prod admin',
    ],
    async run({ session, account, search, refresh, json }, words, { request, io, style, prompts }) {
      const progress = listingProgress(io, request)
      const wanted = [search ?? '', ...words].join(' ')
      const listed = await act(
        { session, account, search: wanted, refresh, signal: io.signal },
        prompts,
        progress.show,
      ).finally(progress.end)
      io.out(json ? `${printableJson(listed.roles)}\n` : rolesText(listed, style))
      const note = listSourceText(listed.source)
      if (note !== '') io.err(note)
      return exitCodes.ok
    },
  })
}

function rolesText({ session, roles: views, total }: ListedRoles, style: Style): string {
  const name = printable(session)
  if (total === 0) return `${name} gives you no role there. Ask who administers IAM Identity Center.\n`
  if (views.length === 0) return `None of the ${total} roles of ${name} has all of these words.\n`
  const rows = views.map((view) => [
    view.accountId,
    shortened(view.accountName || '-'),
    shortened(view.roleName, 64),
  ])
  return table([['ACCOUNT', 'NAME', 'ROLE'], ...rows], (cell, _column, row) =>
    row === 0 ? style.dim(cell) : printable(cell),
  )
}
