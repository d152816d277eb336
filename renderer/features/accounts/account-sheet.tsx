import { useApp, useTexts } from '../../app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { makeProfile } from './account-actions.ts'
import { type AccountRow, profilesOfRole } from './account-rows.ts'
import css from './account-sheet.module.css'

/** One account beside the list: what it is, and its roles with the profiles that serve them. */
export function AccountSheet({ row, onClose }: { readonly row: AccountRow; readonly onClose: () => void }) {
  const { accounts: texts, frame } = useTexts()
  const { view, sessionName } = row
  return (
    <aside className={css.sheet} aria-label={texts.details}>
      <header className={css.head}>
        <h2>
          <bdi>{view.accountName || view.accountId}</bdi>
        </h2>
        <Button look="bare" onClick={onClose} aria-label={frame.close}>
          ×
        </Button>
      </header>
      <dl className={css.facts}>
        <div>
          <dt>{texts.columns.id}</dt>
          <dd className={css.id}>
            <code>{view.accountId}</code>
            <CopyButton text={view.accountId} label={texts.copyId} />
          </dd>
        </div>
        {view.emailAddress !== '' && (
          <div>
            <dt>{texts.columns.email}</dt>
            <dd>
              <bdi>{view.emailAddress}</bdi>
            </dd>
          </div>
        )}
        <div>
          <dt>{texts.columns.session}</dt>
          <dd>
            <bdi>{sessionName}</bdi>
          </dd>
        </div>
      </dl>
      <section className={css.roles}>
        <h3 className={css.title}>{texts.roles}</h3>
        {view.roles.length === 0 ? (
          <p className={css.quiet}>{view.readAt === null ? texts.notRead : texts.noRoles}</p>
        ) : (
          <ul>
            {view.roles.map((role) => (
              <Role key={role} row={row} role={role} />
            ))}
          </ul>
        )}
      </section>
    </aside>
  )
}

function Role({ row, role }: { readonly row: AccountRow; readonly role: string }) {
  const app = useApp()
  const { accounts: texts } = app.texts
  const profiles = profilesOfRole(row, role)
  return (
    <li className={css.role}>
      <div className={css.words}>
        <bdi>{role}</bdi>
        {profiles.map(({ name }) => (
          <button
            key={name}
            type="button"
            className={css.profile}
            onClick={() => app.view.setState({ place: 'profiles', detail: name })}
          >
            <bdi>{name}</bdi>
          </button>
        ))}
      </div>
      <Button look="bare" aria-label={`${texts.make} ${role}`} onClick={() => makeProfile(app, row, role)}>
        {texts.make}
      </Button>
    </li>
  )
}
