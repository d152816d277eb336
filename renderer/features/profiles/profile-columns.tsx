import type { Texts } from '../../texts/texts.ts'
import { Badge } from '../../ui/badge.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { spanText } from '../../ui/span-text.ts'
import { CredentialsCell } from './credentials-cell.tsx'
import css from './profile-columns.module.css'
import { ProfileMark } from './profile-mark.tsx'
import type { ProfileRow } from './profile-rows.ts'

/** @param isNarrow - Beside an open sheet, which has the rest. */
export function profileColumns(texts: Texts, isNarrow: boolean): readonly Column<ProfileRow>[] {
  const all = allColumns(texts)
  return isNarrow ? all.filter(({ id }) => narrowColumns.has(id)) : all
}

const narrowColumns: ReadonlySet<string> = new Set(['name', 'account', 'credentials'])

function allColumns(texts: Texts): readonly Column<ProfileRow>[] {
  const { columns, ago, never } = texts.profiles
  return [
    {
      id: 'name',
      title: columns.name,
      width: 'minmax(190px, 2.2fr)',
      cell: ({ view }) => <NameCell view={view} texts={texts} />,
    },
    {
      id: 'account',
      title: columns.account,
      width: 'minmax(150px, 1.7fr)',
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
      width: 'minmax(110px, 1.3fr)',
      from: 660,
      cell: ({ view, session }) => {
        const role = view.roleName ?? roleOf(session?.principalArn)
        return <bdi title={role}>{role}</bdi>
      },
    },
    {
      id: 'region',
      title: columns.region,
      width: 'minmax(92px, 0.8fr)',
      from: 760,
      cell: ({ view }) => <code title={view.region ?? undefined}>{view.region}</code>,
    },
    {
      id: 'credentials',
      title: columns.credentials,
      width: 'minmax(150px, 1.3fr)',
      cell: (row) => <CredentialsCell row={row} />,
    },
    {
      id: 'used',
      title: columns.used,
      width: 'minmax(84px, 0.8fr)',
      from: 900,
      cell: ({ view }) => (
        <span
          className={css.quiet}
          title={view.usedAt === null ? undefined : new Date(view.usedAt).toLocaleString()}
        >
          {view.usedAt === null ? never : ago(spanText(Date.now() - view.usedAt, texts))}
        </span>
      ),
    },
  ]
}

function NameCell({ view, texts }: { readonly view: ProfileRow['view']; readonly texts: Texts }) {
  const { profiles } = texts
  return (
    <span className={css.name}>
      <ProfileMark view={view} />
      <bdi className={css.text} title={view.name}>
        {view.name}
      </bdi>
      {view.isPinned && (
        <span className={css.pin} title={profiles.pinned}>
          ★<span className="visually-hidden">{profiles.pinned}</span>
        </span>
      )}
      {view.isDefault && <Badge tone="accent">{profiles.isDefault}</Badge>}
      {view.isProduction && <Badge tone="bad">{profiles.production}</Badge>}
      {view.tags.map((tag) => (
        <Badge key={tag}>
          <bdi>{profiles.tag(tag)}</bdi>
        </Badge>
      ))}
    </span>
  )
}

/** `1111 2222 3333`, for eyes. */
export function grouped(accountId: string): string {
  return accountId.replace(/(\d{4})(?=\d)/g, '$1 ')
}

/** The role or user of a principal. */
export function roleOf(arn: string | null | undefined): string | undefined {
  return arn?.split(':').at(5)?.split('/').slice(1, 2)[0] || arn?.split(':').at(5)
}
