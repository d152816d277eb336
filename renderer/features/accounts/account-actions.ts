/**
 * Everything that can be done with accounts: the same lists for menus, keys and the palette.
 *
 * @module
 */
import type { App } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { copyText } from '../../ui/copy-text.ts'
import type { MenuItem } from '../../ui/menu.tsx'
import { toastDone, toastFailed } from '../../ui/toasts.tsx'
import { type AccountRow, filterOfAccounts } from './account-rows.ts'
import { aboutText } from './dialog-about.ts'

export function accountActions(app: App, row: AccountRow): readonly (readonly MenuItem[])[] {
  const { accounts: texts } = app.texts
  const { view } = row
  return [
    [
      { id: 'generate', title: texts.generate, keys: 'mod+g', run: () => generateFor(app, [row]) },
      {
        id: 'add',
        title: texts.make,
        keys: 'mod+Enter',
        isDisabled: view.roles.length === 0,
        run: () => makeProfile(app, row, view.roles[0] ?? ''),
      },
    ],
    [
      { id: 'copy-id', title: texts.copyId, keys: 'mod+c', run: () => copyId(app, row) },
      { id: 'refresh', title: texts.refresh, keys: 'mod+u', run: () => readAnew(app, row.sessionName) },
    ],
  ]
}

/** For these accounts, or for all of a session where none is given. */
export function generateFor({ view }: App, rows: readonly AccountRow[]): void {
  const session = rows[0]?.view.session ?? null
  // One session at a time: rows of another are left out, and the dialog shows whose they are.
  const own = rows.filter((row) => row.view.session === session)
  view.setState({
    dialog: { name: 'generate-profiles', about: aboutText({ session, filter: filterOfAccounts(own) }) },
  })
}

export function makeProfile({ view }: App, row: AccountRow, role: string): void {
  const { session, accountId } = row.view
  view.setState({ dialog: { name: 'add-profile', about: aboutText({ session, accountId, role }) } })
}

/** More than can be under way at once. */
const mostKept = 20

export function readAnew({ link, view }: Pick<App, 'link' | 'view'>, session: string | null): void {
  link
    .call('accounts.refresh', { session })
    .then(({ task }) =>
      view.setState(({ readings }) => ({
        dialog: { name: 'task', about: task },
        readings: new Map([...[...readings].slice(1 - mostKept), [task, session]]),
      })),
    )
    .catch((thrown: unknown) => toastFailed(view, errorOf(thrown)))
}

function copyId({ view, texts }: App, { view: { accountId } }: AccountRow): void {
  void copyText(accountId).then((isCopied) => isCopied && toastDone(view, texts.accounts.copied(accountId)))
}
