import type { Texts } from '../../texts/texts.ts'
import type { Column } from '../../ui/data-table.tsx'
import { wholeWhen } from '../../ui/when-text.ts'
import { CredentialsCell } from './credentials-cell.tsx'
import { LastUsedCell } from './last-used-cell.tsx'
import { NameCell } from './name-cell.tsx'
import css from './profile-columns.module.css'
import type { ProfileRow } from './profile-rows.ts'

/** Those that stand beside an open sheet, which has the rest. */
export const narrowColumns: ReadonlySet<string> = new Set(['name', 'account', 'credentials'])

export function profileColumns(texts: Texts): readonly Column<ProfileRow>[] {
  const { columns } = texts.profiles
  const when = wholeWhen(texts.language)
  return [
    {
      id: 'name',
      isAlways: true,
      title: columns.name,
      width: 'minmax(196px, 2.51fr)',
      cell: ({ view }) => <NameCell view={view} />,
    },
    {
      id: 'account',
      title: columns.account,
      width: 'minmax(130px, 1.94fr)',
      from: 560,
      cell: ({ view, accountName }) => (
        <span title={[accountName, view.accountId].filter(Boolean).join(' ')}>
          {accountName !== undefined && <bdi>{accountName} </bdi>}
          {view.accountId !== null && <code className={css.id}>{grouped(view.accountId)}</code>}
        </span>
      ),
    },
    {
      id: 'role',
      title: columns.role,
      width: 'minmax(130px, 1.2fr)',
      from: 700,
      cell: ({ view, session }) => {
        const role = view.roleName ?? roleOf(session?.principalArn)
        return <bdi title={role}>{role}</bdi>
      },
    },
    {
      id: 'region',
      title: columns.region,
      width: 'minmax(92px, 0.5fr)',
      from: 810,
      cell: ({ view }) => <code title={view.region ?? undefined}>{view.region}</code>,
    },
    {
      id: 'credentials',
      title: columns.credentials,
      width: 'minmax(118px, 1.545fr)',
      cell: (row) => <CredentialsCell row={row} when={when} />,
    },
    {
      id: 'used',
      title: columns.used,
      width: 'minmax(122px, 1.1fr)',
      from: 930,
      cell: (row) => <LastUsedCell row={row} when={when} />,
    },
  ]
}

/** `1111 2222 3333`, for eyes. */
export function grouped(accountId: string): string {
  return accountId.replace(/(\d{4})(?=\d)/g, '$1 ')
}

/** The role or user of a principal. */
function roleOf(arn: string | null | undefined): string | undefined {
  return arn?.split(':').at(5)?.split('/').slice(1, 2)[0] || arn?.split(':').at(5)
}
