import { useTexts } from '../../app-context.tsx'
import type { Texts } from '../../texts/texts.ts'
import type { Column } from '../../ui/data-table.tsx'
import { spanText } from '../../ui/span-text.ts'
import { useNow } from '../../ui/use-now.ts'
import { wholeWhen } from '../../ui/when-text.ts'
import { grouped } from '../profiles/profile-columns.tsx'
import css from './account-columns.module.css'
import type { AccountRow } from './account-rows.ts'

/** What an open sheet beside the table says. */
export const besideSheet: ReadonlySet<string> = new Set(['email', 'read'])

/** @param hasSessions - More than one, so that it is worth a word whose an account is. */
export function accountColumns(texts: Texts, hasSessions: boolean): readonly Column<AccountRow>[] {
  const { columns, profileCount, notRead } = texts.accounts
  const when = wholeWhen(texts.language)
  const all: readonly (Column<AccountRow> | false)[] = [
    {
      id: 'name',
      isAlways: true,
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
      from: 640,
      cell: ({ profiles }) => (
        <span
          className={profiles.length === 0 ? css.quiet : undefined}
          title={profiles.map(({ name }) => name).join('\n')}
        >
          {profileCount(profiles.length)}
        </span>
      ),
    },
    {
      id: 'email',
      title: columns.email,
      width: 'minmax(150px, 1.6fr)',
      from: 800,
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
      from: 740,
      cell: ({ sessionName }) => <bdi title={sessionName}>{sessionName}</bdi>,
    },
    {
      id: 'read',
      title: columns.read,
      width: 'minmax(90px, 0.7fr)',
      from: 900,
      cell: ({ view: { readAt } }) => <ReadCell readAt={readAt} when={when} />,
    },
  ]
  return all.filter((column) => column !== false)
}

/** When AWS was asked for it last. */
function ReadCell({
  readAt,
  when,
}: {
  readonly readAt: number | null
  readonly when: (at: number) => string
}) {
  const texts = useTexts()
  const now = useNow()
  return (
    <span className={css.quiet} title={readAt === null ? undefined : when(readAt)}>
      {readAt === null ? '–' : texts.accounts.ago(spanText(Math.max(0, now - readAt), texts))}
    </span>
  )
}
