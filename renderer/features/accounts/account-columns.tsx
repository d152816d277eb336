import type { Texts } from '../../texts/texts.ts'
import type { Column } from '../../ui/data-table.tsx'
import { spanText } from '../../ui/span-text.ts'
import { wholeWhenText } from '../../ui/when-text.ts'
import { grouped } from '../profiles/profile-columns.tsx'
import css from './account-columns.module.css'
import type { AccountRow } from './account-rows.ts'

/** @param isNarrow - Beside an open sheet, which has the rest. */
export function accountColumns(
  texts: Texts,
  { isNarrow, hasSessions }: { readonly isNarrow: boolean; readonly hasSessions: boolean },
): readonly Column<AccountRow>[] {
  const { columns, profileCount, notRead, ago } = texts.accounts
  const all: readonly (Column<AccountRow> | false)[] = [
    {
      id: 'name',
      title: columns.name,
      width: 'minmax(170px, 2fr)',
      cell: ({ view }) => (
        <bdi className={css.name} title={view.accountName}>
          {view.accountName || '–'}
        </bdi>
      ),
    },
    {
      id: 'id',
      title: columns.id,
      width: '124px',
      cell: ({ view }) => <code className={css.id}>{grouped(view.accountId)}</code>,
    },
    {
      id: 'roles',
      title: columns.roles,
      width: 'minmax(140px, 2.2fr)',
      cell: ({ view }) => (
        <span title={view.roles.join('\n')}>
          {view.readAt === null ? (
            <span className={css.quiet}>{notRead}</span>
          ) : (
            <>
              {view.roles.length > 1 && <span className={css.quiet}>{view.roles.length} · </span>}
              <bdi>{view.roles.join(', ')}</bdi>
            </>
          )}
        </span>
      ),
    },
    {
      id: 'profiles',
      title: columns.profiles,
      width: 'minmax(90px, 0.8fr)',
      from: 520,
      cell: ({ profiles }) => (
        <span
          className={profiles.length === 0 ? css.quiet : undefined}
          title={profiles.map(({ name }) => name).join('\n')}
        >
          {profileCount(profiles.length)}
        </span>
      ),
    },
    !isNarrow && {
      id: 'email',
      title: columns.email,
      width: 'minmax(150px, 1.6fr)',
      from: 760,
      cell: ({ view }) => (
        <bdi className={css.quiet} title={view.emailAddress}>
          {view.emailAddress}
        </bdi>
      ),
    },
    hasSessions && {
      id: 'session',
      title: columns.session,
      width: 'minmax(90px, 0.8fr)',
      from: 640,
      cell: ({ sessionName }) => <bdi title={sessionName}>{sessionName}</bdi>,
    },
    !isNarrow && {
      id: 'read',
      title: columns.read,
      width: 'minmax(90px, 0.7fr)',
      from: 900,
      cell: ({ view: { readAt } }) => (
        <span
          className={css.quiet}
          title={readAt === null ? undefined : wholeWhenText(readAt, texts.language)}
        >
          {readAt === null ? '–' : ago(spanText(Date.now() - readAt, texts))}
        </span>
      ),
    },
  ]
  return all.filter((column) => column !== false)
}
