import { type ReactNode, useMemo, useState } from 'react'
import type { CallRequest } from '../../../preload/contract/calls.ts'
import { useAgentState, useApp } from '../../app-context.tsx'
import { CheckBox } from '../../ui/check-box.tsx'
import { Field } from '../../ui/field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { ProfileChangeDialog } from '../profiles/profile-change-dialog.tsx'
import { grouped } from '../profiles/profile-columns.tsx'
import css from './add-profile-dialog.module.css'
import type { AddAbout } from './dialog-about.ts'
import { useProfileAdded } from './use-profile-added.ts'

/** A profile for a role that Identity Center assigns. */
export function AddAssignedProfile({
  about,
  children,
}: {
  readonly about: AddAbout
  readonly children: ReactNode
}) {
  const { link, texts } = useApp()
  const { adding } = texts.accounts
  const added = useProfileAdded()
  const accounts = useAgentState((state) => state.accounts)
  const usable = useMemo(() => accounts.filter(({ roles }) => roles.length > 0), [accounts])
  const first = usable.find((each) => each.accountId === about.accountId && each.session === about.session)
  const [account, setAccount] = useState(first ?? usable[0])
  const [role, setRole] = useState(about.role || (account?.roles[0] ?? ''))
  const [name, setName] = useState('')
  const [region, setRegion] = useState('')
  const [adopt, setAdopt] = useState(false)
  const [replace, setReplace] = useState(false)
  const [usual, setUsual] = useState<string>()
  const request: Omit<CallRequest<'accounts.addProfile'>, 'dryRun'> = {
    session: account?.session ?? null,
    account: account?.accountId ?? '',
    role,
    name: name.trim() || null,
    region: region.trim() || null,
    adopt,
    replace,
  }
  const isReady = account !== undefined && role !== ''
  return (
    <ProfileChangeDialog
      title={adding.title}
      previewKey={JSON.stringify(request)}
      preview={() =>
        isReady
          ? link.call('accounts.addProfile', { ...request, dryRun: true }).then(({ profile, files }) => {
              if (request.name === null) setUsual(profile)
              return files
            })
          : undefined
      }
      submit={adding.submit}
      isReady={isReady}
      onSubmit={async () => {
        added((await link.call('accounts.addProfile', { ...request, dryRun: false })).profile)
      }}
    >
      {children}
      <div className={css.pair}>
        <SelectField
          label={adding.account}
          value={account ? `${account.session} ${account.accountId}` : ''}
          options={usable.map(({ session, accountId, accountName }) => ({
            value: `${session} ${accountId}`,
            title: `${accountName} ${grouped(accountId)}`,
          }))}
          onChange={(value) => {
            const chosen = usable.find((each) => `${each.session} ${each.accountId}` === value)
            setAccount(chosen)
            if (!chosen?.roles.includes(role)) setRole(chosen?.roles[0] ?? '')
          }}
        />
        <SelectField
          label={adding.role}
          value={role}
          options={(account?.roles ?? []).map((value) => ({ value, title: value }))}
          onChange={setRole}
        />
      </div>
      <div className={css.pair}>
        <Field
          label={adding.name}
          hint={usual === undefined ? adding.nameUnknown : adding.nameHint(usual)}
          placeholder={usual}
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={255}
        />
        <Field
          label={adding.region}
          hint={adding.regionHint}
          value={region}
          onChange={(event) => setRegion(event.target.value)}
          maxLength={64}
          isCode
        />
      </div>
      <details className={css.further}>
        <summary>{adding.further}</summary>
        <div>
          <CheckBox label={adding.adopt} isOn={adopt} onChange={setAdopt} />
          <CheckBox label={adding.replace} isOn={replace} onChange={setReplace} />
        </div>
      </details>
    </ProfileChangeDialog>
  )
}
