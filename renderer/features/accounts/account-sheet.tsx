import type { RefObject } from 'react'
import { useApp, useTexts } from '../../app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Fact, Facts, Sheet, SheetPart } from '../../ui/sheet.tsx'
import { makeProfile } from './account-actions.ts'
import { type AccountRow, profilesOfRole } from './account-rows.ts'
import css from './account-sheet.module.css'

/** One account beside the list: what it is, and its roles with the profiles that serve them. */
export function AccountSheet({
  row,
  onClose,
  panel,
}: {
  readonly row: AccountRow
  readonly onClose: () => void
  readonly panel: RefObject<HTMLElement | null>
}) {
  const { accounts: texts } = useTexts()
  const { view, sessionName } = row
  return (
    <Sheet label={texts.details} title={view.accountName || view.accountId} onClose={onClose} panel={panel}>
      <Facts>
        <Fact title={texts.columns.id}>
          <span className={css.id}>
            <code>{view.accountId}</code>
            <CopyButton text={view.accountId} label={texts.copyId} />
          </span>
        </Fact>
        {view.emailAddress !== '' && (
          <Fact title={texts.columns.email}>
            <bdi>{view.emailAddress}</bdi>
          </Fact>
        )}
        <Fact title={texts.columns.session}>
          <bdi>{sessionName}</bdi>
        </Fact>
      </Facts>
      <SheetPart title={texts.roles}>
        {view.roles.length === 0 ? (
          <p className={css.quiet}>{view.readAt === null ? texts.notRead : texts.noRoles}</p>
        ) : (
          <ul>
            {view.roles.map((role) => (
              <Role key={role} row={row} role={role} />
            ))}
          </ul>
        )}
      </SheetPart>
    </Sheet>
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
