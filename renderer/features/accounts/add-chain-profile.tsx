import { type ReactNode, useState } from 'react'
import { useAgentState, useApp } from '../../app-context.tsx'
import { Field } from '../../ui/field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import css from './add-profile-dialog.module.css'
import { AddProfileForm } from './add-profile-form.tsx'
import { durationFrom, isRoleArn } from './chain-input.ts'

const noFields = { roleArn: '', roleSessionName: '', externalId: '', mfaSerial: '', duration: '' }

/** A profile for a role that is assumed with another profile's credentials. */
export function AddChainProfile({ children }: { readonly children: ReactNode }) {
  const { link, texts } = useApp()
  const { adding } = texts.accounts
  const sources = useAgentState((state) => state.profiles)
    .filter(({ source }) => source === 'signet')
    .map(({ name }) => name)
  const [source, setSource] = useState(sources[0] ?? '')
  const [fields, setFields] = useState(noFields)
  const field = (name: keyof typeof fields) => ({
    value: fields[name],
    onChange: (event: { readonly target: { readonly value: string } }) =>
      setFields({ ...fields, [name]: event.target.value }),
  })
  const given = (name: keyof typeof fields) => fields[name].trim() || null
  const request = {
    roleArn: fields.roleArn.trim(),
    source,
    roleSessionName: given('roleSessionName'),
    externalId: given('externalId'),
    mfaSerial: given('mfaSerial'),
    durationSeconds: durationFrom(fields.duration),
  }
  return (
    <AddProfileForm
      of={JSON.stringify(request)}
      isReady={source !== '' && isRoleArn(request.roleArn)}
      add={(wanted) => link.call('accounts.addRoleProfile', { ...request, ...wanted })}
    >
      {({ name, region, further }) => (
        <>
          {children}
          <Field
            label={adding.roleArn}
            placeholder="arn:aws:iam::111122223333:role/Deploy"
            maxLength={2_000}
            isCode
            autoFocus
            {...field('roleArn')}
          />
          <div className={css.pair}>
            <SelectField
              label={adding.source}
              value={source}
              options={sources.map((value) => ({ value, title: value }))}
              onChange={setSource}
            />
            {name}
          </div>
          {further(
            <div className={css.pair}>
              {region(adding.chainRegionHint)}
              <Field
                label={adding.duration}
                hint={adding.durationHint}
                maxLength={6}
                isCode
                {...field('duration')}
              />
              <Field label={adding.roleSessionName} maxLength={64} isCode {...field('roleSessionName')} />
              <Field label={adding.externalId} maxLength={1_224} isCode {...field('externalId')} />
              <Field label={adding.mfaSerial} maxLength={256} isCode {...field('mfaSerial')} />
            </div>,
          )}
        </>
      )}
    </AddProfileForm>
  )
}
