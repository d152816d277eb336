import { type ReactNode, useMemo, useState } from 'react'
import { useAgentState, useApp } from '../../app-context.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { grouped } from '../profiles/profile-columns.tsx'
import css from './add-profile-dialog.module.css'
import { AddProfileForm } from './add-profile-form.tsx'
import type { AddAbout } from './dialog-about.ts'

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
  const accounts = useAgentState((state) => state.accounts)
  const usable = useMemo(() => accounts.filter(({ roles }) => roles.length > 0), [accounts])
  const first = usable.find((each) => each.accountId === about.accountId && each.session === about.session)
  const [account, setAccount] = useState(first ?? usable[0])
  const [role, setRole] = useState(about.role || (account?.roles[0] ?? ''))
  const request = { session: account?.session ?? null, account: account?.accountId ?? '', role }
  return (
    <AddProfileForm
      of={JSON.stringify(request)}
      isReady={account !== undefined && role !== ''}
      add={(wanted) => link.call('accounts.addProfile', { ...request, ...wanted })}
    >
      {({ name, region, further }) => (
        <>
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
            {name}
            {region(adding.regionHint)}
          </div>
          {further()}
        </>
      )}
    </AddProfileForm>
  )
}
